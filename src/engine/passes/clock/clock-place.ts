/** Places a step of the clock within the pictures where it may lie, and measures whether the picture steps there as well. */
import { scaleLuma, type LumaPicture, type PixelRect } from '../../ocr/luma-picture';
import type { ClockPictures } from './clock-finder';

export interface PlacedStep {
  /** The picture at which the step shows. */
  readonly ordinal: number;
  /** Mean absolute luma change there; what leaving out that much of the scene would do; and from one picture to the next around it. */
  readonly pictureChange: number;
  readonly expectedChange: number;
  readonly usualChange: number;
}

/** Small enough that noise averages out, large enough that a person across the street moves in it. */
const SMALL_WIDTH = 80;
const SMALL_HEIGHT = 45;
/** Pictures around the step that are looked at, and the longest lag that is compared, seconds. */
const AROUND_S = 2.4;
/** The picture names the place where one change exceeds all others in the range by this factor. */
const DISTINCT = 1.5;

/** @param clockLine left out of the comparison @param stepS by how much the clock steps */
export async function placeStep(
  pictures: ClockPictures, clockLine: PixelRect, times: Float64Array, before: number, after: number, stepS: number, tick: () => Promise<void>,
): Promise<PlacedStep> {
  let from = before;
  while (from > 0 && times[before] - times[from - 1] <= AROUND_S) from--;
  let to = after;
  while (to < times.length - 1 && times[to + 1] - times[after] <= AROUND_S) to++;
  const small: (LumaPicture | null)[] = [];
  for (let ordinal = from; ordinal <= to; ordinal++) {
    await tick();
    const picture = (await pictures.parts(ordinal, [null]))?.[0];
    small.push(picture ? scaleLuma(picture, SMALL_WIDTH, SMALL_HEIGHT) : null);
  }
  const top = Math.floor((clockLine.y / pictures.height) * SMALL_HEIGHT);
  const bottom = Math.ceil(((clockLine.y + clockLine.height) / pictures.height) * SMALL_HEIGHT);
  const change = (a: number, b: number): number | null => {
    const [first, second] = [small[a - from], small[b - from]];
    return first && second ? meanChange(first, second, top, bottom) : null;
  };
  const inRange = span(before + 1, after).map((ordinal) => ({ ordinal, change: change(ordinal - 1, ordinal) ?? 0 })).sort((a, b) => b.change - a.change);
  const usualChange = median([...span(from + 1, before), ...span(after + 1, to)].map((ordinal) => change(ordinal - 1, ordinal)));
  const [most, second] = inRange;
  const distinct = second === undefined || most.change >= DISTINCT * Math.max(second.change, usualChange);
  const ordinal = distinct ? most.ordinal : (before + after + 1) >> 1;
  const lag = lagOrdinals(times, from, before, Math.min(Math.abs(stepS), AROUND_S * 0.75));
  const lagged = (low: number, high: number): (number | null)[] => span(low, high - lag).map((at) => change(at, at + lag));
  const expectedChange = median([...lagged(from, before), ...lagged(after, to)]);
  return { ordinal, pictureChange: distinct ? most.change : change(ordinal - 1, ordinal) ?? 0, expectedChange, usualChange };
}

const span = (from: number, to: number): number[] => (to < from ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i));

function lagOrdinals(times: Float64Array, from: number, to: number, seconds: number): number {
  const frameS = to > from ? (times[to] - times[from]) / (to - from) : 0.04;
  return Math.max(1, Math.round(seconds / Math.max(1e-3, frameS)));
}

function median(values: readonly (number | null)[]): number {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Rows top … bottom (the clock's own) are left out. */
function meanChange(a: LumaPicture, b: LumaPicture, top: number, bottom: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < a.height; y++) {
    if (y >= top && y < bottom) continue;
    for (let at = y * a.width; at < (y + 1) * a.width; at++) sum += Math.abs(a.luma[at] - b.luma[at]);
    count += a.width;
  }
  return count === 0 ? 0 : sum / count;
}
