import { describe, expect, it } from 'vitest';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { timestampGapDetector } from './timestamp-gap.detector';

const run = (ptsMs: number[], gop = 50) => runPacket(timestampGapDetector, madePackets({ ptsMs, gop }));

describe('time gap', () => {
  it('reports both ends of a hole', () => {
    const [draft, ...more] = run([...steady(100), ...steady(100, 40, 6000)]);
    expect(more).toEqual([]);
    expect([draft!.startUs, draft!.endUs]).toEqual([4_000_000, 6_000_000]);
    expect(draft!.llr).toBeGreaterThan(3);
  });

  it('reports a join on a keyframe that is slightly off the beat at the exact picture', () => {
    const [draft] = run([...steady(100), ...steady(100, 40, 4016)]);
    expect([draft!.startUs, draft!.endUs]).toEqual([4_016_000, 4_016_000]);
  });

  it('reports a step that is too short', () => {
    expect(run([...steady(100), ...steady(100, 40, 3980)])).toHaveLength(1);
  });

  it('stays silent on a steady rate, on millisecond rounding and on the first and last steps', () => {
    expect(run(steady(200))).toEqual([]);
    expect(run(Array.from({ length: 200 }, (_, i) => Math.round(i * 33.3667)))).toEqual([]);
    expect(run([0, 80, ...steady(100, 40, 120)])).toEqual([]);
    expect(run([...steady(100), 5000])).toEqual([]);
  });

  it('passes a natural change of rate and a mixed rate', () => {
    expect(run([...steady(100), ...steady(60, 80, 4080), ...steady(100, 40, 8880)])).toEqual([]);
    const mixed: number[] = [0];
    for (let i = 1; i < 300; i++) mixed.push(mixed[i - 1]! + (i % 3 === 0 ? 80 : 40));
    expect(run(mixed)).toEqual([]);
  });

  it('holds a picture dropped away from a keyframe for weak, and a repeated drop for a habit', () => {
    const [draft] = run([...steady(75), ...steady(125, 40, 3040)]);
    expect(draft!.llr).toBeLessThan(1);
    expect(draft!.benign.find((test) => test.cause === 'dropped-pictures')!.result).toBe('possible');
    const habit: number[] = [0];
    for (let i = 1; i < 600; i++) habit.push(habit[i - 1]! + (i % 60 === 30 ? 80 : 40));
    expect(run(habit)).toEqual([]);
  });

  it('takes a camera that often loses its beat for restless', () => {
    const ptsMs: number[] = [0];
    for (let i = 1; i < 500; i++) ptsMs.push(ptsMs[i - 1]! + (i % 50 === 0 ? 52 + i / 10 : 40));
    expect(run(ptsMs)).toEqual([]);
  });

  it('survives too few packets', () => {
    expect(run([])).toEqual([]);
    expect(run([0, 40])).toEqual([]);
  });
});
