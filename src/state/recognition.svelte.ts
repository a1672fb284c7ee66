/** Recognising what is said in the recordings of the open case: on demand, one at a time, only where a voice has no line yet. What comes is kept as it comes. */
import type { RecogniserEvent, RecogniserService } from '../bridge/protocol';
import { toWireError, type WireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import { recognitionStretches, voiceWithoutText } from '../core/speech/recognition-plan';
import type { SpokenLine, Utterance } from '../core/speech/utterance';
import type { SpanUs } from '../core/time';
import type { Env } from './env';
import type { Sources } from './sources.svelte';
import type { SpeechModels } from './speech-model.svelte';
import type { Transcripts } from './transcripts.svelte';
import type { Voice } from './voice.svelte';

export type RecognitionState =
  | { readonly state: 'none' }
  /** The model goes to memory. */
  | { readonly state: 'loading' }
  /** `speed`: seconds of voice a second; null until there is one. */
  | { readonly state: 'running'; readonly ratio01: number; readonly speed: number | null; readonly leftMs: number | null; readonly lines: number }
  /** `written`: what came, for taking it back at once. */
  | { readonly state: 'ended'; readonly cancelled: boolean; readonly written: readonly Utterance[] }
  | { readonly state: 'failed'; readonly error: WireError; readonly written: readonly Utterance[] };

export interface RecognitionDeps {
  readonly service: () => Promise<RecogniserService>;
  readonly models: Pick<SpeechModels, 'installed'>;
  readonly sources: Pick<Sources, 'file'>;
  readonly voice: Pick<Voice, 'spansOf'>;
  readonly transcripts: Pick<Transcripts, 'of' | 'addRecognised' | 'takeBack' | 'readOnly'>;
  readonly env: Env;
  /** Of the open case. */
  readonly recordingIds: () => readonly RecordingId[];
}

const NONE: RecognitionState = { state: 'none' };
/** Lines are put into the log together, so that an hour of speech is not hundreds of entries; what a crash takes is heard again. */
const KEEP_EVERY_MS = 10_000;

export class Recognition {
  readonly #deps: RecognitionDeps;
  #states = $state.raw<ReadonlyMap<RecordingId, RecognitionState>>(new Map());
  #running = $state.raw<{ readonly id: RecordingId; readonly abort: AbortController } | null>(null);
  /** Where the model heard nothing, so that going on does not begin there again. */
  #unsaid = $state.raw<ReadonlyMap<RecordingId, readonly SpanUs[]>>(new Map());
  #unsaidBy = '';

  constructor(deps: RecognitionDeps) {
    this.#deps = deps;
  }

  get runningId(): RecordingId | null { return this.#running?.id ?? null; }

  of(id: RecordingId | null): RecognitionState {
    return (id === null ? undefined : this.#states.get(id)) ?? NONE;
  }

  /** What is left to recognise; null while nobody has listened for voices. */
  stretchesOf(id: RecordingId): readonly SpanUs[] | null {
    const voice = this.#deps.voice.spansOf(id);
    if (voice === null) return null;
    const taken = [...this.#deps.transcripts.of(id), ...(this.#unsaidBy === this.#deps.models.installed?.name ? (this.#unsaid.get(id) ?? []) : [])];
    return recognitionStretches(voiceWithoutText(voice, taken), taken);
  }

  /** Resolves when it has ended, however it did. Never rejects; does nothing while another runs. */
  async run(id: RecordingId): Promise<void> {
    const { models, sources, transcripts, service, env } = this.#deps;
    const [model, file, stretches] = [models.installed, sources.file(id), this.stretchesOf(id)];
    if (model === null || file === null || stretches === null || stretches.length === 0 || this.#running !== null || transcripts.readOnly) return;
    const abort = new AbortController();
    this.#running = { id, abort };
    this.#set(id, { state: 'loading' });
    if (this.#unsaidBy !== model.name) [this.#unsaidBy, this.#unsaid] = [model.name, new Map()];

    let written: readonly Utterance[] = [];
    let waiting: readonly SpokenLine[] = [];
    let heard = 0;
    let startedMs = env.now();
    let keptMs = startedMs;
    let keeping = Promise.resolve();
    const keep = (): void => {
      const lines = waiting;
      [waiting, keptMs] = [[], env.now()];
      if (lines.length === 0) return;
      keeping = keeping.then(async () => {
        // The case may have been left meanwhile.
        if (!this.#deps.recordingIds().includes(id) || transcripts.readOnly) return abort.abort();
        written = [...written, ...await transcripts.addRecognised(id, lines, model.name)];
      });
      keeping.catch(() => abort.abort());
    };
    const onEvent = (event: RecogniserEvent): void => {
      if (abort.signal.aborted) return;
      if (event.type === 'loaded') {
        startedMs = env.now();
        this.#set(id, { state: 'running', ratio01: 0, speed: null, leftMs: null, lines: 0 });
      } else if (event.type === 'lines') {
        waiting = [...waiting, ...event.lines];
        heard += event.lines.length;
        this.#unsaid = new Map(this.#unsaid).set(id, [...(this.#unsaid.get(id) ?? []), ...voiceWithoutText([event.span], event.lines)]);
        const state = this.of(id);
        if (state.state === 'running') this.#set(id, { ...state, lines: heard });
        if (env.now() - keptMs >= KEEP_EVERY_MS) keep();
      } else {
        const { doneUs, totalUs } = event;
        const tookMs = Math.max(1, env.now() - startedMs);
        this.#set(id, { state: 'running', ratio01: doneUs / totalUs, speed: doneUs / 1000 / tookMs, leftMs: doneUs > 0 ? (tookMs * (totalUs - doneUs)) / doneUs : null, lines: heard });
      }
    };

    const recogniser = await service().catch((thrown: unknown) => toWireError(thrown));
    const outcome = 'recognise' in recogniser
      ? await recogniser.recognise(file, { files: model.byPath, precision: model.precision }, stretches, onEvent, abort.signal)
      : { state: 'failed' as const, error: recogniser };
    keep();
    const unkept = await keeping.then(() => null, (thrown: unknown) => toWireError(thrown, file.name));
    this.#running = null;
    const error = unkept ?? (outcome.state === 'failed' ? outcome.error : null);
    this.#set(id, error === null ? { state: 'ended', cancelled: outcome.state === 'cancelled', written } : { state: 'failed', error, written });
  }

  /** At once; what was heard stays. */
  cancel(): void {
    this.#running?.abort.abort();
  }

  /** Takes out what the last run wrote, as far as nobody has changed it. */
  async takeBack(id: RecordingId): Promise<void> {
    const state = this.of(id);
    if (state.state !== 'ended' && state.state !== 'failed') return;
    this.#set(id, NONE);
    await this.#deps.transcripts.takeBack(state.written);
  }

  #set(id: RecordingId, state: RecognitionState): void {
    this.#states = new Map(this.#states).set(id, state);
  }
}
