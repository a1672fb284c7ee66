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
  const ordinal = label?.ordinal ?? null;
  const before = await stillBefore(app, { recordingId, ptsUs: timeUs, ordinal }, shown.picture);
  if (before !== null) return { ...given, ptsUs: timeUs, ordinal, stillHash: before, quote: quoteAt(timeUs) };
  const picture = await citedPicture(shown.picture);
  await app.cited.saveStill(app.project.caseId, { ...picture, recordingId, ptsUs: timeUs, ordinal: ordinal ?? -1 });
  return { ...given, ptsUs: timeUs, ordinal, stillHash: picture.hash, quote: quoteAt(timeUs) };
}

/** One picture has one still, whatever item cites it: drawn twice by the browser, it need not have the same bytes. Null where it was not cited at this size. */
async function stillBefore({ log, cited, project }: Pick<App, 'log' | 'cited' | 'project'>, at: Pick<RecordingCitation, 'recordingId' | 'ptsUs' | 'ordinal'>, { width, height }: { readonly width: number; readonly height: number }): Promise<string | null> {
  const hashes = new Set([...log.state.verdicts.values()].flatMap(({ citations }) => citations.flatMap((one) => (one.type === 'recording' && one.recordingId === at.recordingId && one.ptsUs === at.ptsUs && one.ordinal === at.ordinal && one.stillHash !== null ? [one.stillHash] : []))));
  for (const hash of hashes) {
    const still = await cited.still(project.caseId, hash);
    if (still !== null && still.width === width && still.height === height) return hash;
  }
  return null;
}
