/** HEVC parameter sets and slice headers up to the picture order count (ITU-T H.265, 7.3.2 and 7.3.6). */
import { BitReader, unescapeNal } from './nal-units';

export interface HevcSps {
  readonly id: number;
  /** The 12 bytes of the general profile, tier and level. */
  readonly tier: Uint8Array;
  readonly separatePlanes: boolean;
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly pocLsbBits: number;
}

export interface HevcPps {
  readonly id: number;
  readonly spsId: number;
  readonly outputFlagPresent: boolean;
  readonly extraSliceHeaderBits: number;
  readonly initQp: number;
}

export interface HevcSlice {
  /** 0 B, 1 P, 2 I. */
  readonly type: number;
  readonly nalType: number;
  readonly temporalId: number;
  readonly ppsId: number;
  /** 0 for IDR pictures. */
  readonly pocLsb: number;
}

/** @param nal with its two header bytes. Throws RangeError on damage. */
export function parseHevcSps(nal: Uint8Array): HevcSps {
  const payload = unescapeNal(nal.subarray(2));
  const r = new BitReader(payload);
  r.bits(4);
  const subLayers = r.bits(3);
  r.bit();
  const tier = payload.slice(1, 13);
  r.skip(96);
  const present: [number, number][] = [];
  for (let i = 0; i < subLayers; i++) present.push([r.bit(), r.bit()]);
  if (subLayers > 0) r.skip(2 * (8 - subLayers));
  for (const [profile, level] of present) r.skip((profile ? 88 : 0) + (level ? 8 : 0));
  const id = r.ue();
  const chromaFormat = r.ue();
  const separatePlanes = chromaFormat === 3 && r.bit() === 1;
  let width = r.ue();
  let height = r.ue();
  if (r.bit()) {
    const unitX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
    const unitY = chromaFormat === 1 ? 2 : 1;
    width -= (r.ue() + r.ue()) * unitX;
    height -= (r.ue() + r.ue()) * unitY;
  }
  const bitDepth = r.ue() + 8;
  r.ue();
  return { id, tier, separatePlanes, width, height, bitDepth, pocLsbBits: r.ue() + 4 };
}

/** @param nal with its two header bytes. Throws RangeError on damage. */
export function parseHevcPps(nal: Uint8Array): HevcPps {
  const r = new BitReader(unescapeNal(nal.subarray(2)));
  const id = r.ue();
  const spsId = r.ue();
  r.bit();
  const outputFlagPresent = r.bit() === 1;
  const extraSliceHeaderBits = r.bits(3);
  r.bits(2);
  r.ue();
  r.ue();
  return { id, spsId, outputFlagPresent, extraSliceHeaderBits, initQp: 26 + r.se() };
}

/** First slice segment of a picture; null for further segments or where parameter sets are missing. */
export function parseHevcSlice(nal: Uint8Array, ppsById: ReadonlyMap<number, HevcPps>, spsById: ReadonlyMap<number, HevcSps>): HevcSlice | null {
  const nalType = (nal[0]! >> 1) & 63;
  const temporalId = (nal[1]! & 7) - 1;
  const r = new BitReader(unescapeNal(nal.subarray(2), 64));
  if (r.bit() === 0) return null;
  if (nalType >= 16 && nalType <= 23) r.bit();
  const ppsId = r.ue();
  const pps = ppsById.get(ppsId);
  const sps = pps && spsById.get(pps.spsId);
  if (!pps || !sps) return null;
  r.skip(pps.extraSliceHeaderBits);
  const type = r.ue();
  if (pps.outputFlagPresent) r.bit();
  if (sps.separatePlanes) r.bits(2);
  const idr = nalType === 19 || nalType === 20;
  return { type, nalType, temporalId, ppsId, pocLsb: idr ? 0 : r.bits(sps.pocLsbBits) };
}
