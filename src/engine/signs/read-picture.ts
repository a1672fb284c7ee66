/** Readable lines of one picture: where text stands, each line laid level, read, and kept where it is more than a guess. */
import { cropLuma, type LumaPicture, type PixelRect } from '../ocr/luma-picture';
import type { OcrEngine } from '../ocr/ocr-engine';
import type { TextRegion } from '../ocr/text-regions';
import { layLevel } from '../ocr/tilted-rect';
import { columnToLine } from './column-line';
import { joinColumns } from './join-columns';

/** Long side that the detector sees: characters of 24 px in a 1080p picture are 16 px there. */
const DETECTOR_SIDE = 1280;
/** Lines that lean by less are read as they are: a level crop keeps the pixels. */
const LEVEL_RAD = (2 * Math.PI) / 180;
/** Steeper and longer than this, characters stand above each other. */
const COLUMN_RAD = (60 * Math.PI) / 180;
const COLUMN_LENGTH = 1.5;
/** Weaker readings are guesses. */
const LEAST_SCORE01 = 0.6;
/** Fewer characters are mostly edges of things; of two, both have to be sure. */
const LEAST_CHARACTERS = 2;
const LEAST_SCORE_OF_TWO01 = 0.8;

export interface Line {
  readonly text: string;
  readonly score01: number;
  readonly rect: PixelRect;
}

function lineOf(picture: LumaPicture, region: TextRegion): LumaPicture {
  if (Math.abs(region.tilt.angle) > COLUMN_RAD && region.height >= COLUMN_LENGTH * region.width) return columnToLine(cropLuma(picture, region));
  return Math.abs(region.tilt.angle) < LEVEL_RAD ? cropLuma(picture, region) : layLevel(picture, region.tilt);
}

/** @param pause awaited between lines */
export async function readPicture(picture: LumaPicture, ocr: OcrEngine, pause: () => Promise<void>): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const region of joinColumns(await ocr.detect(picture, Math.min(DETECTOR_SIDE, Math.max(picture.width, picture.height))))) {
    await pause();
    const { text, score01 } = await ocr.recognise(lineOf(picture, region));
    const plain = text.trim();
    const { x, y, width, height } = region;
    const { length } = [...plain];
    if (length >= LEAST_CHARACTERS && score01 >= (length === LEAST_CHARACTERS ? LEAST_SCORE_OF_TWO01 : LEAST_SCORE01)) lines.push({ text: plain, score01, rect: { x, y, width, height } });
  }
  return lines;
}
