/** What was said in the open case: lines by recording, importing, typing, who spoke, splitting and joining. Every change is one entry of the log. */
import type { RecordingId } from '../core/recording';
import { err, ok, type Result } from '../core/result';
import type { CueHit } from '../core/speech/cue-hits';
import { isOwnWork, joinUtterances, mergeTranscript, replaceTranscript, setSpeaker, setText, splitUtterance } from '../core/speech/edit-utterances';
import { readTranscript, type TranscriptFault } from '../core/speech/read-transcript';
import { asUtterances } from '../core/speech/imported-lines';
import { whereNoneAre } from '../core/speech/recognised-lines';
import { inOrder, type ReadLines, type Speaker, type SpokenLine, type Utterance } from '../core/speech/utterance';
import type { SpanUs, TimeUs } from '../core/time';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import { decodeText, isGarbled, type TextEncoding } from './decode-text';
import type { Env } from './env';
import type { Unit } from './unit.svelte';

export interface TranscriptsDeps {
  readonly caseReview: CaseReview;
  readonly log: CaseLog;
  readonly env: Env;
  readonly unit: Pick<Unit, 'current'>;
  /** Where a recording starts on its own timeline. */
  readonly startOf: (id: RecordingId) => TimeUs;
  /** Where it ends there; null while that is not known. */
  readonly endOf: (id: RecordingId) => TimeUs | null;
}

/** Lines of a file, and what a person should know of them. */
export interface ReadFile extends Pick<ReadLines, 'unread' | 'turned'> {
  readonly lines: readonly Utterance[];
  /** `unread` and `turned` are rows of the file; else entries by their order. */
  readonly byRow: boolean;
  /** How many lines begin after the recording has ended. */
  readonly past: number;
  readonly endUs: TimeUs | null;
  /** The encoding by which some characters could not be read; null where all could. */
  readonly garbledAs: TextEncoding | null;
}

const EXTENSIONS = ['.srt', '.vtt', '.textgrid', '.json'] as const;
export const TRANSCRIPT_EXTENSIONS: readonly string[] = EXTENSIONS;
export const isTranscriptName = (name: string): boolean => EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension));

const NO_LINES: readonly Utterance[] = [];
const NO_HITS: readonly CueHit[] = [];

export class Transcripts {
  readonly #deps: TranscriptsDeps;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** Who speaks in what is typed next. */
  #speaker = $state<Speaker>('officer');

  readonly #utterances = $derived.by(() => this.#deps.log.state.utterances);
  readonly #byRecording = $derived.by((): ReadonlyMap<RecordingId, readonly Utterance[]> => {
    const grouped = new Map<RecordingId, Utterance[]>();
    for (const one of this.#utterances.values()) {
      const list = grouped.get(one.recordingId);
      if (list === undefined) grouped.set(one.recordingId, [one]);
      else list.push(one);
    }
    return new Map([...grouped].map(([id, list]) => [id, inOrder(list)]));
  });
  readonly #hits = $derived.by((): ReadonlyMap<RecordingId, readonly CueHit[]> => {
    const grouped = new Map<RecordingId, CueHit[]>();
    for (const hit of this.#deps.caseReview.hits) {
      const list = grouped.get(hit.recordingId);
      if (list === undefined) grouped.set(hit.recordingId, [hit]);
      else list.push(hit);
    }
    return grouped;
  });

  constructor(deps: TranscriptsDeps) {
    this.#deps = deps;
  }

  /** In order of time. */
  of(id: RecordingId | null): readonly Utterance[] { return (id === null ? undefined : this.#byRecording.get(id)) ?? NO_LINES; }
  hitsOf(id: RecordingId | null): readonly CueHit[] { return (id === null ? undefined : this.#hits.get(id)) ?? NO_HITS; }
  get chosenIds(): ReadonlySet<string> { return this.#chosen; }
  get chosen(): readonly Utterance[] { return inOrder([...this.#chosen].flatMap((id) => this.#utterances.get(id) ?? [])); }
  get one(): Utterance | null { return this.#chosen.size === 1 ? (this.#utterances.get([...this.#chosen][0]!) ?? null) : null; }
  get speaker(): Speaker { return this.#speaker; }
  get readOnly(): boolean { return this.#deps.caseReview.readOnly; }

  choose(ids: Iterable<string>): void {
    this.#chosen = new Set(ids);
  }

  /** The recording whose name the file carries; null where it names none. */
  recordingOf(fileName: string): RecordingId | null {
    const stem = (name: string): string => name.replace(/\.[^.]+$/, '').toLowerCase();
    const own = fileName.toLowerCase();
    return this.#deps.log.state.recordings.find(({ identity }) => stem(identity.name) !== '' && own.startsWith(stem(identity.name)))?.id ?? null;
  }

  /** Lines of a file for a recording, not yet taken in, and what is doubtful about them. */
  async read(file: File, recordingId: RecordingId): Promise<Result<ReadFile, TranscriptFault>> {
    const words = this.#deps.unit.current.speakerWords;
    const decoded = await decodeText(file);
    const read = readTranscript(decoded.text, file.name, words);
    if (!read.ok) return err(read.error);
    const { source, unread, turned } = read.value;
    const lines = asUtterances(read.value.lines, { recordingId, source, words, newId: () => this.#deps.env.newId(), shiftUs: this.#deps.startOf(recordingId) });
    const endUs = this.#deps.endOf(recordingId);
    const past = endUs === null ? 0 : lines.filter(({ startUs }) => startUs >= endUs).length;
    return ok({ lines, unread, turned, byRow: source === 'srt' || source === 'vtt', past, endUs, garbledAs: isGarbled(decoded) ? decoded.encoding : null });
  }

  /** Lines that a person typed, corrected or gave a speaker. */
  ownWorkOf(id: RecordingId): readonly Utterance[] {
    return this.of(id).filter(isOwnWork);
  }

  /** In the place of what the recording had; with `keep`, a person's own lines stay. @returns how many lines came, and how many went */
  async take(recordingId: RecordingId, lines: readonly Utterance[], how: 'replace' | 'keep'): Promise<{ readonly came: number; readonly went: number }> {
    const change = (how === 'keep' ? mergeTranscript : replaceTranscript)(this.of(recordingId), lines);
    await this.#deps.caseReview.changeUtterances(change);
    this.choose([]);
    return { came: change.added.length, went: change.removed.length };
  }

  /**
   * What a machine heard, where no line is yet: nothing is taken out, whoever wrote it. A person says later who spoke.
   * @returns the lines that were added
   */
  async addRecognised(recordingId: RecordingId, heard: readonly SpokenLine[], model: string): Promise<readonly Utterance[]> {
    const lines = whereNoneAre(heard, this.of(recordingId));
    if (lines.length === 0) return [];
    const added = asUtterances(lines, { recordingId, source: 'engine', words: this.#deps.unit.current.speakerWords, newId: () => this.#deps.env.newId(), shiftUs: 0 }).map((one) => ({ ...one, model }));
    await this.#deps.caseReview.changeUtterances({ removed: [], added });
    return added;
  }

  /** Takes lines out again, those that nobody has changed since. */
  async takeBack(lines: readonly Utterance[]): Promise<void> {
    const removed = lines.filter((line) => {
      const now = this.#utterances.get(line.id);
      return now !== undefined && now.text === line.text && now.speaker === line.speaker && now.startUs === line.startUs && now.endUs === line.endUs;
    });
    if (removed.length > 0) await this.#deps.caseReview.changeUtterances({ removed, added: [] });
  }

  async type(recordingId: RecordingId, span: SpanUs, text: string): Promise<void> {
    if (text.trim() === '') return;
    const { startUs, endUs } = span;
    await this.#deps.caseReview.changeUtterances({ removed: [], added: [{ id: this.#deps.env.newId(), recordingId, speaker: this.#speaker, text: text.trim(), source: 'typed', startUs, endUs }] });
  }

  /** Of the chosen lines; with none chosen, of what is typed next. */
  async setSpeaker(speaker: Speaker): Promise<void> {
    if (this.#chosen.size === 0) this.#speaker = speaker;
    else await this.#deps.caseReview.changeUtterances(setSpeaker(this.chosen, speaker));
  }

  async setText(utterance: Utterance, text: string): Promise<void> {
    await this.#deps.caseReview.changeUtterances(setText(utterance, text));
  }

  async setEdge(utterance: Utterance, edge: 'start' | 'end', timeUs: TimeUs): Promise<void> {
    const { startUs, endUs } = utterance;
    const after = edge === 'start' ? { startUs: timeUs, endUs: Math.max(endUs, timeUs) as TimeUs } : { startUs: Math.min(startUs, timeUs) as TimeUs, endUs: timeUs };
    if (after.startUs !== startUs || after.endUs !== endUs) await this.#deps.caseReview.changeUtterances({ removed: [utterance], added: [{ ...utterance, ...after, edited: true }] });
  }

  async split(utterance: Utterance, at: number): Promise<void> {
    await this.#deps.caseReview.changeUtterances(splitUtterance(utterance, at, this.#deps.env.newId()));
  }

  async join(): Promise<void> {
    const change = joinUtterances(this.chosen);
    if (change === null) return;
    await this.#deps.caseReview.changeUtterances(change);
    this.choose(change.added.map(({ id }) => id));
  }

  async remove(): Promise<void> {
    const removed = this.chosen;
    if (removed.length === 0) return;
    this.choose([]);
    await this.#deps.caseReview.changeUtterances({ removed, added: [] });
  }
}
