/** H.264 sequence and picture parameter sets and slice headers as far as the ledgers need them (ITU-T H.264, 7.3.2 and 7.3.3). */
import { parseVui, type AvcVui } from './h264-vui';
import { BitReader, unescapeNal } from './nal-units';

export interface AvcSps {
  readonly id: number;
  readonly profile: number;
  readonly compatibility: number;
  readonly level: number;
  readonly chromaFormat: number;
  readonly separatePlanes: boolean;
  readonly frameNumBits: number;
  readonly pocType: number;
  readonly pocLsbBits: number;
  readonly deltaPicOrderAlwaysZero: boolean;
  readonly refFrames: number;
  readonly gapsAllowed: boolean;
  readonly frameMbsOnly: boolean;
  readonly width: number;
  readonly height: number;
  /** max_num_reorder_frames: how many pictures may stand before one that is shown earlier; null where the stream does not tell. */
  readonly reorderFrames: number | null;
  readonly vui: AvcVui | null;
}

export interface AvcPps {
  readonly id: number;
  readonly spsId: number;
  readonly cabac: boolean;
  readonly bottomFieldPicOrder: boolean;
  readonly refs0: number;
  readonly refs1: number;
  readonly weightedPred: boolean;
  readonly weightedBipred: number;
  readonly initQp: number;
  readonly redundantPicCnt: boolean;
}

export interface AvcSlice {
  /** 0 P, 1 B, 2 I, 3 SP, 4 SI. */
  readonly type: number;
  readonly idr: boolean;
  readonly nalRefIdc: number;
  readonly ppsId: number;
  readonly frameNum: number;
  readonly field: boolean;
  readonly idrPicId: number;
  readonly pocLsb: number;
  /** NaN where the header has syntax that is not followed. */
  readonly qp: number;
  /** memory_management_control_operation 5: numbering restarts as at an IDR picture. */
  readonly resetsNumbering: boolean;
}

const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** @param nal with its header byte. Throws RangeError on damage. */
export function parseAvcSps(nal: Uint8Array): AvcSps {
  const r = new BitReader(unescapeNal(nal.subarray(1)));
  const profile = r.bits(8);
  const compatibility = r.bits(8);
  const level = r.bits(8);
  const id = r.ue();
  let chromaFormat = 1;
  let separatePlanes = false;
  if (HIGH_PROFILES.has(profile)) {
    chromaFormat = r.ue();
    if (chromaFormat === 3) separatePlanes = r.bit() === 1;
    r.ue();
    r.ue();
    r.bit();
    if (r.bit()) for (let i = 0; i < (chromaFormat === 3 ? 12 : 8); i++) if (r.bit()) skipScalingList(r, i < 6 ? 16 : 64);
  }
  const frameNumBits = r.ue() + 4;
  const pocType = r.ue();
  let pocLsbBits = 0;
  let deltaPicOrderAlwaysZero = false;
  if (pocType === 0) {
    pocLsbBits = r.ue() + 4;
  } else if (pocType === 1) {
    deltaPicOrderAlwaysZero = r.bit() === 1;
    r.se();
    r.se();
    const cycle = r.ue();
    for (let i = 0; i < cycle; i++) r.se();
  }
  const refFrames = r.ue();
  const gapsAllowed = r.bit() === 1;
  const mbWidth = r.ue() + 1;
  const mapUnits = r.ue() + 1;
  const frameMbsOnly = r.bit() === 1;
  if (!frameMbsOnly) r.bit();
  r.bit();
  let cropX = 0;
  let cropY = 0;
  if (r.bit()) {
    const unitX = chromaFormat === 0 || chromaFormat === 3 ? 1 : 2;
    const unitY = (chromaFormat === 1 ? 2 : 1) * (frameMbsOnly ? 1 : 2);
    cropX = (r.ue() + r.ue()) * unitX;
    cropY = (r.ue() + r.ue()) * unitY;
  }
  const vui = vuiOf(r);
  return {
    id, profile, compatibility, level, chromaFormat, separatePlanes, frameNumBits, pocType, pocLsbBits, deltaPicOrderAlwaysZero,
    refFrames, gapsAllowed, frameMbsOnly, width: mbWidth * 16 - cropX, height: mapUnits * (frameMbsOnly ? 16 : 32) - cropY,
    reorderFrames: vui?.reorderFrames ?? null, vui,
  };
}

/** Damage behind the picture size costs the usability information and nothing else. */
function vuiOf(r: BitReader): AvcVui | null {
  try {
    return r.bit() === 1 ? parseVui(r) : null;
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return null;
  }
}

function skipScalingList(r: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let i = 0; i < size; i++) {
    if (next !== 0) next = (last + r.se() + 256) % 256;
    if (next !== 0) last = next;
  }
}

/** @param nal with its header byte. Throws RangeError on damage. */
export function parseAvcPps(nal: Uint8Array): AvcPps {
  const r = new BitReader(unescapeNal(nal.subarray(1)));
  const id = r.ue();
  const spsId = r.ue();
  const cabac = r.bit() === 1;
  const bottomFieldPicOrder = r.bit() === 1;
  if (r.ue() > 0) throw new RangeError('slice groups are not followed');
  const refs0 = r.ue() + 1;
  const refs1 = r.ue() + 1;
  const weightedPred = r.bit() === 1;
  const weightedBipred = r.bits(2);
  const initQp = 26 + r.se();
  r.se();
  r.se();
  r.bits(2);
  return { id, spsId, cabac, bottomFieldPicOrder, refs0, refs1, weightedPred, weightedBipred, initQp, redundantPicCnt: r.bit() === 1 };
}

/** First slice header of a picture; null where its parameter sets are missing. Throws RangeError where the bytes end. */
export function parseAvcSlice(nal: Uint8Array, ppsById: ReadonlyMap<number, AvcPps>, spsById: ReadonlyMap<number, AvcSps>): AvcSlice | null {
  const nalType = nal[0]! & 31;
  const nalRefIdc = (nal[0]! >> 5) & 3;
  const idr = nalType === 5;
  const r = new BitReader(unescapeNal(nal.subarray(1), 256));
  r.ue();
  const type = r.ue() % 5;
  const ppsId = r.ue();
  const pps = ppsById.get(ppsId);
  const sps = pps && spsById.get(pps.spsId);
  if (!pps || !sps) return null;
  if (sps.separatePlanes) r.bits(2);
  const frameNum = r.bits(sps.frameNumBits);
  let field = false;
  if (!sps.frameMbsOnly) {
    field = r.bit() === 1;
    if (field) r.bit();
  }
  const idrPicId = idr ? r.ue() : -1;
  let pocLsb = -1;
  if (sps.pocType === 0) {
    pocLsb = r.bits(sps.pocLsbBits);
    if (pps.bottomFieldPicOrder && !field) r.se();
  } else if (sps.pocType === 1 && !sps.deltaPicOrderAlwaysZero) {
    r.se();
    if (pps.bottomFieldPicOrder && !field) r.se();
  }
  const head = { type, idr, nalRefIdc, ppsId, frameNum, field, idrPicId, pocLsb };
  try {
    if (pps.redundantPicCnt) r.ue();
    const { qp, resetsNumbering } = parseTail(r, head, sps, pps);
    return { ...head, qp, resetsNumbering };
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return { ...head, qp: NaN, resetsNumbering: false };
  }
}

function parseTail(r: BitReader, slice: { type: number; idr: boolean; nalRefIdc: number }, sps: AvcSps, pps: AvcPps): { qp: number; resetsNumbering: boolean } {
  const isP = slice.type === 0 || slice.type === 3;
  const isB = slice.type === 1;
  let refs0 = pps.refs0;
  let refs1 = pps.refs1;
  if (isB) r.bit();
  if ((isP || isB) && r.bit()) {
    refs0 = r.ue() + 1;
    if (isB) refs1 = r.ue() + 1;
  }
  for (const list of [isP || isB, isB]) {
    if (!list || !r.bit()) continue;
    for (let i = 0; i < 66 && r.ue() !== 3; i++) r.ue();
  }
  if ((pps.weightedPred && isP) || (pps.weightedBipred === 1 && isB)) {
    const chroma = sps.chromaFormat !== 0 && !sps.separatePlanes;
    r.ue();
    if (chroma) r.ue();
    for (const count of isB ? [refs0, refs1] : [refs0]) {
      for (let i = 0; i < count; i++) {
        if (r.bit()) { r.se(); r.se(); }
        if (chroma && r.bit()) for (let k = 0; k < 4; k++) r.se();
      }
    }
  }
  let resetsNumbering = false;
  if (slice.nalRefIdc > 0) {
    if (slice.idr) {
      r.bits(2);
    } else if (r.bit()) {
      for (let i = 0; i < 66; i++) {
        const operation = r.ue();
        if (operation === 0) break;
        if (operation === 5) { resetsNumbering = true; continue; }
        r.ue();
        if (operation === 3) r.ue();
      }
    }
  }
  if (pps.cabac && slice.type !== 2 && slice.type !== 4) r.ue();
  return { qp: pps.initQp + r.se(), resetsNumbering };
}
