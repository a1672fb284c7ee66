/** What is said of a recording without a picture: a notice where there is sound to analyse, else the reason why it cannot be opened. */
import { AppError, type WireError } from '../../core/errors';

/**
 * @param hasTrack the container promises a picture, but holds no packet of it
 * @returns the notice, to be put among the index's issues; throws AppError no-pictures or no-tracks where there is no sound either
 */
export function withoutPicture(fileName: string, hasTrack: boolean, hasSound: boolean): WireError {
  const detail = hasTrack ? 'the video track has no packets' : 'no video track';
  if (!hasSound) throw new AppError(hasTrack ? 'no-pictures' : 'no-tracks', `${detail}, and no sound`, { fileName });
  return { code: hasTrack ? 'no-pictures' : 'no-video', detail, fileName };
}
