import { describe, expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { frameNumDetector } from './frame-num.detector';

/** Numbers of a stream of 50-picture groups from which `gone` was taken. */
function without(gone: (i: number) => boolean, total = 300) {
  const kept = Array.from({ length: total }, (_, i) => i).filter((i) => !gone(i));
  return { keys: kept.flatMap((i, row) => (i % 50 === 0 ? [row] : [])), frameNum: kept.map((i) => (i % 50) % 16), kept };
}

describe('holes in frame numbers', () => {
  it('is a contradiction where the time was closed over the missing pictures', () => {
    const { keys, frameNum } = without((i) => i >= 120 && i < 132);
    const packets = madePackets({ ptsMs: steady(frameNum.length), keys });
    const drafts = runBitstream(frameNumDetector, packets, madeBits(packets, { frameNum }));
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({ kind: 'cut', hard: true, startUs: 4_800_000 });
    expect(drafts[0]!.evidence[0]).toMatchObject({ metric: 'missing-pictures', value: 12 });
  });

  it('is only a sign where the time of the lost pictures passes', () => {
    const { keys, frameNum, kept } = without((i) => i >= 120 && i < 123);
    const packets = madePackets({ ptsMs: kept.map((i) => i * 40), keys });
    expect(runBitstream(frameNumDetector, packets, madeBits(packets, { frameNum }))[0]).toMatchObject({ hard: false });
  });

  it('holds many holes and transport streams for lossy', () => {
    const many = without((i) => i % 50 === 30 || i % 50 === 40);
    const packets = madePackets({ ptsMs: steady(many.frameNum.length), keys: many.keys });
    const drafts = runBitstream(frameNumDetector, packets, madeBits(packets, { frameNum: many.frameNum }));
    expect(drafts.every((draft) => !draft.hard && draft.llr < 1.5)).toBe(true);
  });

  it('passes intact streams, pictures that nothing refers to, and one damaged header', () => {
    const packets = madePackets({ ptsMs: steady(300) });
    expect(runBitstream(frameNumDetector, packets, madeBits(packets))).toEqual([]);
    const pairs = Array.from({ length: 300 }, (_, i) => Math.ceil((i % 50) / 2) % 16);
    expect(runBitstream(frameNumDetector, packets, madeBits(packets, { frameNum: pairs }))).toEqual([]);
    const damaged = Array.from({ length: 300 }, (_, i) => (i === 130 ? 9 : (i % 50) % 16));
    expect(runBitstream(frameNumDetector, packets, madeBits(packets, { frameNum: damaged }))).toEqual([]);
  });
});
