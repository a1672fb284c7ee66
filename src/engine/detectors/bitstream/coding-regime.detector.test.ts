/** A stretch that another encoder made is told between two sides that are alike; what one encoder does by itself is not. */
import { describe, expect, it } from 'vitest';
import type { BitstreamTable } from '../../../core/tables';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { codingRegimeDetector } from './coding-regime.detector';

interface Manner { readonly gop: number; readonly offset: number; readonly swing: number; readonly b: boolean; readonly bytes: number }
const CAMERA: Manner = { gop: 25, offset: -3, swing: 1, b: false, bytes: 6000 };
const EDITOR: Manner = { gop: 40, offset: -6, swing: 4, b: true, bytes: 6000 };

/** Stretches of `groups` groups in one manner each; the scene makes sizes and quantisers wander. */
function drafts(...stretches: readonly (readonly [Manner, number])[]) {
  const rows = stretches.flatMap(([manner, groups]) => Array.from({ length: groups * manner.gop }, (_, i) => ({ manner, inGroup: i % manner.gop })));
  const scene = (row: number): number => Math.sin(row / 170);
  const packets = madePackets({
    ptsMs: steady(rows.length), keys: rows.flatMap(({ inGroup }, row) => (inGroup === 0 ? [row] : [])),
    sizes: rows.map(({ manner, inGroup }, row) => (inGroup === 0 ? 4 : 1) * manner.bytes * (1 + 0.2 * scene(row))),
  });
  const bits: BitstreamTable = {
    ...madeBits(packets, { sliceType: (row, key) => (key ? 4 : rows[row]!.manner.b && rows[row]!.inGroup % 2 === 1 ? 3 : 2) }),
    sliceQp: Float32Array.from(rows, ({ manner, inGroup }, row) => Math.round(30 + 2 * scene(row)) + (inGroup === 0 ? manner.offset : ((row * 7) % 3 - 1) * manner.swing)),
  };
  return runBitstream(codingRegimeDetector, packets, bits);
}

describe('coding regime', () => {
  it('supports an insertion where a stretch differs from both sides, which are alike', () => {
    const [draft, ...others] = drafts([CAMERA, 8], [EDITOR, 4], [CAMERA, 8]);
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ kind: 'insertion', standsAlone: false, startUs: 8_000_000, endUs: 14_400_000 });
    expect(draft!.benign).toMatchObject([{ cause: 'rate-control-by-scene', result: 'ruled-out' }]);
    expect(draft!.evidence.flatMap((one) => (one.type === 'packets' ? [one.field] : []))).toEqual(expect.arrayContaining(['gop-pictures', 'b-share']));
  });

  it('supports a cut where the manner changes for good', () => {
    expect(drafts([CAMERA, 8], [EDITOR, 8])).toMatchObject([{ kind: 'cut', standsAlone: false, startUs: 8_000_000 }]);
  });

  it('passes one encoder, one odd group, a darker scene, and empty input', () => {
    expect(drafts([CAMERA, 20])).toEqual([]);
    expect(drafts([CAMERA, 8], [{ ...CAMERA, gop: 11 }, 1], [CAMERA, 8])).toEqual([]);
    expect(drafts([CAMERA, 8], [{ ...CAMERA, bytes: 2000 }, 4], [CAMERA, 8])).toEqual([]);
    expect(drafts()).toEqual([]);
  });

  it('reads quantisation tables where every picture is a keyframe', () => {
    const packets = madePackets({ ptsMs: steady(240), gop: 1, sizes: Array.from({ length: 240 }, (_, i) => (i >= 96 && i < 168 ? 60_000 : 20_000)) });
    const bits: BitstreamTable = { ...madeBits(packets, { codec: 'mjpeg', sliceType: () => 1 }), sliceQp: Float32Array.from({ length: 240 }, (_, i) => (i >= 96 && i < 168 ? 8 : 20)) };
    expect(runBitstream(codingRegimeDetector, packets, bits)).toMatchObject([{ kind: 'insertion', startUs: 3_840_000, endUs: 6_720_000 }]);
  });
});
