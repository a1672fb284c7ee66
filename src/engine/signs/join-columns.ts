/** Characters above each other are found one by one where they stand apart: regions of one column become one. */
import type { PixelRect } from '../ocr/luma-picture';
import type { TextRegion } from '../ocr/text-regions';

/** A single character, or a column already: no wider than this in heights. */
const WIDEST = 1.4;
/** A line that leans so far and no further is a line, although its level box is as high as it is wide: radians from level. */
const UPRIGHT_RAD = (60 * Math.PI) / 180;
/** Members of a column: widths and middles differ by no more than this share, and the gap is no more than one of them is wide. */
const SAME_WIDTH = 1.6;
const OFF_MIDDLE01 = 0.25;
const GAP01 = 0.9;

/** Longer than a character and not upright. */
const isLine = ({ width, height, tilt }: TextRegion): boolean => width > WIDEST * height || (tilt.along > WIDEST * tilt.across && Math.abs(tilt.angle) < UPRIGHT_RAD);
const middle = ({ x, width }: PixelRect): number => x + width / 2;

function isNext(a: PixelRect, b: PixelRect): boolean {
  const [narrow, wide] = [Math.min(a.width, b.width), Math.max(a.width, b.width)];
  const gap = Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height);
  return wide <= SAME_WIDTH * narrow && Math.abs(middle(a) - middle(b)) <= OFF_MIDDLE01 * wide && gap <= GAP01 * narrow;
}

function union(a: TextRegion, b: TextRegion): TextRegion {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  const height = Math.max(a.y + a.height, b.y + b.height) - y;
  return { x, y, width, height, score01: Math.min(a.score01, b.score01), tilt: { cx: x + width / 2, cy: y + height / 2, along: height, across: width, angle: Math.PI / 2 } };
}

export function joinColumns(regions: readonly TextRegion[]): readonly TextRegion[] {
  const lines: TextRegion[] = [];
  const columns: TextRegion[] = [];
  for (const region of [...regions].sort((a, b) => a.y - b.y)) {
    if (isLine(region)) {
      lines.push(region);
      continue;
    }
    const at = columns.findIndex((column) => isNext(column, region));
    if (at < 0) columns.push(region);
    else columns[at] = union(columns[at], region);
  }
  return [...lines, ...columns];
}
