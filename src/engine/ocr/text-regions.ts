/** From a text detector's probability map to boxes and lines of text (the steps after the network of Liao et al. 2020). */
import type { PixelRect } from './luma-picture';
import { tiltedRect, type Point, type TiltedRect } from './tilted-rect';

/** Published defaults of the detector's makers: a pixel is text above the first, a region counts above the second. */
const PIXEL_THRESHOLD = 0.3;
const REGION_SCORE = 0.5;
/** The map marks the core of a line: its box grows by area × ratio ÷ perimeter (published: 1.5; a little more keeps thin last digits). */
const UNCLIP_RATIO = 1.7;
/** Smaller regions are specks (map pixels). */
const MIN_SIDE = 3;
/** Pieces of one line: overlap in height of the lower of the two, and a gap of at most this many heights. */
const LINE_OVERLAP01 = 0.6;
const LINE_GAP_HEIGHTS = 2.5;

export interface LevelText extends PixelRect {
  /** Mean probability inside, 0 … 1. */
  readonly score01: number;
}

export interface TextRegion extends LevelText {
  /** The same text without the corners that a level box takes in. */
  readonly tilt: TiltedRect;
}

/** Connected regions of text, in pixels of the map, grown to the whole of the letters. */
export function textRegions(map: Float32Array, width: number, height: number): readonly TextRegion[] {
  const seen = new Uint8Array(width * height);
  const regions: TextRegion[] = [];
  const stack: number[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || map[start] < PIXEL_THRESHOLD) continue;
    let [left, right, top, bottom, sum, count] = [width, 0, height, 0, 0, 0];
    /** First and last column of each row: the shape's hull needs no more. */
    const ends = new Map<number, [number, number]>();
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      const row = ends.get(y);
      if (row === undefined) ends.set(y, [x, x]);
      else [row[0], row[1]] = [Math.min(row[0], x), Math.max(row[1], x)];
      sum += map[at];
      count++;
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const next = at + dx + dy * width;
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height || seen[next] === 1 || map[next] < PIXEL_THRESHOLD) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    const w = right - left + 1;
    const h = bottom - top + 1;
    if (Math.min(w, h) < MIN_SIDE || sum / count < REGION_SCORE) continue;
    const grow = (w * h * UNCLIP_RATIO) / (2 * (w + h));
    const x = Math.max(0, left - grow);
    const y = Math.max(0, top - grow);
    regions.push({ x, y, width: Math.min(width, right + 1 + grow) - x, height: Math.min(height, bottom + 1 + grow) - y, score01: sum / count, tilt: grown(tiltedRect([...ends].flatMap(cornersOfRow))) });
  }
  return regions;
}

/** The outer corners of a row's first and last pixel. */
const cornersOfRow = ([y, [from, to]]: readonly [number, readonly [number, number]]): readonly Point[] => [{ x: from, y }, { x: to + 1, y }, { x: from, y: y + 1 }, { x: to + 1, y: y + 1 }];

function grown(rect: TiltedRect): TiltedRect {
  const grow = (rect.along * rect.across * UNCLIP_RATIO) / (rect.along + rect.across);
  return { ...rect, along: rect.along + grow, across: rect.across + grow };
}

/** Boxes of whole lines: neighbours at the same height become one. */
export function textLines(regions: readonly LevelText[]): readonly LevelText[] {
  const lines: LevelText[] = [];
  for (const region of [...regions].sort((a, b) => a.x - b.x)) {
    const at = lines.findIndex((line) => sameLine(line, region));
    if (at < 0) lines.push(region);
    else lines[at] = union(lines[at], region);
  }
  return lines;
}

function sameLine(a: LevelText, b: LevelText): boolean {
  const lower = Math.min(a.height, b.height);
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  return overlap >= LINE_OVERLAP01 * lower && gap <= LINE_GAP_HEIGHTS * lower && Math.max(a.height, b.height) <= 1.8 * lower;
}

function union(a: LevelText, b: LevelText): LevelText {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y,
    score01: Math.min(a.score01, b.score01),
  };
}
