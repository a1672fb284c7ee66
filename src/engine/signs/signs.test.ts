/** Which pictures are read, and how readings of one sign become one. */
import { describe, expect, it } from 'vitest';
import type { SignReading } from '../../core/review/suggestions';
import { us } from '../../core/time';
import { isWorthReading, lookAt, pictureWindows } from './choose-pictures';
import { mergeReadings, unlike01 } from './merge-readings';

const picture = (at: (x: number, y: number) => number) => ({ width: 320, height: 180, luma: Uint8Array.from({ length: 320 * 180 }, (_, i) => at(i % 320, Math.floor(i / 320))) });

describe('pictures to read', () => {
  it('are sharper where edges are', () => {
    const sharp = lookAt(picture((x) => (x % 8 < 4 ? 0 : 255)));
    const soft = lookAt(picture((x) => 128 + 127 * Math.sin((2 * Math.PI * x) / 64)));
    expect(sharp.sharpness).toBeGreaterThan(10 * soft.sharpness);
  });

  it('show a new view, or an old one after a while', () => {
    const dark = lookAt(picture(() => 20));
    const light = lookAt(picture(() => 200));
    const last = { thumb: dark.thumb, atUs: 0 };
    expect(isWorthReading(dark, 2e6, last)).toBe(false);
    expect(isWorthReading(light, 2e6, last)).toBe(true);
    expect(isWorthReading(dark, 25e6, last)).toBe(true);
    expect(isWorthReading(dark, 0, null)).toBe(true);
  });

  it('are keyframes, a few a window', () => {
    const times = Array.from({ length: 100 }, (_, i) => i * 100_000);
    expect(pictureWindows(times, (ordinal) => ordinal % 10 === 5, 2e6, 3)).toEqual([[5, 15], [25, 35], [45, 55], [65, 75], [85, 95]]);
    expect(pictureWindows(times, () => false, 5e6, 3)).toEqual([[0], [50]]);
  });
});

describe('readings', () => {
  const reading = (text: string, atS: number, score01 = 0.9): SignReading => ({ recordingId: 'r', atUs: us(atS * 1e6), text, score01, box: { x: 0, y: 0, w: 0.1, h: 0.1 } });

  it('of one sign are one, the best of them', () => {
    expect(mergeReadings([reading('鑫源仓库', 0, 0.7), reading('鑫源仓库', 2, 0.95), reading('鑫原仓库', 4, 0.8), reading('海天路', 4)]).map(({ text, atUs }) => [text, atUs])).toEqual([['鑫源仓库', 2e6], ['海天路', 4e6]]);
  });

  it('are told anew when the sign comes back after long', () => {
    expect(mergeReadings([reading('鑫源仓库', 0), reading('鑫源仓库', 60)])).toHaveLength(2);
  });

  it('differ by characters', () => {
    expect(unlike01('鑫源仓库', '鑫原仓库')).toBe(0.25);
    expect(unlike01('', '')).toBe(0);
  });
});
