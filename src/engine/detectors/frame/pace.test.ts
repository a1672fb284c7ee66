/** Drawn motion through the real frame pass: a stretch at another speed and a leap are told to the picture; what cameras and people do is not. */
import { expect, it } from 'vitest';
import { panDrafts, walk } from '../../testing/drawn-pan';
import { leftOutBeatDetector } from './left-out-beat.detector';
import { motionLeapDetector } from './motion-leap.detector';
import { speedChangeDetector } from './speed-change.detector';

const FPS = 25;

interface Told { readonly kind: string; readonly from: number; readonly to: number; readonly value: number }

function run(steps: readonly number[], stamps?: readonly number[]): Told[] {
  return panDrafts({ steps, ...(stamps ? { stamps } : {}) }, [speedChangeDetector, motionLeapDetector, leftOutBeatDetector])
    .map(({ draft: { kind, evidence }, from, to }) => ({ kind, from, to, value: evidence[0]!.type === 'metric' ? evidence[0]!.value : NaN }));
}

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
