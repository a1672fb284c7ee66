import { expect, it } from 'vitest';
import { clockSteps } from './second-clock';

const times = Array.from({ length: 500 }, (_, i) => i * 0.04);
const clock = (offsetAt: (s: number) => number) => times.map((s) => Math.floor(36_000.3 + s + offsetAt(s)));

it('finds where a clock of whole seconds goes further than the recording, and back', () => {
  expect(clockSteps(times, clock((s) => (s < 10 ? 0 : 30)), 1)).toMatchObject([{ index: 250 }]);
  expect(clockSteps(times, clock((s) => (s < 10 ? 0 : 30)), 1)[0]!.jumpS).toBeCloseTo(30, 0);
  expect(clockSteps(times, clock((s) => (s < 12 ? 0 : -5)), 1)).toMatchObject([{ index: 300 }]);
});

it('passes a clock that runs true, midnight, a single misreading and drift', () => {
  expect(clockSteps(times, clock(() => 0), 1)).toEqual([]);
  expect(clockSteps(times, times.map((s) => Math.floor(86_395 + s) % 86_400), 1)).toEqual([]);
  expect(clockSteps(times, clock((s) => (s === 10 ? 50 : 0)), 1)).toEqual([]);
  expect(clockSteps(times, clock((s) => s * 0.002), 1)).toEqual([]);
  expect(clockSteps([], [], 1)).toEqual([]);
});
