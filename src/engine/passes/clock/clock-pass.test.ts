/** The whole pass on a made recording: an hour costs few readings, and a jump in it is still found to the picture. */
import { describe, expect, it } from 'vitest';
import type { LumaPicture } from '../../ocr/luma-picture';
import type { OcrEngine } from '../../ocr/ocr-engine';
import { frozenClocks, withoutFrozen } from '../../detectors/clock/frozen-clock';
import { runClockPass, type ClockSource } from './clock-pass';

const FPS = 25;

/** Pictures that carry their own ordinal, and an engine that reads from it what the clock shows then. */
function made(seconds: number, shown: (mediaS: number) => number | null): { source: ClockSource; reads: () => number } {
  let reads = 0;
  const text = (ordinal: number): string => {
    const value = shown(ordinal / FPS);
    if (value === null) return '';
    return new Date((1_767_830_400 + Math.floor(value + 1e-9)) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  };
  // Row r is bright where bit r of the ordinal is set: no cut across takes that away. Below stand strokes, as of type.
  const picture = (ordinal: number): LumaPicture => ({ width: 64, height: 360, luma: Uint8Array.from({ length: 64 * 360 }, (_, at) => (at >> 6 >= 300 ? Number(at % 5 === 0) : (ordinal >> Math.min(30, at >> 6)) & 1) * 255) });
  const ocr: OcrEngine = {
    detect: () => Promise.resolve([{ x: 2, y: 0, width: 60, height: 20, score01: 1, tilt: { cx: 32, cy: 10, along: 60, across: 20, angle: 0 } }]),
    recognise: ({ width, luma }) => {
      reads++;
      let ordinal = 0;
      for (let bit = 0; bit < 17; bit++) ordinal |= luma[bit * width]! > 0 ? 1 << bit : 0;
      const line = text(ordinal);
      const characters = [...line].map((char, at) => ({ char, score01: 1, x01: (at + 0.5) / line.length }));
      return Promise.resolve({ text: line, score01: line === '' ? 0 : 1, characters });
    },
    close: () => Promise.resolve(),
  };
  const count = Math.round(seconds * FPS);
  return {
    reads: () => reads,
    source: {
      ocr, startUs: 0, times: Float64Array.from({ length: count }, (_, i) => i / FPS), keys: Array.from({ length: Math.ceil(count / 50) }, (_, i) => i * 50),
      video: { width: 64, height: 360, rotation: 0 },
      pictures: { width: 64, height: 360, parts: (ordinal, rects) => Promise.resolve(rects.map(() => picture(ordinal))) },
    },
  };
}
const quiet = { tick: () => Promise.resolve(), progress: () => undefined };
const START_S = 33_002.37;

describe('an hour with a clock', () => {
  it('that runs true takes a few hundred readings and has no step', async () => {
    const { source, reads } = made(3600, (t) => START_S + t);
    const [track] = await runClockPass(source, quiet);
    expect(track!.steps).toEqual([]);
    expect(track!.dated).toBe(true);
    expect(reads()).toBeLessThan(500);
  }, 60_000);

  it('that jumps once takes little more and is told to the picture', async () => {
    const { source, reads } = made(3600, (t) => START_S + t + (t >= 2000.04 - 1e-9 ? 510 : 0));
    const [track] = await runClockPass(source, quiet);
    expect(track!.steps).toHaveLength(1);
    expect(track!.steps[0]!.atUs).toBe(2_000_040_000);
    expect(track!.steps[0]!.leastS).toBeLessThan(510.05);
    expect(track!.steps[0]!.mostS).toBeGreaterThan(509.95);
    expect(reads()).toBeLessThan(700);
  }, 60_000);

  it('that drifts by a crystal\'s error has no step', async () => {
    const { source } = made(3600, (t) => START_S + t * 1.0001);
    expect((await runClockPass(source, quiet))[0]!.steps).toEqual([]);
    const jumps = made(3600, (t) => START_S + t * 1.0001 + (t >= 2000.04 ? 90 : 0));
    expect((await runClockPass(jumps.source, quiet))[0]!.steps.map((step) => step.atUs)).toEqual([2_000_040_000]);
  }, 60_000);
});

it('text that stands still is no clock', async () => {
  const { source } = made(20, () => START_S);
  expect(await runClockPass(source, quiet)).toEqual([]);
});

it('a clock that stands for five seconds keeps the readings that show it, in a short recording and in a long one', async () => {
  for (const [seconds, lossS] of [[20, 0], [20, 5], [600, 5]] as const) {
    const atS = seconds === 20 ? 8 : 305;
    const { source } = made(seconds, (t) => START_S + (t < atS ? t : t < atS + 5 ? atS : t - lossS));
    const [track] = await runClockPass(source, quiet);
    const [stood] = frozenClocks(track!);
    expect(stood!.first.atUs / 1e6, `${seconds}`).toBeLessThan(atS + 1);
    expect((stood!.last.atUs - stood!.first.atUs) / 1e6).toBeGreaterThan(4);
    expect(withoutFrozen(track!).steps).toEqual([]);
  }
}, 60_000);
