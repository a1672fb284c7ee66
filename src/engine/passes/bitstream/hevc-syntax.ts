/** HEVC parameter sets and slice headers up to the quantiser (ITU-T H.265, 7.3.2 and 7.3.6). */
import { parseRefSet, type RefSet } from './hevc-ref-sets';
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
  readonly chromaFormat: number;
  /** What stands before the quantiser in slice headers; null where the set has syntax that is not followed. */
  readonly tail: HevcSpsTail | null;
}

export interface HevcSpsTail {
  readonly sampleOffset: boolean;
  readonly refSets: readonly RefSet[];
  /** Long-term pictures of the set: whether the current picture uses each; null where slices name none. */
  readonly longTermUsed: readonly boolean[] | null;
  readonly temporalMvp: boolean;
}

export interface HevcPps {
  readonly id: number;
  readonly spsId: number;
  readonly outputFlagPresent: boolean;
  readonly extraSliceHeaderBits: number;
  readonly initQp: number;
  readonly cabacInitPresent: boolean;
  readonly refs0: number;
  readonly refs1: number;
  readonly weightedPred: boolean;
  readonly weightedBipred: boolean;
  /** null where the set has syntax that is not followed. */
  readonly listsModified: boolean | null;
}

export interface HevcSlice {
  /** 0 B, 1 P, 2 I. */
  readonly type: number;
  readonly nalType: number;
  readonly temporalId: number;
  readonly ppsId: number;
  /** 0 for IDR pictures. */
  readonly pocLsb: number;
  /** NaN where the header has syntax that is not followed. */
  readonly qp: number;
}

/** The value of `read`, or `otherwise` where the bytes end or say what the standard forbids. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return otherwise;
  }
}

/** Bits that name one of `count`. */
const bitsFor = (count: number): number => (count > 1 ? Math.ceil(Math.log2(count)) : 0);

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
  const pocLsbBits = r.ue() + 4;
  return { id, tier, separatePlanes, width, height, bitDepth, pocLsbBits, chromaFormat, tail: orElse(() => parseSpsTail(r, subLayers, pocLsbBits), null) };
}

/** More sets than 7.4.3.2.1 allows are damage. */
const MAX_REF_SETS = 64;

function parseSpsTail(r: BitReader, subLayers: number, pocLsbBits: number): HevcSpsTail {
  for (let layer = r.bit() === 1 ? 0 : subLayers; layer <= subLayers; layer++) for (let i = 0; i < 3; i++) r.ue();
  for (let i = 0; i < 6; i++) r.ue();
  if (r.bit() === 1 && r.bit() === 1) skipScalingLists(r);
  r.bit();
  const sampleOffset = r.bit() === 1;
  if (r.bit() === 1) {
    r.bits(8);
    r.ue();
    r.ue();
    r.bit();
  }
  const sets = r.ue();
  if (sets > MAX_REF_SETS) throw new RangeError('more reference sets than allowed');
  const refSets: RefSet[] = [];
  for (let i = 0; i < sets; i++) refSets.push(parseRefSet(r, i, refSets, false));
  let longTermUsed: boolean[] | null = null;
  if (r.bit() === 1) {
    longTermUsed = [];
    for (let left = r.ue(); left > 0; left--) {
      r.bits(pocLsbBits);
      longTermUsed.push(r.bit() === 1);
    }
  }
  return { sampleOffset, refSets, longTermUsed, temporalMvp: r.bit() === 1 };
}

function skipScalingLists(r: BitReader): void {
  for (let size = 0; size < 4; size++) {
    for (let matrix = 0; matrix < 6; matrix += size === 3 ? 3 : 1) {
      if (r.bit() === 0) {
        r.ue();
        continue;
      }
      if (size > 1) r.se();
      for (let i = 0; i < Math.min(64, 1 << (4 + (size << 1))); i++) r.se();
    }
  }
}

/** @param nal with its two header bytes. Throws RangeError on damage. */
export function parseHevcPps(nal: Uint8Array): HevcPps {
  const r = new BitReader(unescapeNal(nal.subarray(2)));
  const id = r.ue();
  const spsId = r.ue();
  r.bit();
  const outputFlagPresent = r.bit() === 1;
  const extraSliceHeaderBits = r.bits(3);
  r.bit();
  const cabacInitPresent = r.bit() === 1;
  const refs0 = r.ue() + 1;
  const refs1 = r.ue() + 1;
  const initQp = 26 + r.se();
  r.bits(2);
  if (r.bit() === 1) r.ue();
  r.se();
  r.se();
  r.bit();
  const weightedPred = r.bit() === 1;
  const weightedBipred = r.bit() === 1;
  return {
    id, spsId, outputFlagPresent, extraSliceHeaderBits, initQp, cabacInitPresent, refs0, refs1, weightedPred, weightedBipred,
    listsModified: orElse(() => parseListsModified(r), null),
  };
}

function parseListsModified(r: BitReader): boolean {
  r.bit();
  const tiles = r.bit() === 1;
  r.bit();
  if (tiles) {
    const [columns, rows] = [r.ue(), r.ue()];
    if (r.bit() === 0) for (let i = 0; i < columns + rows; i++) r.ue();
    r.bit();
  }
  r.bit();
  if (r.bit() === 1) {
    r.bit();
    if (r.bit() === 0) {
      r.se();
      r.se();
    }
  }
  if (r.bit() === 1) skipScalingLists(r);
  return r.bit() === 1;
}

/** A slice header with its reference sets and weights lies within this. */
const HEADER_BYTES = 256;
const B_SLICE = 0;
const I_SLICE = 2;

/** First slice segment of a picture; null for further segments or where parameter sets are missing. */
export function parseHevcSlice(nal: Uint8Array, ppsById: ReadonlyMap<number, HevcPps>, spsById: ReadonlyMap<number, HevcSps>): HevcSlice | null {
  const nalType = (nal[0]! >> 1) & 63;
  const temporalId = (nal[1]! & 7) - 1;
  const r = new BitReader(unescapeNal(nal.subarray(2), HEADER_BYTES));
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
  const pocLsb = idr ? 0 : r.bits(sps.pocLsbBits);
  return { type, nalType, temporalId, ppsId, pocLsb, qp: orElse(() => pps.initQp + parseSliceTail(r, type, idr, sps, pps), NaN) };
}

/** From behind the order count to slice_qp_delta, which it returns. */
function parseSliceTail(r: BitReader, type: number, idr: boolean, sps: HevcSps, pps: HevcPps): number {
  const { tail } = sps;
  if (!tail || pps.listsModified === null) throw new RangeError('parameter sets that are not followed');
  let inUse = 0;
  let mvp = false;
  if (!idr) {
    const { refSets, longTermUsed } = tail;
    const own = r.bit() === 0;
    const set = own ? parseRefSet(r, refSets.length, refSets, true) : refSets[r.bits(bitsFor(refSets.length))];
    inUse = set?.filter((delta) => delta.used).length ?? 0;
    if (longTermUsed) inUse += parseLongTerm(r, longTermUsed, sps.pocLsbBits);
    mvp = tail.temporalMvp && r.bit() === 1;
  }
  const chroma = sps.chromaFormat !== 0 && !sps.separatePlanes;
  if (tail.sampleOffset) r.bits(chroma ? 2 : 1);
  if (type === I_SLICE) return r.se();
  const isB = type === B_SLICE;
  let [refs0, refs1] = [pps.refs0, isB ? pps.refs1 : 0];
  if (r.bit() === 1) {
    refs0 = r.ue() + 1;
    if (isB) refs1 = r.ue() + 1;
  }
  if (pps.listsModified && inUse > 1) {
    for (const refs of isB ? [refs0, refs1] : [refs0]) if (r.bit() === 1) r.skip(refs * bitsFor(inUse));
  }
  if (isB) r.bit();
  if (pps.cabacInitPresent) r.bit();
  if (mvp) {
    const fromFirst = !isB || r.bit() === 1;
    if ((fromFirst ? refs0 : refs1) > 1) r.ue();
  }
  if (isB ? pps.weightedBipred : pps.weightedPred) skipWeights(r, isB ? [refs0, refs1] : [refs0], chroma);
  r.ue();
  return r.se();
}

/** @returns how many long-term pictures the slice uses */
function parseLongTerm(r: BitReader, ofSet: readonly boolean[], pocLsbBits: number): number {
  const fromSet = ofSet.length > 0 ? r.ue() : 0;
  const own = r.ue();
  let used = 0;
  for (let i = 0; i < fromSet + own; i++) {
    if (i < fromSet) {
      if (ofSet[r.bits(bitsFor(ofSet.length))]) used++;
    } else {
      r.bits(pocLsbBits);
      used += r.bit();
    }
    if (r.bit() === 1) r.ue();
  }
  return used;
}

function skipWeights(r: BitReader, lists: readonly number[], chroma: boolean): void {
  r.ue();
  if (chroma) r.se();
  for (const refs of lists) {
    const luma = Array.from({ length: refs }, () => r.bit());
    const colour = Array.from({ length: refs }, () => (chroma ? r.bit() : 0));
    for (let i = 0; i < refs; i++) for (let left = 2 * luma[i]! + 4 * colour[i]!; left > 0; left--) r.se();
  }
}
