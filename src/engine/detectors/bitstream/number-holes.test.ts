/** Where a decoder that lost reference pictures shows true ones again. */
import { describe, expect, it } from 'vitest';
import { madeBits, madePackets, steady } from '../../testing/made-tables';
import { repairTimesUs } from './number-holes';

/** 40 ms a picture, groups of 50; the pictures from 120 to 131 are gone and the time is closed over them. */
function lossy() {
  const kept = Array.from({ length: 300 }, (_, i) => i).filter((i) => i < 120 || i >= 132);
  const packets = madePackets({ ptsMs: steady(kept.length), keys: kept.flatMap((i, row) => (i % 50 === 0 ? [row] : [])) });
  return { packets, table: madeBits(packets, { frameNum: kept.map((i) => (i % 50) % 16) }) };
}

describe('the way back to true pictures', () => {
  it('is the next picture that refers to nothing before it', () => {
    const { packets, table } = lossy();
    expect(repairTimesUs(table, packets)).toEqual([138 * 40_000]);
  });

  it('is not looked for where nothing is missing', () => {
    const packets = madePackets({ ptsMs: steady(300) });
    expect(repairTimesUs(madeBits(packets), packets)).toEqual([]);
  });
});
