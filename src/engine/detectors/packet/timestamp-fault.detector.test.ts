import { expect, it } from 'vitest';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { timestampFaultDetector } from './timestamp-fault.detector';

const run = (ptsMs: number[], dtsMs?: number[]) => runPacket(timestampFaultDetector, madePackets({ ptsMs, ...(dtsMs ? { dtsMs } : {}) }));

it('takes time that runs backwards as a contradiction, with both ends of the overlap', () => {
  const [draft] = run([...steady(100), ...steady(100, 40, 2000)]);
  expect(draft).toMatchObject({ kind: 'timestamp-fault', hard: true, startUs: 2_000_000, endUs: 3_960_000 });
});

it('reports two pictures at one instant as doubtful, not as a contradiction', () => {
  const drafts = run([...steady(50), ...steady(50, 40, 1960)], steady(100));
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ hard: false, startUs: 1_960_000 });
});

it('holds a step back of less than three pictures for jitter', () => {
  const drafts = run(steady(100), steady(100).map((ms, i) => (i === 50 ? ms - 60 : ms)));
  expect(drafts).toMatchObject([{ hard: false, llr: 1 }]);
});

it('says a careless writer once and softly', () => {
  const dtsMs = steady(200).map((ms, i) => (i % 10 === 5 ? ms - 60 : ms));
  const drafts = run(steady(200), dtsMs);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]!.hard).toBe(false);
});

it('passes reordered pictures and stamps that a container does not give', () => {
  const ptsMs = steady(100).map((ms, i) => (i % 3 === 1 ? ms + 40 : i % 3 === 2 ? ms - 40 : ms));
  expect(run(ptsMs, steady(100))).toEqual([]);
  expect(run(steady(10), steady(10).map(() => NaN))).toEqual([]);
  expect(run([])).toEqual([]);
});
