import { describe, expect, it } from 'vitest';
import { SortedColumns } from './sorted-columns';

describe('sorted columns', () => {
  it('gives the median of each column after every row, as sorting would', () => {
    const rows = Array.from({ length: 41 }, (_, i) => Float32Array.of(Math.sin(i * 12.9) * 50, (i * 7) % 11, -i));
    const running = new SortedColumns(3, 64);
    for (const [i, row] of rows.entries()) {
      running.add(row);
      const medians = [0, 1, 2].map((c) => {
        const column = Float32Array.from(rows.slice(0, i + 1), (one) => one[c]!).sort();
        const half = column.length >> 1;
        return column.length % 2 === 1 ? column[half]! : Math.fround((column[half - 1]! + column[half]!) / 2);
      });
      expect([...running.medians()]).toEqual(medians);
    }
    expect(running.count).toBe(41);
    running.clear();
    running.add(Float32Array.of(1, 2, 3));
    expect([...running.medians()]).toEqual([1, 2, 3]);
  });

  it('refuses more rows than it has room for', () => {
    const full = new SortedColumns(1, 1);
    full.add(Float32Array.of(1));
    expect(() => full.add(Float32Array.of(2))).toThrow(RangeError);
  });
});
