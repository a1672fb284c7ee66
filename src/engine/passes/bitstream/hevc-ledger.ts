/** Reads the heads of HEVC packets into ledger rows: picture kind, order count, parameter sets in force, texts in SEI. */
import { parseHevcPps, parseHevcSlice, parseHevcSps, type HevcPps, type HevcSps } from './hevc-syntax';
import { nalUnits } from './nal-units';
import type { LedgerRow, PacketLedger } from './packet-ledger';
import { ParameterSetLog } from './parameter-set-log';
import { readSeiText } from './sei-text';

const VPS = 32;
const SPS = 33;
const PPS = 34;
const SEI_PREFIX = 39;
/** B, P, I of slice_type as ledger kinds. */
const KIND = [3, 2, 1];

export function createHevcLedger(lengthBytes: number, record: Uint8Array | null): PacketLedger {
  const sps = new Map<number, HevcSps>();
  const pps = new Map<number, HevcPps>();
  const sets = new ParameterSetLog();
  let prevMsb = 0;
  let prevLsb = 0;

  const takeSet = (nal: Uint8Array): void => {
    const type = (nal[0]! >> 1) & 63;
    try {
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
      const unknown = (): LedgerRow => ({ kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN, set: sets.inForce(packet), texts });
      for (const { start, end } of nalUnits(head, lengthBytes)) {
        const type = (head[start]! >> 1) & 63;
        const whole = end <= head.length;
        const nal = head.subarray(start, Math.min(end, head.length));
        if (type >= VPS && type <= PPS && whole) pending.push(nal);
        if (type === SEI_PREFIX && whole) texts.push(...readSeiText(nal, 2, start));
        if (type >= VPS) {
          if (!whole && lengthBytes > 0) return 'more';
          continue;
        }
        for (const set of pending) takeSet(set);
        try {
          const slice = parseHevcSlice(nal, pps, sps);
          const owner = slice ? sps.get(pps.get(slice.ppsId)!.spsId) : undefined;
          if (!slice || !owner) return unknown();
          // 8.3.1: the most significant part restarts at pictures that begin a coded video sequence.
          const irap = slice.nalType >= 16 && slice.nalType <= 23;
          const range = 1 << owner.pocLsbBits;
          let msb = prevMsb;
          if (irap && slice.nalType !== 21) msb = 0;
          else if (slice.pocLsb < prevLsb && prevLsb - slice.pocLsb >= range / 2) msb += range;
          else if (slice.pocLsb > prevLsb && slice.pocLsb - prevLsb > range / 2) msb -= range;
          // Only lowest-layer pictures that others may refer to carry the count on (RASL, RADL and sub-layer non-reference do not).
          const carries = slice.temporalId === 0 && !(slice.nalType >= 6 && slice.nalType <= 9) && !(slice.nalType <= 14 && slice.nalType % 2 === 0);
          if (carries) {
            prevMsb = msb;
            prevLsb = slice.pocLsb;
          }
          return { kind: irap ? 4 : KIND[slice.type] ?? 0, frameNum: -1, idrPicId: -1, poc: msb + slice.pocLsb, qp: NaN, set: sets.inForce(packet), texts };
        } catch (problem) {
          if (!(problem instanceof RangeError)) throw problem;
          return unknown();
        }
      }
      for (const set of pending) takeSet(set);
      return unknown();
    },
  };
}

/** Parameter sets of an hvcC record (ISO/IEC 14496-15, 8.3.3). */
function* recordSets(record: Uint8Array | null): Generator<Uint8Array> {
  if (!record || record.length < 23) return;
  let at = 23;
  for (let array = 0; array < record[22]! && at + 3 <= record.length; array++) {
    const type = record[at]! & 63;
    const count = (record[at + 1]! << 8) | record[at + 2]!;
    at += 3;
    for (let i = 0; i < count && at + 2 <= record.length; i++) {
      const size = (record[at]! << 8) | record[at + 1]!;
      if (type >= VPS && type <= PPS) yield record.subarray(at + 2, at + 2 + size);
      at += 2 + size;
    }
  }
}
