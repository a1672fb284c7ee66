/** Where a curve has samples and where it has none. */
import { describe, expect, it } from 'vitest';
import { sampleGapUs, valueAt } from './paint-curves';

/** 25 samples a second for 4 s, none between 1 s and 2.4 s. */
const timeUs = Float64Array.from(Array.from({ length: 100 }, (_, i) => i * 40_000).filter((t) => t <= 1e6 || t >= 2.4e6));
const series = { id: 'a', unit: '', timeUs, value: new Float32Array(timeUs.length).fill(3), threshold: null };

describe('holes of a measurement', () => {
  it('are far longer than the usual step', () => {
    expect(sampleGapUs(timeUs)).toBe(200_000);
    expect(sampleGapUs(new Float64Array(1))).toBe(Infinity);
  });

  it('have no value', () => {
    expect(valueAt(series, 0.5e6)).toBe(3);
    expect(valueAt(series, 1.1e6)).toBe(3);
    expect(valueAt(series, 1.8e6)).toBeNaN();
    expect(valueAt(series, 2.5e6)).toBe(3);
    expect(valueAt(series, -1)).toBeNaN();
  });
});
