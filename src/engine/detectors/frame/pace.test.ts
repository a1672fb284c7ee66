/** Drawn motion through the real frame pass: a stretch at another speed and a leap are told to the picture; what cameras and people do is not. */
import { expect, it } from 'vitest';
import type { MediaSummary } from '../../../core/recording';
import type { SmallFrame } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext } from '../../detector';
import { createFramePass } from '../../passes/frame/frame-pass';
import { leftOutBeatDetector } from './left-out-beat.detector';
import { motionLeapDetector } from './motion-leap.detector';
import { speedChangeDetector } from './speed-change.detector';

const WIDTH = 320;
const HEIGHT = 180;
const FPS = 25;
const NO_CHROMA = new Uint8Array(0);
const SPAN = 1200;

/** Grains of a few pixels, from a seed; each row longer than the picture by all that moves through it. */
const TEXTURE = (() => {
  let seed = 7;
  let grains: Float32Array = Float32Array.from({ length: SPAN * HEIGHT }, () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  for (let round = 0; round < 3; round++) {
    grains = grains.map((_, at) => {
      const column = at % SPAN;
      let sum = 0;
      for (const [dx, dy] of [[0, 0], [-1, 0], [1, 0], [0, -1], [0, 1]] as const) {
        sum += grains[Math.max(0, Math.min(grains.length - 1, at + (column + dx < 0 || column + dx >= SPAN ? 0 : dx) + dy * SPAN))]!;
      }
      return sum / 5;
    });
  }
  return grains.map((v) => 120 + 500 * (v - 0.5));
})();

function drawn(x: number): Uint16Array {
  const luma = new Uint16Array(WIDTH * HEIGHT);
  const whole = Math.floor(x);
  const part = x - whole;
  for (let at = 0; at < luma.length; at++) {
    const from = Math.floor(at / WIDTH) * SPAN + (at % WIDTH) + whole;
    luma[at] = Math.max(0, Math.round(16 * ((1 - part) * TEXTURE[from]! + part * TEXTURE[from + 1]!)));
  }
  return luma;
}

interface Told { readonly kind: string; readonly from: number; readonly to: number; readonly value: number }

/** @param steps pixels that everything moves from each picture to the next @param stamps seconds of each step, where not even */
function run(steps: readonly number[], stamps?: readonly number[]): Told[] {
  const context: DetectorContext = { media: { fileName: 'drawn', video: { width: WIDTH, height: HEIGHT }, audio: null } as unknown as MediaSummary, video: null, audio: null, bitstream: null, boxes: [] };
  const pass = createFramePass(context, [speedChangeDetector, motionLeapDetector, leftOutBeatDetector]);
  let [x, at] = [0, 0];
  const times: number[] = [];
  const drafts = [0, ...steps].flatMap((step, ordinal) => {
    x += step;
    if (ordinal > 0) at += stamps?.[ordinal - 1] ?? 1 / FPS;
    times.push(Math.round(at * 1e6));
    const frame: SmallFrame = { ordinal, ptsUs: us(Math.round(at * 1e6)), key: ordinal === 0, width: WIDTH, height: HEIGHT, luma: drawn(x), cb: NO_CHROMA, cr: NO_CHROMA };
    return pass.push(frame);
  });
  return [...drafts, ...pass.finish()].filter((draft) => draft.standsAlone).map(({ kind, startUs, endUs, evidence }) => ({
    kind, from: times.indexOf(startUs), to: times.indexOf(endUs), value: evidence[0]!.type === 'metric' ? evidence[0]!.value : NaN,
  }));
}

/** Motion as a hand makes it: never quite even. */
const walk = (count: number, step: number): number[] => Array.from({ length: count }, (_, i) => step * (1 + 0.04 * Math.sin(i * 1.7)));

it('tells a stretch at twice the speed, from its first picture to the first after it', () => {
  const told = run([...walk(50, 1.2), ...walk(40, 2.4), ...walk(50, 1.2)]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ kind: 'speed-change', from: 50, to: 90 });
  expect(told[0]!.value).toBeGreaterThan(1.85);
  expect(told[0]!.value).toBeLessThan(2.15);
});

it('tells it where the rate was converted as well, which moves every sixth step twice as far', () => {
  const beat = (steps: number[]): number[] => steps.map((step, i) => (i % 5 === 0 ? 2 * step : step));
  expect(run(beat(walk(160, 1)))).toEqual([]);
  expect(run([...beat(walk(60, 1)), ...beat(walk(50, 3)), ...beat(walk(60, 1))])).toMatchObject([{ kind: 'speed-change', from: 60, to: 110 }]);
});

it('says nothing where the motion itself becomes faster and slower again', () => {
  const faster = Array.from({ length: 12 }, (_, i) => 1.2 * (1 + i / 12));
  expect(run([...walk(50, 1.2), ...faster, ...walk(30, 2.4), ...faster.reverse(), ...walk(50, 1.2)])).toEqual([]);
});

it('tells a leap along the path, and by how many steps', () => {
  const told = run([...walk(50, 1.2), 7.2, ...walk(50, 1.2)]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ kind: 'cut', from: 51, to: 51 });
  expect(told[0]!.value).toBeGreaterThan(5);
  expect(told[0]!.value).toBeLessThan(7);
});

it('says nothing of a leap that the time stamps tell as well, or of one picture left out', () => {
  const steps = [...walk(50, 1.2), 7.2, ...walk(50, 1.2)];
  expect(run(steps, steps.map((_, i) => (i === 50 ? 6 : 1) / FPS))).toEqual([]);
  expect(run([...walk(50, 1.2), 2.4, ...walk(50, 1.2)])).toEqual([]);
});

it('tells a stretch from which every second or fifth picture was left out, and not a recording that is so from end to end', () => {
  const every = (steps: number[], period: number): number[] => steps.map((step, i) => (i % period === 0 ? 2 * step : step));
  expect(run([...walk(50, 1.2), ...every(walk(24, 1.2), 2), ...walk(50, 1.2)])).toMatchObject([{ kind: 'speed-change', from: 50, to: 74, value: 12 }]);
  expect(run([...walk(50, 1.2), ...every(walk(40, 1.2), 5), ...walk(50, 1.2)])).toMatchObject([{ kind: 'speed-change', from: 50, value: 8 }]);
  expect(run(every(walk(130, 1.2), 4))).toEqual([]);
});
