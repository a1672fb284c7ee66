/** Finds clocks in the picture: lines of text that read as a time of day with seconds, wherever they stand. */
import type { OcrEngine } from '../../ocr/ocr-engine';
import type { ReadText } from '../../ocr/ctc-decode';
import { cropLuma, rectInside, type LumaPicture, type PixelRect } from '../../ocr/luma-picture';
import { textLines } from '../../ocr/text-regions';
import { parseClockText, type ClockText } from './clock-text';
import { hasLastingType } from './lasting-type';

/** Pictures by ordinal, upright and grey (`sources/luma-at`). */
export interface ClockPictures {
  readonly width: number;
  readonly height: number;
  /** `alone`: no picture near it will be asked for, so nothing need be decoded ahead. */
  parts(ordinal: number, rects: readonly (PixelRect | null)[], alone?: boolean): Promise<readonly LumaPicture[] | null>;
}

/** A picture on which a clock is looked for, and those some seconds later and earlier: what is drawn over the view is in one of them too. */
export interface ClockLook {
  readonly ordinal: number;
  readonly others: readonly number[];
}

/** Where a clock stands; pixels of the upright picture. */
export interface ClockRegion {
  /** The line with the time of day. */
  readonly line: PixelRect;
  /** Only the time of day in it. */
  readonly time: PixelRect;
  /** A line of its own for the date, where the clock has one. */
  readonly dateLine: PixelRect | null;
  /** As read where it was found. */
  readonly text: string;
}

/** Long side that the detector sees, as far as the picture has it: type of 10 pixels in a 640-pixel picture and of 20 in full HD is found (measured). */
const MIN_DETECT_SIDE = 640;
const MAX_DETECT_SIDE = 960;
/** Lines read in one picture at most; overlays are short lines, and those nearest to the upper and lower edge come first. */
const MAX_LINES = 10;
/** A line of a clock has at least eight characters. */
const MIN_ASPECT = 2.2;
/** Larger type is no overlay. */
const MAX_HEIGHT01 = 0.14;
/** Below it a reading is too unsure to make a clock of it. */
const MIN_SCORE01 = 0.6;
/** A picture has a camera's clock and at most one that was put over it. */
const MAX_CLOCKS = 2;
/** A date line belongs to a clock this many heights above or below. */
const DATE_LINE_HEIGHTS = 2.5;
/** Room above and below a detected line (four times as much at its ends, where a narrow character is lost easily), and around the characters cut out of it (character widths). */
const LINE_MARGIN_HEIGHTS = 0.12;
const TIME_MARGIN_CHARACTERS = 0.8;

/** Looks at the pictures one after the other until one shows a clock. Empty: none does. What holds no type that stays is not read. */
export async function findClocks(pictures: ClockPictures, ocr: OcrEngine, looks: readonly ClockLook[], tick: () => Promise<void>): Promise<readonly ClockRegion[]> {
  const detectSide = Math.max(MIN_DETECT_SIDE, Math.min(MAX_DETECT_SIDE, Math.max(pictures.width, pictures.height)));
  const lasts = async (picture: LumaPicture, others: readonly number[]): Promise<boolean> => {
    for (const ordinal of others) {
      await tick();
      const other = (await pictures.parts(ordinal, [null], true))?.[0];
      if (!other || hasLastingType(picture, other)) return true;
    }
    return false;
  };
  for (const { ordinal, others } of looks) {
    await tick();
    const picture = (await pictures.parts(ordinal, [null], true))?.[0];
    if (!picture) continue;
    if (!(await lasts(picture, others))) continue;
    const clocks: { rect: PixelRect; read: ReadText; clock: ClockText }[] = [];
    const dates: PixelRect[] = [];
    for (const found of candidates(textLines(await ocr.detect(picture, detectSide)), picture)) {
      await tick();
      const rect = padded(found, picture);
      const read = await ocr.recognise(cropLuma(picture, rect));
      const clock = read.score01 < MIN_SCORE01 ? null : parseClockText(read.text);
      if (clock === null) continue;
      if (clock.secondOfDay === null) dates.push(rect);
      else clocks.push({ rect, read, clock });
    }
    if (clocks.length > 0) {
      return clocks.slice(0, MAX_CLOCKS).map(({ rect, read, clock }) => ({
        line: rect, time: timePart(rect, read, clock), text: read.text,
        dateLine: clock.days.length > 0 ? null : dates.find((date) => Math.abs(date.y - rect.y) <= DATE_LINE_HEIGHTS * rect.height) ?? null,
      }));
    }
  }
  return [];
}

function candidates(lines: readonly PixelRect[], { height }: LumaPicture): readonly PixelRect[] {
  const fromEdge = (line: PixelRect): number => Math.min(line.y, height - line.y - line.height);
  return lines
    .filter((line) => line.width >= MIN_ASPECT * line.height && line.height <= MAX_HEIGHT01 * height)
    .sort((a, b) => fromEdge(a) - fromEdge(b))
    .slice(0, MAX_LINES);
}

function padded(line: PixelRect, { width, height }: { readonly width: number; readonly height: number }): PixelRect {
  const margin = LINE_MARGIN_HEIGHTS * line.height;
  return rectInside({ x: line.x - 4 * margin, y: line.y - margin, width: line.width + 8 * margin, height: line.height + 2 * margin }, width, height);
}

/** The characters of the time of day, with a little room: a quarter of the width reads in a quarter of the time. */
export function timePart(line: PixelRect, read: ReadText, { from, to }: ClockText): PixelRect {
  const at = (index: number): number => line.x + read.characters[index].x01 * line.width;
  const pitch = (at(to - 1) - at(from)) / Math.max(1, to - 1 - from);
  const x = Math.max(line.x, at(from) - TIME_MARGIN_CHARACTERS * pitch);
  return { x, y: line.y, width: Math.min(line.x + line.width, at(to - 1) + TIME_MARGIN_CHARACTERS * pitch) - x, height: line.height };
}
