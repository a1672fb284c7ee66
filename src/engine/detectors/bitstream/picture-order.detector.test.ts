import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { pictureOrderDetector } from './picture-order.detector';

const packets = madePackets({ ptsMs: steady(300) });

it('finds pictures missing inside a group of an HEVC stream', () => {
  const table = madeBits(packets, { codec: 'hevc', poc: (row, inGroup) => inGroup + (row >= 120 && row < 150 ? 6 : 0) });
  const drafts = runBitstream(pictureOrderDetector, packets, table);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ kind: 'cut', startUs: 4_800_000 });
  expect(drafts[0]!.evidence[0]).toMatchObject({ value: 6 });
});

it('passes a constant count, groups that restart it, and counts that follow a variable rate', () => {
  expect(runBitstream(pictureOrderDetector, packets, madeBits(packets))).toEqual([]);
  expect(runBitstream(pictureOrderDetector, packets, madeBits(packets, { poc: (_, inGroup) => inGroup * 2 + (inGroup % 5 > 2 ? 1 : 0) }))).toEqual([]);
});

it('leaves out the last pictures of a file', () => {
  const table = madeBits(packets, { codec: 'hevc', poc: (row, inGroup) => inGroup + (row >= 296 ? 2 : 0) });
  expect(runBitstream(pictureOrderDetector, packets, table)).toEqual([]);
});
