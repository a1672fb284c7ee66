/** Reads the heads of H.264 packets into ledger rows: slice header, parameter sets in force, texts in SEI. */
import type { LedgerRow, PacketLedger } from './packet-ledger';
import { parseAvcPps, parseAvcSlice, parseAvcSps, type AvcPps, type AvcSps } from './h264-syntax';
import { nalUnits } from './nal-units';
import { ParameterSetLog } from './parameter-set-log';
import { readSeiText } from './sei-text';

/** 0 unknown, 1 I, 2 P, 3 B, 4 IDR by slice_type of the standard (P, B, I, SP, SI). */
const KIND = [2, 3, 1, 2, 1];

export function createAvcLedger(lengthBytes: number, record: Uint8Array | null): PacketLedger {
  const sps = new Map<number, AvcSps>();
  const pps = new Map<number, AvcPps>();
  const sets = new ParameterSetLog();
  // Full picture order count (8.2.1.1): the most significant part follows the wraps of the transmitted one.
  let prevMsb = 0;
  let prevLsb = 0;

  const takeSet = (nal: Uint8Array): void => {
    try {
      if ((nal[0]! & 31) === 7) {
        const set = parseAvcSps(nal);
        sps.set(set.id, set);
        sets.put(`sps${set.id}`, nal, {
          profile: set.profile, level: set.level, width: set.width, height: set.height, refFrames: set.refFrames,
          pocType: set.pocType, frameNumBits: set.frameNumBits, gapsAllowed: set.gapsAllowed ? 1 : 0,
        });
      } else {
        const set = parseAvcPps(nal);
        pps.set(set.id, set);
        sets.put(`pps${set.id}`, nal, { cabac: set.cabac ? 1 : 0, initQp: set.initQp, refs0: set.refs0, weightedPred: set.weightedPred ? 1 : 0 });
      }
    } catch (problem) {
      // A damaged set says nothing of what the encoder meant: the one before stays in force.
      if (!(problem instanceof RangeError)) throw problem;
    }
  };
  for (const nal of recordSets(record)) takeSet(nal);

  return {
    sets,
    configure(next) {
      for (const nal of recordSets(next)) takeSet(nal);
    },
    row(head: Uint8Array, packet: number): LedgerRow | 'more' {
      const texts: LedgerRow['texts'][number][] = [];
      const pending: Uint8Array[] = [];
      for (const { start, end } of nalUnits(head, lengthBytes)) {
        const type = head[start]! & 31;
        const whole = end <= head.length;
        const nal = head.subarray(start, Math.min(end, head.length));
        if ((type === 7 || type === 8) && whole) pending.push(nal);
        if (type === 6 && whole) texts.push(...readSeiText(nal, 1, start));
        if (type < 1 || type > 5) {
          if (!whole && lengthBytes > 0) return 'more';
          continue;
        }
        for (const set of pending) takeSet(set);
        const set = sets.inForce(packet);
        try {
          const slice = parseAvcSlice(nal, pps, sps);
          const owner = slice ? sps.get(pps.get(slice.ppsId)!.spsId) : undefined;
          if (!slice || !owner) return { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN, set, texts };
          let poc = slice.pocLsb;
          if (owner.pocType === 0) {
            if (slice.idr) prevMsb = prevLsb = 0;
            const range = 1 << owner.pocLsbBits;
            let msb = prevMsb;
            if (slice.pocLsb < prevLsb && prevLsb - slice.pocLsb >= range / 2) msb += range;
            else if (slice.pocLsb > prevLsb && slice.pocLsb - prevLsb > range / 2) msb -= range;
            poc = msb + slice.pocLsb;
            if (slice.nalRefIdc > 0) {
              prevMsb = slice.resetsNumbering ? 0 : msb;
              prevLsb = slice.resetsNumbering ? 0 : slice.pocLsb;
            }
          }
          return { kind: slice.idr ? 4 : KIND[slice.type] ?? 0, frameNum: slice.frameNum, idrPicId: slice.idrPicId, poc, qp: slice.qp, restarts: slice.resetsNumbering, set, texts };
        } catch (problem) {
          if (!(problem instanceof RangeError)) throw problem;
          return { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN, set, texts };
        }
      }
      for (const set of pending) takeSet(set);
      return { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN, set: sets.inForce(packet), texts };
    },
  };
}

/** SPS and PPS of an avcC record (ISO/IEC 14496-15, 5.3.3). */
function* recordSets(record: Uint8Array | null): Generator<Uint8Array> {
  if (!record || record.length < 7) return;
  let at = 5;
  for (const mask of [31, 255]) {
    const count = record[at++]! & mask;
    for (let i = 0; i < count && at + 2 <= record.length; i++) {
      const size = (record[at]! << 8) | record[at + 1]!;
      yield record.subarray(at + 2, at + 2 + size);
      at += 2 + size;
    }
  }
}
