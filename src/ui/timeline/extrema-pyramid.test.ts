/** The pyramid tells the same extremes as looking at every sample: no spike is ever lost at any zoom. */
import { expect, it } from 'vitest';
import { buildPyramid, extremaOf } from './extrema-pyramid';

it.each([1, 2, 3, 7, 64, 1000, 1001])('agrees with a plain scan over %i samples', (count) => {
  const raw = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * 100);
  const pyramid = buildPyramid(raw);
  const out = new Float64Array(2);
  for (let i = 0; i < 200; i++) {
    const from = (i * 37) % count;
    const to = Math.min(count, from + 1 + ((i * 53) % count));
    extremaOf(pyramid, from, to, out);
    expect(out[0]).toBe(Math.min(...raw.subarray(from, to)));
    expect(out[1]).toBe(Math.max(...raw.subarray(from, to)));
  }
});

it('leaves out what was not measured and says when nothing was', () => {
  const pyramid = buildPyramid(Float32Array.from([NaN, 2, NaN, 1]));
  const out = new Float64Array(2);
  extremaOf(pyramid, 0, 4, out);
  expect([...out]).toEqual([1, 2]);
  extremaOf(pyramid, 2, 3, out);
  expect(out.every(Number.isNaN)).toBe(true);
});
