/** Reads the heads of HEVC packets into ledger rows: picture kind, order count, quantiser, parameter sets in force, SEI. */
import { parseHevcPps, parseHevcSlice, parseHevcSps, type HevcPps, type HevcSps } from './hevc-syntax';
import { createNalLedger, sizedUnits } from './nal-ledger';
import type { PacketLedger } from './packet-ledger';
import { ParameterSetLog } from './parameter-set-log';
import { orderMsb, type OrderState } from './picture-order';

const VPS = 32;
const SPS = 33;
const PPS = 34;
const SEI_PREFIX = 39;
/** Broken link access: random access pictures that the standard has for splices (ITU-T H.265, 7.4.2.2). */
const BLA_FIRST = 16;
const BLA_LAST = 18;
/** B, P, I of slice_type as ledger kinds. */
const KIND = [3, 2, 1];

const typeOf = (firstByte: number): number => (firstByte >> 1) & 63;

export function createHevcLedger(lengthBytes: number, record: Uint8Array | null): PacketLedger {
  const sps = new Map<number, HevcSps>();
  const pps = new Map<number, HevcPps>();
  const sets = new ParameterSetLog();
  let before: OrderState = { msb: 0, lsb: 0 };
  return createNalLedger(lengthBytes, record, sets, {
    headerBytes: 2, recordSets,
    timing: () => null,
    roleOf(firstByte) {
      const type = typeOf(firstByte);
      if (type < VPS) return 'slice';
      if (type <= PPS) return 'set';
      return type === SEI_PREFIX ? 'sei' : 'other';
    },
    takeSet(nal) {
      const type = typeOf(nal[0]!);
      if (type === SPS) {
        const set = parseHevcSps(nal);
        sps.set(set.id, set);
        sets.put(`sps${set.id}`, nal, { width: set.width, height: set.height, bitDepth: set.bitDepth, level: set.tier[11]!, pocLsbBits: set.pocLsbBits });
      } else if (type === PPS) {
        const set = parseHevcPps(nal);
        pps.set(set.id, set);
        sets.put(`pps${set.id}`, nal, { initQp: set.initQp });
      } else {
        sets.put('vps', nal, {});
      }
    },
    readSlice(nal) {
      const slice = parseHevcSlice(nal, pps, sps);
      const owner = slice ? sps.get(pps.get(slice.ppsId)!.spsId) : undefined;
      if (!slice || !owner) return null;
      // 8.3.1: the most significant part restarts at pictures that begin a coded video sequence.
      const irap = slice.nalType >= 16 && slice.nalType <= 23;
      const msb = irap && slice.nalType !== 21 ? 0 : orderMsb(slice.pocLsb, 1 << owner.pocLsbBits, before);
      // Only lowest-layer pictures that others may refer to carry the count on (RASL, RADL and sub-layer non-reference do not).
      const carries = slice.temporalId === 0 && !(slice.nalType >= 6 && slice.nalType <= 9) && !(slice.nalType <= 14 && slice.nalType % 2 === 0);
      if (carries) before = { msb, lsb: slice.pocLsb };
      return { kind: irap ? 4 : KIND[slice.type] ?? 0, frameNum: -1, idrPicId: -1, poc: msb + slice.pocLsb, qp: slice.qp, brokenLink: slice.nalType >= BLA_FIRST && slice.nalType <= BLA_LAST };
    },
  });
}

/** Parameter sets of an hvcC record (ISO/IEC 14496-15, 8.3.3). */
function* recordSets(record: Uint8Array): Generator<Uint8Array> {
  if (record.length < 23) return;
  let at = 23;
  for (let array = 0; array < record[22]! && at + 3 <= record.length; array++) {
    const type = record[at]! & 63;
    const units = sizedUnits(record, at + 3, (record[at + 1]! << 8) | record[at + 2]!);
    let next = units.next();
    for (; !next.done; next = units.next()) if (type >= VPS && type <= PPS) yield next.value;
    at = next.value;
  }
}
