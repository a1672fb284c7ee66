/** The sound kernels against plain loops: the same numbers to the last bit, for odd counts, both directions and every factor. */
import { describe, expect, it } from 'vitest';
import { relativeSquaredErrors, thinned } from './sound-kernels';

/** Repeatable, −0.5 … 0.5. */
const sound = Float32Array.from({ length: 4000 }, (_, i) => ((Math.imul(i + 1, 2_654_435_761) >>> 8) & 0xffff) / 0x10000 - 0.5);

describe('errors of prediction', () => {
  it.each([[1, 268, 12], [-1, 268, 12], [1, 45, 24], [-1, 7, 16], [1, 3, 1]] as const)('in steps of %i, %i of them, order %i', (step, count, order) => {
    const coefficients = Float64Array.from({ length: order }, (_, i) => Math.cos(i) / (i + 1));
    const power = 0.0123;
    const plain = Float32Array.from({ length: count }, (_, k) => {
      const n = 900 + k * step;
      let predicted = 0;
      for (let i = 0; i < order; i++) predicted += coefficients[i]! * sound[n - (i + 1) * step]!;
      return (sound[n]! - predicted) ** 2 / power;
    });
    expect(relativeSquaredErrors(sound, coefficients, power, 900, step, count)).toEqual(plain);
  });
});

describe('thinning', () => {
  it.each([[2, 12, 100], [3, 18, 333], [3, 18, 1], [6, 36, 0]])('by %i with %i taps a side, %i results', (factor, half, count) => {
    const taps = Float64Array.from({ length: half + 1 }, (_, t) => Math.fround(Math.exp(-t / 5)));
    const plain = Float32Array.from({ length: count }, (_, k) => {
      const centre = half + 1 + k * factor;
      let sum = sound[centre]! * taps[0]!;
      for (let t = 1; t <= half; t++) sum += (sound[centre - t]! + sound[centre + t]!) * taps[t]!;
      return sum;
    });
    expect(thinned(sound, factor, taps, half + 1, count)).toEqual(plain);
  });
});
