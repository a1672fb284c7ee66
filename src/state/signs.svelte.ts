/** Text in the pictures of the case: read on demand, a recording at a time, kept by content, and gone on with where it was ended. */
import type { SignsService } from '../bridge/protocol';
import { toWireError, type WireError } from '../core/errors';
import type { ContentHash, RecordingId } from '../core/recording';
import { tellRecorders } from '../core/review/recorder-signs';
import { isOnClock, SIGNS_VERSION, type ContentSign, type SignReading, type SignsRecord } from '../core/review/sign-reading';
import type { SignsStore } from '../db/case-store';
import type { Jobs } from './jobs.svelte';
import type { Sources } from './sources.svelte';

export type SignsState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly ratio01: number }
  /** Ended before the end; can be gone on with. */
  | { readonly state: 'paused'; readonly ratio01: number }
  | { readonly state: 'read' }
  | { readonly state: 'failed'; readonly error: WireError };

export interface SignsDeps {
  readonly service: () => Promise<SignsService>;
  readonly store: SignsStore;
  readonly jobs: Pick<Jobs, 'of'>;
  readonly sources: Pick<Sources, 'file'>;
  /** Of the open case. */
  readonly recordingIds: () => readonly RecordingId[];
  /** Name of its file. */
  readonly nameOf: (id: RecordingId) => string;
}

const NONE: SignsState = { state: 'none' };

export class Signs {
  readonly #deps: SignsDeps;
  #states = $state.raw<ReadonlyMap<RecordingId, SignsState>>(new Map());
  #records = $state.raw<ReadonlyMap<RecordingId, SignsRecord>>(new Map());
  readonly #running = new Map<RecordingId, AbortController>();
  readonly #looked = new Set<RecordingId>();

  readonly #all = $derived.by((): readonly SignReading[] => tellRecorders(this.#deps.recordingIds().map((recordingId) => ({
    recordingId, name: this.#deps.nameOf(recordingId), signs: this.#records.get(recordingId)?.signs ?? [], clocks: this.#deps.jobs.of(recordingId)?.clocks ?? [],
  }))));

  readonly #readIds = $derived.by((): ReadonlySet<RecordingId> => new Set(this.#deps.recordingIds().filter((id) => this.#records.get(id)?.resume === null)));

  readonly #scene = $derived.by((): readonly SignReading[] | null => {
    const scene = this.#all.filter(({ overlay }) => !overlay);
    return this.#readIds.size > 0 || scene.length > 0 ? scene : null;
  });

  constructor(deps: SignsDeps) {
    this.#deps = deps;
  }

  /** Of all recordings of the case as far as they were read, in case order. */
  get all(): readonly SignReading[] { return this.#all; }

  /** Without what the recorders wrote into the picture; null: nothing was read to its end, and nothing found so far. */
  get scene(): readonly SignReading[] | null { return this.#scene; }

  /** Recordings of the case that were read to the end. */
  get readIds(): ReadonlySet<RecordingId> { return this.#readIds; }

  of(id: RecordingId | null): SignsState {
    return (id === null ? undefined : this.#states.get(id)) ?? NONE;
  }

  /** Shows what was kept of these contents, once each; their files need not be open. Never rejects. */
  async restore(ids: readonly RecordingId[]): Promise<void> {
    for (const id of ids) {
      const content = this.#contentOf(id);
      if (content === null || this.#looked.has(id)) continue;
      this.#looked.add(id);
      const kept = await this.#kept(content);
      if (kept !== null && this.of(id).state === 'none') this.#show(id, kept);
    }
  }

  /** Goes on where it was ended. Resolves when it has ended, however it did. Never rejects. */
  async read(id: RecordingId): Promise<void> {
    const file = this.#deps.sources.file(id);
    const from = this.#records.get(id) ?? null;
    if (file === null || this.#running.has(id) || from?.resume === null) return;
    const abort = new AbortController();
    this.#running.set(id, abort);
    this.#set(id, { state: 'running', ratio01: from?.ratio01 ?? 0 });
    const service = await this.#deps.service().catch((thrown: unknown) => toWireError(thrown));
    const outcome = 'read' in service
      ? await service.read(file, from, (ratio01) => { if (!abort.signal.aborted) this.#set(id, { state: 'running', ratio01 }); }, (part) => { if (!abort.signal.aborted) this.#keep(id, part); }, abort.signal)
      : { state: 'failed' as const, error: service };
    this.#running.delete(id);
    if (outcome.state === 'completed') this.#keep(id, outcome.value);
    const record = this.#records.get(id);
    if (outcome.state === 'failed') this.#set(id, { state: 'failed', error: outcome.error });
    else if (record === undefined) this.#set(id, NONE);
    else this.#show(id, record);
  }

  cancel(id: RecordingId): void {
    this.#running.get(id)?.abort();
  }

  #contentOf(id: RecordingId): ContentHash | null {
    return this.#deps.jobs.of(id)?.hashes?.sha256 ?? null;
  }

  /** What stands on a clock that is read is the recorder's; what else is told of the whole case (`tellRecorders`) is told anew each time. */
  #apart(id: RecordingId, signs: readonly ContentSign[]): readonly ContentSign[] {
    const clocks = this.#deps.jobs.of(id)?.clocks ?? [];
    return signs.map((sign) => (sign.overlay || !isOnClock(sign.box, clocks) ? sign : { ...sign, overlay: true }));
  }

  async #kept(content: ContentHash): Promise<SignsRecord | null> {
    const kept = await this.#deps.store.signs(content).catch(() => null);
    return kept?.version === SIGNS_VERSION ? kept : null;
  }

  #show(id: RecordingId, record: SignsRecord): void {
    this.#records = new Map(this.#records).set(id, record);
    this.#set(id, record.resume === null ? { state: 'read' } : { state: 'paused', ratio01: record.ratio01 });
  }

  /** What is not stored is shown all the same, and read again next time. Clocks are known while the file is open: later they are not asked for. */
  #keep(id: RecordingId, given: SignsRecord): void {
    const record = { ...given, signs: this.#apart(id, given.signs) };
    const content = this.#contentOf(id);
    this.#records = new Map(this.#records).set(id, record);
    if (content !== null) void this.#deps.store.saveSigns(content, record).catch(() => undefined);
  }

  #set(id: RecordingId, state: SignsState): void {
    this.#states = new Map(this.#states).set(id, state);
  }
}
