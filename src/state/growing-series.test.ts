/** Pieces of curves make whole ones; what was handed out before never changes. */
import { expect, it } from 'vitest';
import type { MetricSeries } from '../core/tables';
import { appendSeries } from './growing-series';

const piece = (id: string, values: readonly number[], threshold: number | null = null): MetricSeries => ({ id, unit: 'luma', timeUs: Float64Array.from(values, (value) => value * 10), value: Float32Array.from(values), threshold });

it('are joined by id in the order in which they came, with the latest threshold', () => {
  const first = appendSeries([], [piece('a', [1, 2]), piece('b', [9]), piece('a', [3], 5)]);
  expect(first.map(({ id, value, timeUs, threshold }) => [id, [...value], [...timeUs], threshold])).toEqual([['a', [1, 2, 3], [10, 20, 30], 5], ['b', [9], [90], null]]);
});

it('copy what is there a few times only, and leave earlier views alone', () => {
  let all = appendSeries([], [piece('a', [0])]);
  const seen: (readonly MetricSeries[])[] = [];
  const buffers = new Set<ArrayBufferLike>();
  for (let n = 1; n < 1000; n++) {
    seen.push(all);
    all = appendSeries(all, [piece('a', [n])]);
    buffers.add(all[0]!.value.buffer);
  }
  expect([...all[0]!.value]).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  expect([...seen[500]![0]!.value]).toEqual(Array.from({ length: 501 }, (_, n) => n));
  expect(buffers.size).toBeLessThan(12);
  // Going on from an earlier state does not write into what came after it.
  const branch = appendSeries(seen[500]!, [piece('a', [-1])]);
  expect([branch[0]!.value.at(-1), all[0]!.value[501]]).toEqual([-1, 501]);
});
