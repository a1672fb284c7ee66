/** Which pictures are read, and how readings of one sign become one. */
import { describe, expect, it } from 'vitest';
import type { LineReading } from '../../core/review/sign-reading';
import { us } from '../../core/time';
import { hasMoved, isWorthReading, lookAt, pictureWindows } from './choose-pictures';
import { mergeReadings } from './merge-readings';
import { unlike01 } from './unlike';

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

  it('tell a camera that moves from light and from what passes before it', () => {
    const scene = lookAt(picture((x, y) => 100 + 60 * Math.sin(x / 30) * Math.cos(y / 20))).thumb;
    expect(hasMoved(lookAt(picture((x, y) => 130 + 60 * Math.sin(x / 30) * Math.cos(y / 20))).thumb, scene)).toBe(false);
    expect(hasMoved(lookAt(picture((x, y) => (x < 100 ? 20 : 100 + 60 * Math.sin(x / 30) * Math.cos(y / 20)))).thumb, scene)).toBe(false);
    expect(hasMoved(lookAt(picture((x, y) => 100 + 60 * Math.sin((x + 90) / 30) * Math.cos((y + 50) / 20))).thumb, scene)).toBe(true);
  });

  it('are keyframes, a few a window', () => {
    const times = Array.from({ length: 100 }, (_, i) => i * 100_000);
    expect(pictureWindows(times, (ordinal) => ordinal % 10 === 5, 2e6, 3)).toEqual([[5, 15], [25, 35], [45, 55], [65, 75], [85, 95]]);
    expect(pictureWindows(times, () => false, 5e6, 3)).toEqual([[0], [50]]);
  });
});

describe('readings', () => {
  const reading = (text: string, atS: number, over: Partial<LineReading> = {}): LineReading => ({ atUs: us(atS * 1e6), text, score01: 0.9, box: { x: 0.4, y: 0.4, w: 0.1, h: 0.05 }, picture: 0, view: 0, ...over });
  const texts = (lines: readonly LineReading[], pictures = 1) => mergeReadings(lines, pictures).map(({ text, overlay }) => [text, overlay]);

  it('of one sign are one, the best of them', () => {
    const signs = mergeReadings([reading('鑫源仓库', 0, { score01: 0.7 }), reading('鑫源仓库', 2, { score01: 0.95 }), reading('鑫原仓库', 4, { score01: 0.8 }), reading('海天路', 4)], 1);
    expect(signs.map(({ text, atUs }) => [text, atUs])).toEqual([['鑫源仓库', 2e6], ['海天路', 4e6]]);
  });

  it('are told anew when the sign comes back after long', () => {
    expect(mergeReadings([reading('鑫源仓库', 0), reading('鑫源仓库', 60)], 1)).toHaveLength(2);
  });

  it('of the recorder keep place and format while the scene moves', () => {
    const clock = { x: 0.02, y: 0.03, w: 0.3, h: 0.04 };
    const at = (n: number): readonly LineReading[] => [
      reading(`2026-01-08 09:10:${10 + 2 * n}`, 2 * n, { box: clock, picture: n, view: n }),
      reading('鑫源仓库', 2 * n, { box: { x: 0.1 * n, y: 0.4, w: 0.1, h: 0.05 }, picture: n, view: n }),
    ];
    expect(texts([0, 1, 2, 3, 4].flatMap(at), 5)).toEqual([['鑫源仓库', false], ['2026-01-08 09:10:10', true]]);
  });

  it('stay the scene’s where the camera stands still', () => {
    expect(texts([0, 1, 2, 3, 4].map((n) => reading('鑫源仓库', 20 * n, { picture: n })), 5)).toEqual([['鑫源仓库', false]]);
  });

  it('at one place of different signs are not the recorder’s', () => {
    const names = ['便民超市', '海天路', '安全出口', '大连海关', '消防通道'];
    expect(texts(names.map((text, n) => reading(text, 2 * n, { picture: n, view: n })), 5).every(([, overlay]) => overlay === false)).toBe(true);
  });

  it('differ by characters', () => {
    expect(unlike01('鑫源仓库', '鑫原仓库')).toBe(0.25);
    expect(unlike01('', '')).toBe(0);
  });
});
