import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { parameterSetsDetector } from './parameter-sets.detector';

const packets = madePackets({ ptsMs: steady(300) });
const sets = [
  { hash: 'a', fields: { sps0: '1', level: 30, refFrames: 1 }, fromPacket: 0 },
  { hash: 'b', fields: { sps0: '2', level: 31, refFrames: 4 }, fromPacket: 100 },
];
const run = (parameterSet: (packet: number) => number) => runBitstream(parameterSetsDetector, packets, madeBits(packets, { sets, parameterSet }));

it('pairs a change with the return to the settings before', () => {
  const drafts = run((row) => (row >= 100 && row < 200 ? 1 : 0));
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ kind: 'insertion', startUs: 4_000_000, endUs: 8_000_000 });
  expect(drafts[0]!.evidence).toContainEqual(expect.objectContaining({ type: 'packets', expected: 'level 30', observed: 'level 31' }));
});

it('takes a change that stays for one boundary', () => {
  expect(run((row) => (row >= 100 ? 1 : 0))).toMatchObject([{ kind: 'cut', startUs: 4_000_000, endUs: 4_000_000 }]);
});

it('passes a recording that begins before its first settings', () => {
  const late = [{ hash: '0', fields: {}, fromPacket: 0 }, sets[1]!];
  expect(runBitstream(parameterSetsDetector, packets, madeBits(packets, { sets: late, parameterSet: (row) => (row >= 70 ? 1 : 0) }))).toEqual([]);
});

it('passes one set throughout and cameras that change all the time', () => {
  expect(run(() => 0)).toEqual([]);
  expect(run((row) => row % 2)).toEqual([]);
});
