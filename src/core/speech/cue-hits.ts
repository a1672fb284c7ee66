/** Cues in a recording's speech: where, in whose words, and what exactly was said. */
import type { RecordingId } from '../recording';
import { us, type SpanUs } from '../time';
import type { CueMatcher } from './cue-matcher';
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

/** @param utterances of one recording, in any order */
export function findCues(utterances: readonly Utterance[], matcher: CueMatcher): readonly CueHit[] {
  return turns(inOrder(utterances)).flatMap((turn) => {
    const placed: Placed[] = [];
    let text = '';
    for (const of of turn) {
      const normal = normalise(of.text);
      text += normal.text;
      for (const index of normal.origin) placed.push({ of, index });
    }
    return matcher.match(text).flatMap((hit): CueHit[] => {
      const [first, last] = [placed[hit.start]!, placed[hit.end - 1]!];
      const lines = turn.slice(turn.indexOf(first.of), turn.indexOf(last.of) + 1);
      if (lines.length > MOST_LINES) return [];
      const quote = first.of === last.of ? first.of.text.slice(first.index, last.index + 1)
        : [first.of.text.slice(first.index), ...lines.slice(1, -1).map((one) => one.text), last.of.text.slice(0, last.index + 1)].join(' ');
      return [{
        recordingId: first.of.recordingId, group: hit.group, cue: hit.cue, quote, speaker: first.of.speaker, utteranceIds: lines.map(({ id }) => id),
        substitutions: hit.substitutions, startUs: us(timeOf(first, 0)), endUs: us(timeOf(last, 1)),
      }];
    });
  });
}

/** Duties are the officers': words of the party or of others never fulfil one. Unknown speakers stay candidates. */
export const maySpeakForOfficers = ({ speaker }: Pick<CueHit, 'speaker'>): boolean => speaker === 'officer' || speaker === 'unknown';
