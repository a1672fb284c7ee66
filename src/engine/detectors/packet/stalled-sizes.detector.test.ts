import { expect, it } from 'vitest';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { stalledSizesDetector } from './stalled-sizes.detector';

const sizes = (small: (i: number) => boolean) => Array.from({ length: 300 }, (_, i) => (i % 50 === 0 ? 20_000 : small(i) ? 90 : 4_000));

it('marks a stretch of almost empty pictures across a keyframe, only as support', () => {
  const drafts = runPacket(stalledSizesDetector, madePackets({ ptsMs: steady(300), sizes: sizes((i) => i >= 80 && i < 120) }));
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ kind: 'freeze', standsAlone: false, startUs: 3_200_000, endUs: 4_760_000 });
});

it('passes short pauses, quiet recordings and all-intra streams', () => {
  expect(runPacket(stalledSizesDetector, madePackets({ ptsMs: steady(300), sizes: sizes((i) => i >= 80 && i < 88) }))).toEqual([]);
  expect(runPacket(stalledSizesDetector, madePackets({ ptsMs: steady(300), sizes: sizes(() => true) }))).toEqual([]);
  expect(runPacket(stalledSizesDetector, madePackets({ ptsMs: steady(300), gop: 1 }))).toEqual([]);
});
