/** Characters that stand above each other, set beside each other: the reader was taught level lines only. */
import type { LumaPicture } from '../ocr/luma-picture';

/** A character's height in widths of the widest one, the tightest and the widest setting. */
const LEAST_PITCH = 0.75;
const MOST_PITCH = 1.7;
/** Rows and columns with less ink than this share of the fullest are the board around the letters. */
const BARE01 = 0.15;
/** Of settings that cut as well, the one of more characters: two together cut as well as each by itself. */
const AS_WELL = 0.12;

/** Strokes in each row and in each column of pixels: sums of steps between neighbours. */
function inkOf({ width, height, luma }: LumaPicture): { readonly rows: Float64Array; readonly columns: Float64Array } {
  const [rows, columns] = [new Float64Array(height), new Float64Array(width)];
  for (let y = 1; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const at = y * width + x;
      rows[y] += Math.abs(luma[at] - luma[at - 1]);
      columns[x] += Math.abs(luma[at] - luma[at - width]);
    }
  }
  return { rows, columns };
}

/** From the first to after the last that is not bare. */
function inked(ink: Float64Array): readonly [number, number] {
  const least = BARE01 * ink.reduce((most, value) => Math.max(most, value), 0);
  return [Math.max(0, ink.findIndex((value) => value > least)), ink.findLastIndex((value) => value > least) + 1 || ink.length];
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
    if (cost < best.cost + AS_WELL) best = { cells, cost: Math.min(cost, best.cost) };
  }
  return best.cells;
}

/** @param column upright crop, higher than wide */
export function columnToLine(column: LumaPicture): LumaPicture {
  const { width, luma } = column;
  const ink = inkOf(column);
  const [from, to] = inked(ink.rows);
  const [left, right] = inked(ink.columns);
  const cells = cellsOf(ink.rows, from, to, right - left);
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
