/** Text in the picture of one recording: chooses pictures and reads them, hands over what is known so far, and goes on where an earlier reading was ended. */
import { SIGNS_VERSION, type LineReading, type SignsRecord } from '../../core/review/sign-reading';
import { us } from '../../core/time';
import type { PassControl } from '../budget';
import type { LumaPicture } from '../ocr/luma-picture';
import type { OcrEngine } from '../ocr/ocr-engine';
import { codedBox, createLumaAt } from '../sources/luma-at';
import type { MediaIndex } from '../sources/media-index';
import { hasMoved, isWorthReading, lookAt, pictureWindows, type Looked, type ReadView } from './choose-pictures';
import { mergeReadings } from './merge-readings';
import { readPicture } from './read-picture';

const WINDOW_US = 2_000_000;
const LOOKED_AT_A_WINDOW = 3;
/** What is known is handed over this often: so much is lost when the page is closed. */
const PART_EVERY_MS = 5_000;

/**
 * Complete at once for a recording without a picture. Progress counts windows. Rejects with AppError.
 * @param from what an earlier reading of the same content and version came to
 * @param onPart what is known so far, every few seconds
 * @param spawnFfmpeg called only where the browser cannot decode
 */
export async function readSigns(
  index: MediaIndex, file: File, ocr: OcrEngine, spawnFfmpeg: () => Worker, from: SignsRecord | null, control: PassControl, onPart: (part: SignsRecord) => void,
): Promise<SignsRecord> {
  const { video, summary } = index;
  if (video === null || summary.video === null) return { version: SIGNS_VERSION, signs: [], ratio01: 1, resume: null };
  const coded = summary.video;
  const pictures = createLumaAt(index, file, spawnFfmpeg);
  const times = Array.from(video.displayOrder, (packet) => video.ptsUs[packet]);
  const windows = pictureWindows(times, (ordinal) => video.key[video.displayOrder[ordinal]] === 1, WINDOW_US, LOOKED_AT_A_WINDOW);
  const known = from?.resume ?? null;
  const lines: LineReading[] = [...(known?.lines ?? [])];
  let [read, views] = [known?.pictures ?? 0, known?.views ?? 0];
  let last: ReadView | null = known?.last ?? null;
  let toldMs = performance.now();
  const record = (window: number): SignsRecord => ({
    version: SIGNS_VERSION, signs: mergeReadings(lines, read), ratio01: windows.length === 0 ? 1 : window / windows.length,
    resume: window >= windows.length ? null : { window, lines, pictures: read, views, last },
  });
  try {
    for (let window = known?.window ?? 0; window < windows.length; window++) {
      await control.tick();
      control.progress(window, windows.length);
      if (performance.now() - toldMs >= PART_EVERY_MS) {
        toldMs = performance.now();
        onPart(record(window));
      }
      let best: { picture: LumaPicture; looked: Looked; atUs: number } | null = null;
      for (const ordinal of windows[window]) {
        const picture = (await pictures.parts(ordinal, [null], true))?.[0];
        if (picture === undefined) continue;
        const looked = lookAt(picture);
        if (best === null || looked.sharpness > best.looked.sharpness) best = { picture, looked, atUs: times[ordinal] };
        await control.tick();
      }
      if (best === null || !isWorthReading(best.looked, best.atUs, last)) continue;
      if (last !== null && hasMoved(best.looked.thumb, last.thumb)) views++;
      last = { thumb: best.looked.thumb, atUs: best.atUs };
      const atUs = us(best.atUs);
      for (const { text, score01, rect } of await readPicture(best.picture, ocr, () => control.tick())) {
        lines.push({ atUs, text, score01, box: codedBox(rect, coded, coded.rotation), picture: read, view: views });
      }
      read++;
    }
  } finally {
    pictures.close();
  }
  return record(windows.length);
}
