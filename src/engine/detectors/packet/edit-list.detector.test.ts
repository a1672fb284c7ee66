import { expect, it } from 'vitest';
import { us } from '../../../core/time';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { editListDetector } from './edit-list.detector';

const run = (ptsMs: number[], startMs: number, durationMs: number) =>
  runPacket(editListDetector, madePackets({ ptsMs }), null, [], { startUs: us(startMs * 1000), durationUs: us(durationMs * 1000) });

it('tells how much picture is hidden before the start and after the end', () => {
  const drafts = run(steady(200, 40, -1360), 0, 5000);
  expect(drafts.map((draft) => draft.evidence[0])).toMatchObject([{ value: 1.36 }, { value: expect.closeTo(1.6, 1) as number }]);
  expect(drafts.every((draft) => draft.kind === 'editor-trace')).toBe(true);
});

it('passes reordering delays and files without hidden pictures', () => {
  expect(run(steady(200), 0, 8000)).toEqual([]);
  expect(run(steady(200, 40, -80), 0, 7920)).toEqual([]);
  expect(run([], 0, 0)).toEqual([]);
});

it('finds pictures that an edit list leaves out in the middle', () => {
  const shown = [...steady(100), ...steady(50, 0, 4000), ...steady(50, 40, 4000)];
  const packets = { ...madePackets({ ptsMs: shown }), ptsTicks: Float64Array.from(steady(200)) };
  const [draft] = runPacket(editListDetector, packets, null, [], { startUs: us(0), durationUs: us(6_000_000) });
  expect(draft).toMatchObject({ startUs: 4_000_000 });
  expect(draft!.evidence[0]).toMatchObject({ metric: 'hidden-seconds', value: expect.closeTo(2, 1) as number });
});
