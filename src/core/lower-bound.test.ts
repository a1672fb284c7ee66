import { describe, expect, it } from 'vitest';
import { lowerBound } from './lower-bound';

describe('lowerBound', () => {
  it('is the first not less', () => {
    const sorted = Float64Array.from([1, 3, 3, 5]);
    expect([0, 1, 2, 3, 4, 6].map((value) => lowerBound(sorted, value))).toEqual([0, 0, 1, 1, 3, 4]);
  });
});
