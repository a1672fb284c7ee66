/** Text in the picture of one recording: chooses pictures, finds where text stands in them and reads it line by line. */
import type { SignReading } from '../../core/review/suggestions';
import { us } from '../../core/time';
import type { PassControl } from '../budget';
import { cropLuma } from '../ocr/luma-picture';
import type { LumaPicture } from '../ocr/luma-picture';
import type { OcrEngine } from '../ocr/ocr-engine';
import { codedBox, createLumaAt } from '../sources/luma-at';
import type { MediaIndex } from '../sources/media-index';
import { isWorthReading, lookAt, pictureWindows, type Looked, type ReadView } from './choose-pictures';
import { mergeReadings } from './merge-readings';

const WINDOW_US = 2_000_000;
const LOOKED_AT_A_WINDOW = 3;
/** Long side that the detector sees: characters of 24 px in a 1080p picture are 12 px there, which it finds. */
const DETECTOR_SIDE = 960;
/** Weaker readings are guesses. */
const LEAST_SCORE01 = 0.6;
/** Fewer characters are mostly edges of things. */
const LEAST_CHARACTERS = 2;

interface Line { readonly text: string; readonly score01: number; readonly rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } }

/** Readable lines of one picture. */
export async function readPicture(picture: LumaPicture, ocr: OcrEngine, pause: () => Promise<void>): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const rect of await ocr.detect(picture, Math.min(DETECTOR_SIDE, Math.max(picture.width, picture.height)))) {
    await pause();
    const { text, score01 } = await ocr.recognise(cropLuma(picture, rect));
    const plain = text.trim();
    if (score01 >= LEAST_SCORE01 && [...plain].length >= LEAST_CHARACTERS) lines.push({ text: plain, score01, rect });
  }
  return lines;
}

/** Empty for a recording without a picture. Progress counts windows. Rejects with AppError. @param spawnFfmpeg called only where the browser cannot decode */
export async function readSigns(recordingId: string, index: MediaIndex, file: File, ocr: OcrEngine, spawnFfmpeg: () => Worker, control: PassControl): Promise<readonly SignReading[]> {
  const { video, summary } = index;
  if (video === null || summary.video === null) return [];
  const coded = summary.video;
  const pictures = createLumaAt(index, file, spawnFfmpeg);
  const times = Array.from(video.displayOrder, (packet) => video.ptsUs[packet]);
  const windows = pictureWindows(times, (ordinal) => video.key[video.displayOrder[ordinal]] === 1, WINDOW_US, LOOKED_AT_A_WINDOW);
  const readings: SignReading[] = [];
  let last: ReadView | null = null;
  try {
    for (const [done, ordinals] of windows.entries()) {
      await control.tick();
      control.progress(done, windows.length);
      let best: { picture: LumaPicture; looked: Looked; atUs: number } | null = null;
      for (const ordinal of ordinals) {
        const picture = (await pictures.parts(ordinal, [null], true))?.[0];
        if (picture === undefined) continue;
        const looked = lookAt(picture);
        if (best === null || looked.sharpness > best.looked.sharpness) best = { picture, looked, atUs: times[ordinal] };
        await control.tick();
      }
      if (best === null || !isWorthReading(best.looked, best.atUs, last)) continue;
      last = { thumb: best.looked.thumb, atUs: best.atUs };
      for (const { text, score01, rect } of await readPicture(best.picture, ocr, () => control.tick())) {
        readings.push({ recordingId, atUs: us(best.atUs), text, score01, box: codedBox(rect, coded, coded.rotation) });
      }
    }
  } finally {
    pictures.close();
  }
  return mergeReadings(readings);
}
