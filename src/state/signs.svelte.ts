/** Text in the pictures of the case: read on demand, a recording at a time. */
import type { SignsService } from '../bridge/protocol';
import { toWireError, type WireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import type { SignReading } from '../core/review/suggestions';
import type { Sources } from './sources.svelte';

export type SignsState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly ratio01: number }
  | { readonly state: 'read'; readonly signs: readonly SignReading[] }
  | { readonly state: 'failed'; readonly error: WireError };

export interface SignsDeps {
  readonly service: () => Promise<SignsService>;
  readonly sources: Pick<Sources, 'file'>;
  /** Of the open case. */
  readonly recordingIds: () => readonly RecordingId[];
}

const NONE: SignsState = { state: 'none' };

export class Signs {
  readonly #deps: SignsDeps;
  #states = $state.raw<ReadonlyMap<RecordingId, SignsState>>(new Map());
  readonly #running = new Map<RecordingId, AbortController>();

  readonly #all = $derived.by((): readonly SignReading[] | null => {
    const read = this.#deps.recordingIds().flatMap((id) => { const one = this.#states.get(id); return one?.state === 'read' ? [one.signs] : []; });
    return read.length === 0 ? null : read.flat();
  });

  constructor(deps: SignsDeps) {
    this.#deps = deps;
  }

  /** Of all recordings of the case that were read; null where none was. */
  get all(): readonly SignReading[] | null { return this.#all; }

  of(id: RecordingId | null): SignsState {
    return (id === null ? undefined : this.#states.get(id)) ?? NONE;
  }

  /** Resolves when it has ended, however it did. Never rejects. */
  async read(id: RecordingId): Promise<void> {
    const file = this.#deps.sources.file(id);
    if (file === null || this.#running.has(id)) return;
    const abort = new AbortController();
    this.#running.set(id, abort);
    this.#set(id, { state: 'running', ratio01: 0 });
    const service = await this.#deps.service().catch((thrown: unknown) => toWireError(thrown));
    const outcome = 'read' in service
      ? await service.read(id, file, (ratio01) => { if (!abort.signal.aborted) this.#set(id, { state: 'running', ratio01 }); }, abort.signal)
      : { state: 'failed' as const, error: service };
    this.#running.delete(id);
    this.#set(id, outcome.state === 'completed' ? { state: 'read', signs: outcome.value } : outcome.state === 'failed' ? { state: 'failed', error: outcome.error } : NONE);
  }

  cancel(id: RecordingId): void {
    this.#running.get(id)?.abort();
  }

  #set(id: RecordingId, state: SignsState): void {
    this.#states = new Map(this.#states).set(id, state);
  }
}
