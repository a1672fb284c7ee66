/** Citing what is on screen: the still is kept first, then the citation that names it; its quote is what was said there. */
import type { RecordingCitation } from '../../core/review/verdict';
import type { SuggestionPlace } from '../../core/review/suggestions';
import type { TimeUs } from '../../core/time';
import { wordsAt } from '../../core/review/words-at';
import { citedPicture } from '../../player/cited-picture';
import type { RecordingPlayer } from '../../player/recording-player';
import type { App } from '../../state/context';

/** null: nothing is on screen that could be cited. Rejects where the still cannot be stored (AppError): then nothing is cited. */
export async function citeShown(app: Pick<App, 'log' | 'cited' | 'project'>, player: RecordingPlayer, places: readonly SuggestionPlace[]): Promise<RecordingCitation | null> {
  await player.settled();
  const recordingId = player.source?.recordingId;
  if (recordingId === undefined) return null;
  const quoteAt = (atUs: TimeUs): string => wordsAt([...app.log.state.utterances.values()], places, recordingId, atUs);
  const given = { type: 'recording', recordingId, endUs: null, note: '' } as const;
  if (player.view.soundOnly) {
    const { timeUs } = player.playhead.state;
    return { ...given, ptsUs: timeUs, ordinal: null, stillHash: null, quote: quoteAt(timeUs) };
  }
  const shown = player.shown();
  if (shown === null) return null;
  const { label, timeUs } = shown;
  const picture = await citedPicture(shown.picture);
  const ordinal = label?.ordinal ?? null;
  await app.cited.saveStill(app.project.caseId, { ...picture, recordingId, ptsUs: timeUs, ordinal: ordinal ?? -1 });
  return { ...given, ptsUs: timeUs, ordinal, stillHash: picture.hash, quote: quoteAt(timeUs) };
}
