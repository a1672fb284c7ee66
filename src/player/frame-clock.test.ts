/** Frames are found by their own times, whatever the rate, the decode order or the browser's rounding. */
import { describe, expect, it } from 'vitest';
import { FrameClock } from './frame-clock';
import { mediaOffsetUs } from './media-offset';
import { tableOfTicks } from './synthetic-table';

describe('FrameClock', () => {
  const variable = new FrameClock(tableOfTicks([0, 33, 66, 166, 199, 1199], 1000));

  it('names the frame on screen at any time of a variable rate', () => {
    expect([-5_000, 0, 32_000, 33_000, 65_900, 100_000, 166_000, 900_000, 5e6].map((at) => variable.ordinalAt(at))).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 5]);
  });

  it('seeks to the middle of each frame’s own interval, which is inside that frame only', () => {
    for (let ordinal = 0; ordinal < variable.count; ordinal++) expect(variable.ordinalAt(variable.middleOf(ordinal))).toBe(ordinal);
    expect(variable.middleOf(2)).toBe(116_000);
  });

  it('gives exact ticks of the packet that is shown, not of the packet decoded at that place', () => {
    const reordered = new FrameClock(tableOfTicks([0, 3072, 1024, 2048, 4096], 12_800));
    expect([0, 1, 2, 3, 4].map((ordinal) => reordered.label(ordinal).ptsTicks)).toEqual([0, 1024, 2048, 3072, 4096]);
    expect(reordered.packetOf(3)).toBe(1);
    expect([0, 1, 2, 3, 4].map((row) => reordered.ordinalOfPacket(row))).toEqual([0, 3, 1, 2, 4]);
  });

  it('tells the ticks that are played where an edit list moves them, and by how many', () => {
    const plain = tableOfTicks([1024, 2048, 3072], 12_800);
    const moved = new FrameClock({ ...plain, ptsUs: plain.ptsUs.map((timeUs) => timeUs - 80_000) });
    expect([0, 1, 2].map((ordinal) => moved.label(ordinal).ptsTicks)).toEqual([0, 1024, 2048]);
    expect([moved.shiftOf(0), new FrameClock(plain).shiftOf(0)]).toEqual([-1024, 0]);
  });

  it('takes a browser time cut to microseconds for the frame it belongs to', () => {
    const thirds = new FrameClock(tableOfTicks([0, 1001, 2002, 3003], 30_000));
    expect(thirds.ordinalAt(33_366)).toBe(1);
    expect(thirds.ordinalAt(66_733)).toBe(2);
  });

  it('tells the rate by the usual interval, which a gap does not change', () => {
    expect(new FrameClock(tableOfTicks(Array.from({ length: 100 }, (_, i) => i * 40 + (i >= 50 ? 2_000 : 0)), 1000)).usualFps).toBeCloseTo(25, 3);
    expect(new FrameClock(tableOfTicks([0], 1000)).usualFps).toBe(0);
  });

  it('survives an empty table', () => {
    const empty = new FrameClock(tableOfTicks([], 1000));
    expect(empty.ordinalAt(5)).toBe(-1);
    expect(empty.endUs).toBe(0);
  });
});

describe('mediaOffsetUs', () => {
  const late = new FrameClock(tableOfTicks([1000, 1040, 1080], 1000));

  it('is zero where the element keeps the container’s times', () => {
    expect(mediaOffsetUs(late, 1_000_000, 1_000_000, true)).toBe(0);
  });

  it('is the recording’s start where the browser rebased its timeline', () => {
    expect(mediaOffsetUs(late, 0, 1_000_000, true)).toBe(1_000_000);
    expect(mediaOffsetUs(late, 40_000, 1_000_000, true)).toBe(1_000_000);
  });

  it('makes the first picture the first frame where neither fits', () => {
    expect(mediaOffsetUs(late, 13_000, 0, true)).toBe(987_000);
  });
});
