/** Cues in a recording's speech: where, in whose words, and what exactly was said. */
import type { RecordingId } from '../recording';
import { us, type SpanUs } from '../time';
import type { CueMatcher, TextHit } from './cue-matcher';
import { normalise } from './normalise';
import { inOrder, type Speaker, type Utterance } from './utterance';

/** A candidate for a person to confirm. Begins with the sentence in which its first character stands, ends with its last character. */
export interface CueHit extends SpanUs {
  readonly recordingId: RecordingId;
  readonly group: string;
  readonly cue: string;
  /** Words as they stand in the transcript, from the first character of the cue to its last. */
  readonly quote: string;
  readonly speaker: Speaker;
  /** Lines that hold words of the quote, in order. */
  readonly utteranceIds: readonly string[];
  /** Where the quote begins in the text of its first line, and where it ends in that of its last one, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly substitutions: number;
}

/** A cue may run over this many lines of a transcript. */
const MOST_LINES = 3;
/** Lines further apart are not one sentence. */
const PAUSE_US = 3_000_000;

/** A character of the normalised text: its line, its index there, and where its sentence begins there. */
interface Placed { readonly of: Utterance; readonly index: number; readonly begin: number }
/** A sentence in the normalised text of several lines; half-open. */
interface Sentence { readonly start: number; readonly end: number; readonly of: Utterance }

/** Lines that follow each other at once and are spoken by one, as far as is known: a phrase can run across them. */
function turns(utterances: readonly Utterance[]): readonly (readonly Utterance[])[] {
  const out: Utterance[][] = [];
  for (const one of utterances) {
    const last = out.at(-1)?.at(-1);
    if (last !== undefined && last.speaker === one.speaker && last.voice === one.voice && one.startUs - last.endUs <= PAUSE_US) out.at(-1)!.push(one);
    else out.push([one]);
  }
  return out;
}

/** Time of a character, if speech runs evenly through its line. */
const timeOf = (of: Utterance, index: number): number => of.startUs + ((of.endUs - of.startUs) * Math.min(of.text.length, index)) / Math.max(1, of.text.length);

/** Lines that are searched together. */
export interface CueWindow {
  readonly lines: readonly Utterance[];
  /** How many lines at its start are its own: a cue that begins later belongs to the next window. */
  readonly own: number;
}

/** A long turn is searched in windows of this many lines, so that one correction costs one window and no search holds up the page. */
const WINDOW_LINES = 24;

/** Windows overlap by the lines that a cue may run on. @param utterances of one recording, in any order */
export function cueWindows(utterances: readonly Utterance[]): readonly CueWindow[] {
  return turns(inOrder(utterances)).flatMap((turn) => Array.from({ length: Math.ceil(turn.length / WINDOW_LINES) }, (_, i): CueWindow => {
    const from = i * WINDOW_LINES;
    return { lines: turn.slice(from, from + WINDOW_LINES + MOST_LINES - 1), own: Math.min(WINDOW_LINES, turn.length - from) };
  }));
}

/** Full stops, question and exclamation marks, semicolons and ellipses, of either width. */
const SENTENCE_END = /[\u3002\uff01\uff1f\uff1b\u2026!?;\n]/;

/** Characters of the lines as the patterns see them, each with where it stands, and the sentences that they make. */
function lay(lines: readonly Utterance[]): { readonly text: string; readonly placed: readonly Placed[]; readonly sentences: readonly Sentence[] } {
  const placed: Placed[] = [];
  const sentences: Sentence[] = [];
  let text = '';
  for (const of of lines) {
    const normal = normalise(of.text);
    let start = placed.length;
    const close = (): void => { if (placed.length > start) sentences.push({ start, end: placed.length, of }); start = placed.length; };
    let [begin, before] = [0, 0];
    for (const index of normal.origin) {
      if (placed.length > start && SENTENCE_END.test(of.text.slice(before, index))) { close(); begin = index; }
      placed.push({ of, index, begin });
      before = index + 1;
    }
    close();
    text += normal.text;
  }
  return { text, placed, sentences };
}

function asHit(hit: TextHit, placed: readonly Placed[], turn: readonly Utterance[]): CueHit {
  const [first, last] = [placed[hit.start]!, placed[hit.end - 1]!];
  const lines = turn.slice(turn.indexOf(first.of), turn.indexOf(last.of) + 1);
  const [from, to] = [first.index, last.index + 1];
  const quote = first.of === last.of ? first.of.text.slice(from, to) : [first.of.text.slice(from), ...lines.slice(1, -1).map((one) => one.text), last.of.text.slice(0, to)].join(' ');
  return {
    recordingId: first.of.recordingId, group: hit.group, cue: hit.cue, quote, speaker: first.of.speaker, utteranceIds: lines.map(({ id }) => id), from, to,
    substitutions: hit.substitutions, startUs: us(timeOf(first.of, first.begin)), endUs: us(timeOf(last.of, to)),
  };
}

/**
 * A pattern begins as early and takes as much as it can, and so reaches into sentences that its words do not need. Of what runs over several sentences:
 * the cue in the fewest of them that hold it, within the lines that it may run over.
 */
class Tightest {
  readonly #text: string;
  readonly #sentences: readonly Sentence[];
  readonly #matcher: CueMatcher;
  readonly #known = new Map<number, readonly TextHit[]>();

  constructor({ text, sentences }: ReturnType<typeof lay>, matcher: CueMatcher) {
    this.#text = text;
    this.#sentences = sentences;
    this.#matcher = matcher;
  }

  of(hit: TextHit): readonly TextHit[] {
    const first = this.#sentences.findIndex(({ end }) => end > hit.start);
    const last = this.#sentences.findIndex(({ end }) => end >= hit.end);
    if (first === last) return [hit];
    for (let more = 0; first + more <= last; more++) {
      const found: TextHit[] = [];
      for (let from = first; from + more <= last; from++) {
        const near = this.#lines(from, from + more) > MOST_LINES ? [] : this.#in(from, from + more);
        found.push(...near.filter((one) => one.cue === hit.cue && one.substitutions <= hit.substitutions && (found.at(-1)?.end ?? 0) <= one.start));
      }
      if (found.length > 0) return found;
    }
    return [];
  }

  #lines(from: number, to: number): number {
    return new Set(this.#sentences.slice(from, to + 1).map(({ of }) => of)).size;
  }

  #in(from: number, to: number): readonly TextHit[] {
    const key = from * this.#sentences.length + to;
    let hits = this.#known.get(key);
    if (hits === undefined) {
      const { start } = this.#sentences[from]!;
      hits = this.#matcher.match(this.#text.slice(start, this.#sentences[to]!.end)).map((hit) => ({ ...hit, start: hit.start + start, end: hit.end + start }));
      this.#known.set(key, hits);
    }
    return hits;
  }
}

export function cuesInWindow({ lines: turn, own }: CueWindow, matcher: CueMatcher): readonly CueHit[] {
  const laid = lay(turn);
  const tightest = new Tightest(laid, matcher);
  const hits = new Map<string, TextHit>();
  for (const wide of matcher.match(laid.text)) {
    for (const hit of tightest.of(wide)) if (turn.indexOf(laid.placed[hit.start]!.of) < own) hits.set(`${hit.cue} ${hit.start} ${hit.end}`, hit);
  }
  return [...hits.values()].sort((a, b) => a.start - b.start || a.end - b.end).map((hit) => asHit(hit, laid.placed, turn));
}

/** All at once; `CueSearch` does the same piece by piece. @param utterances of one recording, in any order */
export function findCues(utterances: readonly Utterance[], matcher: CueMatcher): readonly CueHit[] {
  return cueWindows(utterances).flatMap((window) => cuesInWindow(window, matcher));
}

/** Duties are the officers': words of the party or of others never fulfil one. Unknown speakers stay candidates. */
export const maySpeakForOfficers = ({ speaker }: Pick<CueHit, 'speaker'>): boolean => speaker === 'officer' || speaker === 'unknown';
