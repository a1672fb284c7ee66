/** Zooming, panning and ruler steps keep to the recording and to what people can count in. */
import { describe, expect, it } from 'vitest';
import { clampScale, endOf, fitScale, panScale, reveal, rulerLabel, rulerStepUs, showSpan, timeAt, zoomScale } from './time-scale';

const bounds = { startUs: 0, endUs: 3_600e6 };
const fitted = fitScale(bounds, 1000);

describe('view', () => {
  it('shows the whole when fitted, and never more', () => {
    expect(endOf(fitted)).toBeGreaterThanOrEqual(bounds.endUs);
    expect(zoomScale(fitted, bounds, 10, 500)).toEqual(fitted);
  });

  it('keeps the time under the pointer while zooming', () => {
    let scale = fitted;
    const x = 333;
    const anchor = timeAt(scale, x);
    for (let i = 0; i < 30; i++) scale = zoomScale(scale, bounds, 0.8, x);
    expect(scale.usPerPx).toBeLessThan(fitted.usPerPx / 100);
    expect(Math.abs(timeAt(scale, x) - anchor)).toBeLessThan(1);
  });

  it('stops at one frame over some ten pixels and at the ends of the recording', () => {
    const deep = zoomScale(fitted, bounds, 1e-9, 0);
    expect(deep.usPerPx).toBeGreaterThan(0);
    expect(panScale(deep, bounds, -1e9).startUs).toBe(0);
    expect(endOf(panScale(deep, bounds, 1e12))).toBeLessThanOrEqual(bounds.endUs * 1.03);
  });

  it('moves only for what is out of view', () => {
    const scale = showSpan(fitted, bounds, 100e6, 200e6);
    expect(reveal(scale, bounds, 120e6, 130e6)).toBe(scale);
    const moved = reveal(scale, bounds, 900e6, 901e6);
    expect(moved.usPerPx).toBe(scale.usPerPx);
    expect(moved.startUs).toBeLessThan(900e6);
    expect(endOf(moved)).toBeGreaterThan(901e6);
  });

  it('keeps negative lead-in reachable', () => {
    const early = { startUs: -80_000, endUs: 10e6 };
    expect(clampScale({ startUs: -5e6, usPerPx: 1000, widthPx: 100 }, early).startUs).toBe(-80_000);
  });
});

describe('ruler', () => {
  it('steps in units that people count in', () => {
    expect(rulerStepUs(10_000, 72)).toBe(1e6);
    expect(rulerStepUs(3.6e6, 72)).toBe(300e6);
  });

  it('writes hours and fractions only where they say something', () => {
    expect([rulerLabel(62e6, 1e6), rulerLabel(3_662e6, 60e6), rulerLabel(1.5e6, 500e3), rulerLabel(1.52e6, 20e3)]).toEqual(['01:02', '01:01:02', '00:01.5', '00:01.520']);
  });
});
