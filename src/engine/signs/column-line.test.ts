/** Upright columns become level lines of equal cells. */
import { expect, it } from 'vitest';
import { columnToLine } from './column-line';

const CELL = 20;
/** Cells of checks, every second one of finer ones, with bare rows between, above and below. */
function column(cells: number): { width: number; height: number; luma: Uint8Array } {
  const height = cells * CELL + 12;
  const luma = new Uint8Array(CELL * height).fill(200);
  for (let cell = 0; cell < cells; cell++) {
    for (let y = 2; y < CELL - 2; y++) for (let x = 2; x < CELL - 2; x++) luma[(6 + cell * CELL + y) * CELL + x] = (x >> (1 + (cell % 2))) % 2 === 0 ? 20 : 200;
  }
  return { width: CELL, height, luma };
}

it.each([2, 3, 5, 8])('%i characters stand beside each other', (cells) => {
  const line = columnToLine(column(cells));
  expect(line.width).toBe(cells * CELL);
  expect(Math.abs(line.height - CELL)).toBeLessThanOrEqual(3);
});

it('nothing on a bare board', () => {
  expect(columnToLine({ width: 10, height: 40, luma: new Uint8Array(400) }).width).toBeGreaterThan(0);
});
