/** Citing what is on screen: the still is kept first, then the citation that names it; its quote is what was said there. */
import type { RecordingCitation } from '../../core/review/verdict';
import type { SuggestionPlace } from '../../core/review/suggestions';
import type { TimeUs } from '../../core/time';
import { citedPicture } from '../../player/cited-picture';
import type { RecordingPlayer } from '../../player/recording-player';
import type { App } from '../../state/context';

/** Words that begin or end this near to the picture belong to it: nobody stops a recording on the syllable. */
const NEAR_US = 500_000;

interface Spoken { readonly recordingId: string | null; readonly startUs: TimeUs; readonly endUs: TimeUs }

const distanceUs = ({ startUs, endUs }: Spoken, atUs: TimeUs): number => (atUs < startUs ? startUs - atUs : atUs > endUs ? atUs - endUs : 0);

function nearest<T extends Spoken>(all: Iterable<T>, recordingId: string, atUs: TimeUs): T | null {
  let best: T | null = null;
  for (const one of all) {
    const far = one.recordingId === recordingId ? distanceUs(one, atUs) : Infinity;
    if (far <= NEAR_US && (best === null || far < distanceUs(best, atUs))) best = one;
  }
  return best;
}

/** What was said, or read in the picture, at this time; '' where nothing is known. */
export function quoteAt(app: Pick<App, 'log'>, places: readonly SuggestionPlace[], recordingId: string, atUs: TimeUs): string {
  const said = nearest(app.log.state.utterances.values(), recordingId, atUs)?.text;
  return said ?? nearest(places.filter(({ words }) => words !== ''), recordingId, atUs)?.words ?? '';
}

/** null: nothing is on screen that could be cited. Rejects where the still cannot be stored (AppError): then nothing is cited. */
export async function citeShown(app: Pick<App, 'log' | 'cited' | 'project'>, player: RecordingPlayer, places: readonly SuggestionPlace[]): Promise<RecordingCitation | null> {
  await player.settled();
  const recordingId = player.source?.recordingId;
  if (recordingId === undefined) return null;
  const given = { type: 'recording', recordingId, endUs: null, note: '' } as const;
  if (player.view.soundOnly) {
    const { timeUs } = player.playhead.state;
    return { ...given, ptsUs: timeUs, ordinal: null, stillHash: null, quote: quoteAt(app, places, recordingId, timeUs) };
  }
  const shown = player.shown();
  if (shown === null) return null;
  const { label, timeUs } = shown;
  const picture = await citedPicture(shown.picture);
  const ordinal = label?.ordinal ?? null;
  await app.cited.saveStill(app.project.caseId, { ...picture, recordingId, ptsUs: timeUs, ordinal: ordinal ?? -1 });
  return { ...given, ptsUs: timeUs, ordinal, stillHash: picture.hash, quote: quoteAt(app, places, recordingId, timeUs) };
}
