/** Progress as promised: forwards only, a few reports a second, speed and time left once they can be told. */
import { describe, expect, it } from 'vitest';
import { createProgressMeter } from './progress-meter';

describe('the meter', () => {
  it('reports at most three times a second, never backwards, and always the end', () => {
    let nowMs = 0;
    const meter = createProgressMeter('frame', 60_000_000, () => nowMs);
    const told: number[] = [];
    for (let step = 0; step <= 1000; step++) {
      nowMs = step * 10;
      const reading = meter(step % 7 === 3 ? step - 2 : step, 1000);
      if (reading !== null) told.push(reading.done);
    }
    expect(told.length).toBeLessThanOrEqual(31);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(told.at(-1)).toBe(1000);
  });

  it('tells media seconds per second and what is left', () => {
    let nowMs = 0;
    const meter = createProgressMeter('frame', 60_000_000, () => nowMs);
    expect(meter(0, 100)?.speed).toBeNull();
    nowMs = 2000;
    const reading = meter(40, 100);
    expect(reading?.speed).toBeCloseTo(12);
    expect(reading?.leftMs).toBeCloseTo(3000);
  });
});
