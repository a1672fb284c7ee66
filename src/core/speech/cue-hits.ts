/** Cues in a recording's speech: where, in whose words, and what exactly was said. */
import type { RecordingId } from '../recording';
import { us, type SpanUs } from '../time';
import type { CueMatcher, TextHit } from './cue-matcher';
import { normalise } from './normalise';
import { inOrder, type Speaker, type Utterance } from './utterance';

/** A candidate for a person to confirm. */
export interface CueHit extends SpanUs {
  readonly recordingId: RecordingId;
  readonly group: string;
  readonly cue: string;
  /** Words as they stand in the transcript, from the first character of the cue to its last. */
  readonly quote: string;
  readonly speaker: Speaker;
  readonly utteranceIds: readonly string[];
  readonly substitutions: number;
}

/** A cue may run over this many lines of a transcript. */
const MOST_LINES = 3;
/** Lines further apart are not one sentence. */
const PAUSE_US = 3_000_000;

interface Placed { readonly of: Utterance; readonly index: number }

/** Lines that follow each other at once and are spoken by one: a phrase can run across them. */
function turns(utterances: readonly Utterance[]): readonly (readonly Utterance[])[] {
  const out: Utterance[][] = [];
  for (const one of utterances) {
    const last = out.at(-1)?.at(-1);
    if (last !== undefined && last.speaker === one.speaker && one.startUs - last.endUs <= PAUSE_US) out.at(-1)!.push(one);
    else out.push([one]);
  }
  return out;
}

/** Time of a character, if speech runs evenly through its line. */
const timeOf = ({ of, index }: Placed, after: 0 | 1): number => of.startUs + ((of.endUs - of.startUs) * Math.min(of.text.length, index + after)) / Math.max(1, of.text.length);

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

/** Characters of the lines as the patterns see them, each with where it stands. */
function lay(lines: readonly Utterance[]): { readonly text: string; readonly placed: readonly Placed[] } {
  const placed: Placed[] = [];
  let text = '';
  for (const of of lines) {
    const normal = normalise(of.text);
    text += normal.text;
    for (const index of normal.origin) placed.push({ of, index });
  }
  return { text, placed };
}

function asHit(hit: TextHit, placed: readonly Placed[], lines: readonly Utterance[]): CueHit {
  const [first, last] = [placed[hit.start]!, placed[hit.end - 1]!];
  const quote = first.of === last.of ? first.of.text.slice(first.index, last.index + 1)
    : [first.of.text.slice(first.index), ...lines.slice(1, -1).map((one) => one.text), last.of.text.slice(0, last.index + 1)].join(' ');
  return {
    recordingId: first.of.recordingId, group: hit.group, cue: hit.cue, quote, speaker: first.of.speaker, utteranceIds: lines.map(({ id }) => id),
    substitutions: hit.substitutions, startUs: us(timeOf(first, 0)), endUs: us(timeOf(last, 1)),
  };
}

export function cuesInWindow({ lines: turn, own }: CueWindow, matcher: CueMatcher): readonly CueHit[] {
  const { text, placed } = lay(turn);
  const out: CueHit[] = [];
  for (const hit of matcher.match(text)) {
    const from = turn.indexOf(placed[hit.start]!.of);
    const lines = turn.slice(from, turn.indexOf(placed[hit.end - 1]!.of) + 1);
    if (from >= own) continue;
    if (lines.length <= MOST_LINES) { out.push(asHit(hit, placed, lines)); continue; }
    // A pattern takes as much as it can: the same cue within the lines that it may run over.
    const near = turn.slice(from, from + MOST_LINES);
    const short = lay(near);
    const again = matcher.match(short.text).find((one) => one.cue === hit.cue && short.placed[one.start]!.of === near[0]);
    if (again !== undefined) out.push(asHit(again, short.placed, near.slice(0, near.indexOf(short.placed[again.end - 1]!.of) + 1)));
  }
  return out;
}

/** All at once; `CueSearch` does the same piece by piece. @param utterances of one recording, in any order */
export function findCues(utterances: readonly Utterance[], matcher: CueMatcher): readonly CueHit[] {
  return cueWindows(utterances).flatMap((window) => cuesInWindow(window, matcher));
}

/** Duties are the officers': words of the party or of others never fulfil one. Unknown speakers stay candidates. */
export const maySpeakForOfficers = ({ speaker }: Pick<CueHit, 'speaker'>): boolean => speaker === 'officer' || speaker === 'unknown';
