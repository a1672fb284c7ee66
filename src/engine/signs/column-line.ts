/** Characters that stand above each other, set beside each other: the reader was taught level lines only. */
import type { LumaPicture } from '../ocr/luma-picture';

/** A character's height in widths of its column, the tightest and the widest setting. */
const LEAST_PITCH = 0.75;
const MOST_PITCH = 1.8;
/** Rows with less ink than this share of the fullest are the board above and below. */
const BARE01 = 0.12;

/** Strokes in a row: the sum of steps between neighbours. */
function inkOf({ width, height, luma }: LumaPicture): Float64Array {
  const ink = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) ink[y] += Math.abs(luma[y * width + x] - luma[y * width + x - 1]);
  }
  return ink;
}

/** Where the rows between `from` and `to` are cut into equal cells with the least ink on the cuts. */
function cellsOf(ink: Float64Array, from: number, to: number, width: number): number {
  const length = to - from;
  const near = Math.max(1, Math.round(width * 0.06));
  const mean = ink.subarray(from, to).reduce((sum, value) => sum + value, 0) / Math.max(1, length);
  let best = { cells: 1, cost: Infinity };
  for (let cells = Math.max(2, Math.ceil(length / (MOST_PITCH * width))); cells <= Math.floor(length / (LEAST_PITCH * width)); cells++) {
    let cut = 0;
    for (let at = 1; at < cells; at++) {
      const y = from + Math.round((at * length) / cells);
      let least = Infinity;
      for (let row = Math.max(from, y - near); row <= Math.min(to - 1, y + near); row++) least = Math.min(least, ink[row]);
      cut += least;
    }
    const cost = cut / (cells - 1) / Math.max(1, mean);
    if (cost < best.cost - 0.02) best = { cells, cost };
  }
  return best.cells;
}

/** @param column upright crop, higher than wide */
export function columnToLine(column: LumaPicture): LumaPicture {
  const { width, luma } = column;
  const ink = inkOf(column);
  const full = ink.reduce((most, value) => Math.max(most, value), 0);
  const from = Math.max(0, ink.findIndex((value) => value > BARE01 * full));
  const to = ink.findLastIndex((value) => value > BARE01 * full) + 1;
  const cells = cellsOf(ink, from, to, width);
  const high = Math.max(1, Math.floor((to - from) / cells));
  const line = new Uint8Array(cells * width * high);
  for (let cell = 0; cell < cells; cell++) {
    const top = from + Math.round((cell * (to - from)) / cells);
    for (let row = 0; row < high; row++) {
      const source = Math.min(column.height - 1, top + row) * width;
      line.set(luma.subarray(source, source + width), row * cells * width + cell * width);
    }
  }
  return { width: cells * width, height: high, luma: line };
}
