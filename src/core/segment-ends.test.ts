/** Whether the end of one recording is the start of the next: by equal packets, by the course of loudness, and by nothing that is merely alike. */
import { describe, expect, it } from 'vitest';
import { madeBits, madePackets, steady } from '../engine/testing/made-tables';
import { sameParameterSets, segmentEnds, sharedStretch, type SegmentEnds } from './segment-ends';
import type { WaveformPeaks } from './tables';
import { us } from './time';

const hash = (n: number): number => {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};
/** Pictures and sound of a scene from one second to another; sound follows speech-like syllables. */
function segment(fromS: number, toS: number, { seed = 0, noise = 0, set = 'a', sound = true } = {}): SegmentEnds {
  const count = Math.round((toS - fromS) * 25);
  const first = Math.round(fromS * 25);
  const video = madePackets({ ptsMs: steady(count), sizes: Array.from({ length: count }, (_, i) => 4000 + Math.round(2000 * hash(first + i + seed * 1e5))) });
  const buckets = Math.round((toS - fromS) * 100);
  const at = (i: number): number => Math.round(fromS * 100) + i;
  const level = (i: number): number => 0.01 + 0.5 * hash(Math.floor(at(i) / 20) + 7) ** 3 + noise * hash(i + seed);
  const peaks: WaveformPeaks = { bucketUs: us(10_000), startUs: us(0), minMax: Float32Array.from({ length: 2 * buckets }, (_, i) => (i % 2 ? 1 : -1) * level(i >> 1)) };
  return segmentEnds({ video, audio: null, peaks: sound ? peaks : null, bitstream: madeBits(video, { sets: [{ hash: set, fields: {}, fromPacket: 0 }] }) });
}

describe('the end of one recording as the start of the next', () => {
  it('is proven by coded pictures of the same sizes', () => {
    expect(sharedStretch(segment(0, 60), segment(57, 120))).toMatchObject({ seconds: expect.closeTo(3, 5) as number, by: 'pictures', figure: 75 });
  });

  it('is proven by the course of the sound where the pictures were encoded again', () => {
    const shared = sharedStretch(segment(0, 60), segment(54, 120, { seed: 3, noise: 0.004 }));
    expect(shared).toMatchObject({ by: 'loudness', seconds: expect.closeTo(6, 1) as number });
  });

  it('is not seen where recordings merely follow each other, differ, or hold a steady noise', () => {
    expect(sharedStretch(segment(0, 60), segment(60, 120))).toBeNull();
    expect(sharedStretch(segment(0, 60), segment(500, 560, { seed: 3 }))).toBeNull();
    expect(sharedStretch(segment(0, 60, { sound: false }), segment(57, 120, { seed: 3, sound: false }))).toBeNull();
    const none = segmentEnds({ video: null, audio: null, peaks: null, bitstream: null });
    expect(sharedStretch(none, none)).toBeNull();
    const still = madePackets({ ptsMs: steady(500), sizes: new Array<number>(500).fill(4000) });
    const alike = segmentEnds({ video: still, audio: null, peaks: null, bitstream: null });
    expect(sharedStretch(alike, alike)).toBeNull();
  });

  it('is no seam where a recording is there twice', () => {
    expect(sharedStretch(segment(0, 8), segment(0, 8))).toBeNull();
    expect(sharedStretch(segment(0, 60), segment(50, 60))).toBeNull();
  });

  it('compares the parameter sets at the seam', () => {
    expect(sameParameterSets(segment(0, 60), segment(60, 120))).toBe(true);
    expect(sameParameterSets(segment(0, 60), segment(60, 120, { set: 'b' }))).toBe(false);
    expect(sameParameterSets(segment(0, 60), segmentEnds({ video: null, audio: null, peaks: null, bitstream: null }))).toBeNull();
  });
});
