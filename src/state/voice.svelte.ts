/** Where a voice is heard in each recording: found once the analysis leaves the machine free, one recording after the other, and kept by content. */
import type { VoiceService } from '../bridge/protocol';
import { toWireError, type WireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import type { SpanUs } from '../core/time';
import type { VoiceActivity } from '../core/voice';
import type { VoiceStore } from '../db/case-store';
import type { Jobs } from './jobs.svelte';
import type { Sources } from './sources.svelte';

export type VoiceState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly ratio01: number }
  | { readonly state: 'found'; readonly activity: VoiceActivity }
  /** There is no sound. */
  | { readonly state: 'silent' }
  | { readonly state: 'failed'; readonly error: WireError };

export interface VoiceDeps {
  readonly service: () => Promise<VoiceService>;
  readonly store: VoiceStore;
  readonly jobs: Jobs;
  readonly sources: Sources;
}

const NONE: VoiceState = { state: 'none' };

export class Voice {
  readonly #deps: VoiceDeps;
  #last: Promise<void> = Promise.resolve();
  #states = $state.raw<ReadonlyMap<RecordingId, VoiceState>>(new Map());

  constructor(deps: VoiceDeps) {
    this.#deps = deps;
  }

  of(id: RecordingId | null): VoiceState {
    return (id === null ? undefined : this.#states.get(id)) ?? NONE;
  }

  activityOf(id: RecordingId | null): VoiceActivity | null {
    const state = this.of(id);
    return state.state === 'found' ? state.activity : null;
  }

  /** Where a voice is heard; empty where there is no sound, null where nobody has listened yet or it failed. */
  spansOf(id: RecordingId): readonly SpanUs[] | null {
    const state = this.of(id);
    return state.state === 'silent' ? [] : state.state === 'found' ? state.activity.spans : null;
  }

  /** Finds what is waiting, in this order, after an earlier call has ended; resolves when nothing is left or `signal` ends it. Never rejects. */
  find(ids: readonly RecordingId[], signal: AbortSignal): Promise<void> {
    this.#last = this.#last.then(async () => {
      for (let [id] = this.#waiting(ids); id !== undefined && !signal.aborted; [id] = this.#waiting(ids)) await this.#findOne(id, signal);
    });
    return this.#last;
  }

  #waiting(ids: readonly RecordingId[]): readonly RecordingId[] {
    return ids.filter((id) => this.of(id).state === 'none' && this.#deps.sources.file(id) !== null);
  }

  async #findOne(id: RecordingId, signal: AbortSignal): Promise<void> {
    const { jobs, sources, store, service } = this.#deps;
    const file = sources.file(id);
    if (file === null) return;
    const run = jobs.of(id);
    if (run?.summary?.audio === null) return this.#set(id, { state: 'silent' });
    const content = run?.hashes?.sha256 ?? null;
    this.#set(id, { state: 'running', ratio01: 0 });
    const voices = await service().catch((thrown: unknown) => toWireError(thrown));
    if (!('find' in voices)) return this.#set(id, { state: 'failed', error: voices });
    const kept = content === null ? null : await store.voice(content).catch(() => null);
    if (kept?.version === voices.version) return this.#set(id, { state: 'found', activity: kept });
    const outcome = await voices.find(file, (ratio01) => { if (!signal.aborted) this.#set(id, { state: 'running', ratio01 }); }, signal);
    if (outcome.state === 'cancelled') return this.#set(id, NONE);
    if (outcome.state === 'failed') return this.#set(id, { state: 'failed', error: outcome.error });
    if (outcome.value === null) return this.#set(id, { state: 'silent' });
    this.#set(id, { state: 'found', activity: outcome.value });
    if (content !== null) await store.saveVoice(content, outcome.value).catch(() => undefined);
  }

  #set(id: RecordingId, state: VoiceState): void {
    this.#states = new Map(this.#states).set(id, state);
  }
}
