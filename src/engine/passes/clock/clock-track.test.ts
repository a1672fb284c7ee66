/** What is found in a clock's readings: nothing while it runs true, steps to the picture where it does not, and no step for a misreading. */
import { describe, expect, it } from 'vitest';
import { decodeClockPath, type ClockPoint } from './clock-track';
import { walkClock } from './clock-walk';

const FRAME_S = 0.04;
/** A recording of so many seconds at 25 pictures a second whose clock shows what `clock` says at each media second. */
async function walked(seconds: number, clock: (mediaS: number, ordinal: number) => number | null, slackS = 0.06): Promise<{ points: ClockPoint[]; path: ReturnType<typeof decodeClockPath>; reads: number }> {
  const times = Array.from({ length: Math.round(seconds / FRAME_S) }, (_, i) => i * FRAME_S);
  const known = new Map<number, number | null>();
  await walkClock(async (ordinal) => {
    if (!known.has(ordinal)) known.set(ordinal, (() => {
      const shown = clock(times[ordinal]!, ordinal);
      return shown === null ? null : Math.floor(shown + 1e-9);
    })());
    return known.get(ordinal)!;
  }, times, 0, times.length - 1, FRAME_S, 86_400, () => Promise.resolve());
  const points = [...known].filter(([, value]) => value !== null).sort((a, b) => a[0] - b[0]).map(([ordinal, value]) => ({ ordinal, mediaS: times[ordinal]!, clockS: value! }));
  return { points, path: decodeClockPath(points, slackS), reads: known.size };
}
const from = 40_000.37;

describe('a clock that runs true', () => {
  it('has one stretch and takes few readings', async () => {
    const { path, reads } = await walked(20, (t) => from + t);
    expect(path.steps).toEqual([]);
    expect(reads).toBeLessThan(80);
  });

  it('may be drawn a picture or two late now and then', async () => {
    const { path } = await walked(20, (t, i) => from + t - (i % 7 === 0 ? 0.05 : 0));
    expect(path.steps).toEqual([]);
  });

  it('keeps its one stretch when a few pictures are misread or cannot be read', async () => {
    const { path } = await walked(20, (t, i) => (i % 11 === 3 ? from + t + 30 : i > 200 && i < 260 ? null : from + t));
    expect(path.steps).toEqual([]);
  });
});

describe('a clock that is away for a while', () => {
  it('is known to the picture on both sides', async () => {
    const { points, path } = await walked(16, (t) => (t < 4.72 ? from + t : t < 9.2 ? null : from + t - 4.48));
    expect(path.steps).toHaveLength(1);
    expect(points[path.steps[0]!.before]!.mediaS).toBeCloseTo(4.68, 1);
    expect(points[path.steps[0]!.after]!.mediaS).toBeCloseTo(9.2, 1);
  });
});

describe('a clock that jumps', () => {
  for (const [removedS, cutAt] of [[3, 5.56], [1.32, 5.56], [2, 4.16], [600, 9.2], [0.4, 8.04], [-3600, 7]] as const) {
    it(`tells ${removedS} s at ${cutAt} s`, async () => {
      const { points, path } = await walked(14, (t) => from + t + (t >= cutAt - 1e-9 ? removedS : 0));
      expect(path.steps).toHaveLength(1);
      const step = path.steps[0]!;
      expect(step.leastS - 0.06).toBeLessThanOrEqual(removedS);
      expect(step.mostS + 0.06).toBeGreaterThanOrEqual(removedS);
      expect(step.mostS - step.leastS).toBeLessThan(0.35);
      expect(points[step.before]!.mediaS).toBeLessThan(cutAt);
      expect(points[step.after]!.mediaS).toBeGreaterThanOrEqual(cutAt - 1e-9);
      if (Math.abs(removedS) >= 2) expect(points[step.after]!.mediaS - cutAt).toBeLessThanOrEqual(FRAME_S);
    });
  }

  it('tells two jumps apart', async () => {
    const { path } = await walked(20, (t) => from + t + (t >= 5 ? 4 : 0) + (t >= 12.4 ? 7 : 0));
    expect(path.steps).toHaveLength(2);
  });

  it('is believed near the end as well', async () => {
    const { path } = await walked(10, (t) => from + t + (t >= 9.4 ? 5 : 0));
    expect(path.steps).toHaveLength(1);
  });
});
