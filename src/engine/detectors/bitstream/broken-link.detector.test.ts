import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { brokenLinkDetector } from './broken-link.detector';

const packets = madePackets({ ptsMs: steady(200) });
const run = (rows: number[]) => runBitstream(brokenLinkDetector, packets, { ...madeBits(packets), brokenLink: Uint8Array.from({ length: 200 }, (_, row) => (rows.includes(row) ? 1 : 0)) });

it('finds a join that the stream declares, at its picture', () => {
  expect(run([100])).toMatchObject([{ kind: 'cut', startUs: 4_000_000 }]);
});

it('passes the beginning, a habit, and streams without marks', () => {
  expect(run([0])).toEqual([]);
  expect(run([0, 50, 60, 100, 110, 150])).toEqual([]);
  expect(runBitstream(brokenLinkDetector, packets, madeBits(packets))).toEqual([]);
});
