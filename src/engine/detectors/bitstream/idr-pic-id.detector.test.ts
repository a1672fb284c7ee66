import { describe, expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { idrPicIdDetector, learn } from './idr-pic-id.detector';

const packets = madePackets({ ptsMs: steady(400) });
const run = (ids: readonly number[]) => runBitstream(idrPicIdDetector, packets, madeBits(packets, { idrPicId: (group) => ids[group]! }));

describe('numbering of IDR pictures', () => {
  it('places the break of an alternating, a counting and a constant law exactly', () => {
    expect(run([0, 1, 0, 0, 1, 0, 1, 0]).map((draft) => draft.startUs)).toEqual([6_000_000]);
    expect(run([3, 4, 5, 9, 10, 11, 12, 13]).map((draft) => draft.startUs)).toEqual([6_000_000]);
    expect(run([0, 0, 0, 0, 2, 2, 2, 2]).map((draft) => draft.startUs)).toEqual([8_000_000]);
  });

  it('finds both ends of a stretch that was put in', () => {
    expect(run([0, 1, 1, 0, 0, 1, 0, 1]).map((draft) => draft.startUs)).toEqual([4_000_000, 8_000_000]);
  });

  it('keeps silent where a law holds, also over the wrap of a counter, and where none is to be learnt', () => {
    expect(learn([0, 1, 0, 1, 0])).toBeNull();
    expect(learn([0, 0, 0, 0])).toBeNull();
    expect(learn([13, 14, 15, 0, 1, 2])).toBeNull();
    expect(learn([5, 2, 9, 1, 7, 3, 3, 8])).toBeNull();
    expect(learn([0, 0])).toBeNull();
    expect(learn([])).toBeNull();
  });

  it('is less sure with few keyframes', () => {
    const few = madePackets({ ptsMs: steady(150) });
    const [draft] = runBitstream(idrPicIdDetector, few, madeBits(few, { idrPicId: (group) => [0, 0, 1][group]! }));
    expect(draft!.startUs).toBe(2_000_000);
    expect(draft!.benign.find((test) => test.cause === 'unlearnt-law')!.result).toBe('possible');
  });
});
