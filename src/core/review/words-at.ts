/** What was said, or read in the picture, where a picture is cited. */
import type { RecordingId } from '../recording';
import { inOrder, type Utterance } from '../speech/utterance';
import type { TimeUs } from '../time';
import type { SuggestionPlace } from './suggestions';

/** Words that begin or end this near to the picture belong to it: nobody stops a recording on the syllable. */
const NEAR_US = 500_000;
/** A picture that is shown for a time begins at most this long before it: ten pictures a second are the slowest that recorders make. */
const PICTURE_US = 100_000;

interface Spoken { readonly recordingId: RecordingId | null; readonly startUs: TimeUs; readonly endUs: TimeUs }

/** 0 while it lasts, and from the picture on in which it begins. */
function distanceUs({ startUs, endUs }: Spoken, atUs: number): number {
  if (atUs < startUs - PICTURE_US) return startUs - atUs;
  return atUs < Math.max(endUs, startUs + 1) ? 0 : atUs - endUs + 1;
}

/** Of several that last, the one that began last. */
function nearest<T extends Spoken>(all: Iterable<T>, recordingId: RecordingId, atUs: number): T | null {
  let [best, bestUs]: [T | null, number] = [null, NEAR_US];
  for (const one of all) {
    if (one.recordingId !== recordingId) continue;
    const far = distanceUs(one, atUs);
    if (far < bestUs || (far === bestUs && best !== null && one.startUs > best.startUs)) [best, bestUs] = [one, far];
  }
  return best;
}

/** All sentences over which the words of a cue run. */
function linesOf({ recordingId, startUs, endUs, refId }: SuggestionPlace, utterances: readonly Utterance[]): string {
  const speaker = utterances.find(({ id }) => id === refId)?.speaker;
  const over = utterances.filter((one) => one.recordingId === recordingId && one.speaker === speaker && (one.id === refId || (one.startUs < endUs && one.endUs > startUs)));
  return inOrder(over).map(({ text }) => text).join(' ');
}

/**
 * At a cue the sentences of the cue, else the sentence that is said, else words that a place stands on.
 * @param places what the item offers @param atUs where the picture begins
 * @returns '' where nothing is known
 */
export function wordsAt(utterances: readonly Utterance[], places: readonly SuggestionPlace[], recordingId: RecordingId, atUs: TimeUs): string {
  const cue = nearest(places.filter(({ from }) => from === 'cue'), recordingId, atUs);
  const quoted = cue !== null && distanceUs(cue, atUs) === 0 ? linesOf(cue, utterances) : '';
  return quoted || (nearest(utterances, recordingId, atUs)?.text ?? nearest(places.filter(({ words }) => words !== ''), recordingId, atUs)?.words ?? '');
}
