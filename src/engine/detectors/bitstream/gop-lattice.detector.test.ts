import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { gopLatticeDetector } from './gop-lattice.detector';

it('supports a boundary at the keyframe after the odd group', () => {
  const packets = madePackets({ ptsMs: steady(288), keys: [0, 50, 100, 138, 188, 238] });
  const drafts = runBitstream(gopLatticeDetector, packets, madeBits(packets));
  expect(drafts).toMatchObject([{ standsAlone: false, startUs: 138 * 40_000 }]);
});

it('supports both ends of a stretch with B pictures among groups without', () => {
  const packets = madePackets({ ptsMs: steady(400) });
  const table = madeBits(packets, { sliceType: (row, key) => (key ? 4 : row > 100 && row < 200 && row % 3 ? 3 : 2) });
  expect(runBitstream(gopLatticeDetector, packets, table).map((draft) => draft.startUs)).toEqual([4_000_000, 8_000_000]);
});

it('passes a constant lattice and keyframes placed by content', () => {
  const even = madePackets({ ptsMs: steady(300) });
  expect(runBitstream(gopLatticeDetector, even, madeBits(even))).toEqual([]);
  const free = madePackets({ ptsMs: steady(300), keys: [0, 31, 80, 97, 160, 250] });
  expect(runBitstream(gopLatticeDetector, free, madeBits(free))).toEqual([]);
});
