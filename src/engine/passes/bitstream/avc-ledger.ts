/** Reads the heads of H.264 packets into ledger rows: slice header, parameter sets in force, SEI. */
import { parseAvcPps, parseAvcSlice, parseAvcSps, type AvcPps, type AvcSps } from './h264-syntax';
import { createNalLedger, sizedUnits } from './nal-ledger';
import type { PacketLedger } from './packet-ledger';
import { ParameterSetLog } from './parameter-set-log';
import { orderMsb, type OrderState } from './picture-order';

const SEI = 6;
const SPS = 7;
const PPS = 8;
const LAST_SLICE = 5;
/** 0 unknown, 1 I, 2 P, 3 B, 4 IDR by slice_type of the standard (P, B, I, SP, SI). */
const KIND = [2, 3, 1, 2, 1];

const typeOf = (firstByte: number): number => firstByte & 31;

export function createAvcLedger(lengthBytes: number, record: Uint8Array | null): PacketLedger {
  const sps = new Map<number, AvcSps>();
  const pps = new Map<number, AvcPps>();
  const sets = new ParameterSetLog();
  let before: OrderState = { msb: 0, lsb: 0 };
  let latest: AvcSps | null = null;
  return createNalLedger(lengthBytes, record, sets, {
    headerBytes: 1, recordSets: avcRecordSets,
    timing: () => latest?.vui?.timing ?? null,
    roleOf(firstByte) {
      const type = typeOf(firstByte);
      if (type === SPS || type === PPS) return 'set';
      if (type === SEI) return 'sei';
      return type >= 1 && type <= LAST_SLICE ? 'slice' : 'other';
    },
    takeSet(nal) {
      if (typeOf(nal[0]!) === SPS) {
        const set = parseAvcSps(nal);
        sps.set(set.id, set);
        latest = set;
        sets.put(`sps${set.id}`, nal, {
          profile: set.profile, level: set.level, width: set.width, height: set.height, refFrames: set.refFrames,
          pocType: set.pocType, frameNumBits: set.frameNumBits, gapsAllowed: set.gapsAllowed ? 1 : 0,
        });
      } else {
        const set = parseAvcPps(nal);
        pps.set(set.id, set);
        sets.put(`pps${set.id}`, nal, { cabac: set.cabac ? 1 : 0, initQp: set.initQp, refs0: set.refs0, weightedPred: set.weightedPred ? 1 : 0 });
      }
    },
    readSlice(nal) {
      const slice = parseAvcSlice(nal, pps, sps);
      const owner = slice ? sps.get(pps.get(slice.ppsId)!.spsId) : undefined;
      if (!slice || !owner) return null;
      let poc = slice.pocLsb;
      if (owner.pocType === 0) {
        if (slice.idr) before = { msb: 0, lsb: 0 };
        const msb = orderMsb(slice.pocLsb, 1 << owner.pocLsbBits, before);
        poc = msb + slice.pocLsb;
        if (slice.nalRefIdc > 0) before = slice.resetsNumbering ? { msb: 0, lsb: 0 } : { msb, lsb: slice.pocLsb };
      }
      return { kind: slice.idr ? 4 : KIND[slice.type] ?? 0, frameNum: slice.frameNum, idrPicId: slice.idrPicId, poc, qp: slice.qp, restarts: slice.resetsNumbering };
    },
  });
}

/** SPS and PPS of an avcC record (ISO/IEC 14496-15, 5.3.3). */
export function* avcRecordSets(record: Uint8Array): Generator<Uint8Array> {
  if (record.length < 7) return;
  let at = 5;
  for (const mask of [31, 255]) at = yield* sizedUnits(record, at + 1, record[at]! & mask);
}
