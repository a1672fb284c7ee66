/** The walk over the NAL units of a packet that the H.264 and HEVC ledgers share: sets first, then the first slice, texts on the way. */
import { nalUnits } from './nal-units';
import type { LedgerRow, PacketLedger } from './packet-ledger';
import type { ParameterSetLog } from './parameter-set-log';
import { readSeiText } from './sei-text';

export type NalRole = 'set' | 'text' | 'slice' | 'other';

/** What one codec knows of its units. */
export interface NalSyntax {
  /** Bytes of a unit's header. */
  readonly headerBytes: number;
  roleOf(firstByte: number): NalRole;
  /** Takes one whole parameter set into force; a RangeError says that it is damaged. */
  takeSet(nal: Uint8Array): void;
  /** null for a slice of sets that never came; a RangeError says that it is damaged. */
  readSlice(nal: Uint8Array): Omit<LedgerRow, 'set' | 'texts'> | null;
  /** Parameter sets of a configuration record (avcC, hvcC). */
  recordSets(record: Uint8Array): Iterable<Uint8Array>;
}

const UNKNOWN: Omit<LedgerRow, 'set' | 'texts'> = { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN };

/** @param lengthBytes size of the length before each unit, 0 for start codes @param record the first configuration record */
export function createNalLedger(lengthBytes: number, record: Uint8Array | null, sets: ParameterSetLog, syntax: NalSyntax): PacketLedger {
  /** Damage says nothing of what the encoder meant: a set before it stays in force, a slice is unknown. */
  const undamaged = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      return null;
    }
  };
  const takeAll = (nals: Iterable<Uint8Array>): void => {
    for (const nal of nals) undamaged(() => syntax.takeSet(nal));
  };
  if (record) takeAll(syntax.recordSets(record));

  return {
    sets,
    configure: (next) => takeAll(syntax.recordSets(next)),
    row(head, packet) {
      const texts: LedgerRow['texts'][number][] = [];
      const pending: Uint8Array[] = [];
      for (const { start, end } of nalUnits(head, lengthBytes)) {
        const role = syntax.roleOf(head[start]!);
        const whole = end <= head.length;
        const nal = head.subarray(start, Math.min(end, head.length));
        if (role === 'slice') {
          takeAll(pending);
          const set = sets.inForce(packet);
          return { ...(undamaged(() => syntax.readSlice(nal)) ?? UNKNOWN), set, texts };
        }
        if (whole && role === 'set') pending.push(nal);
        if (whole && role === 'text') texts.push(...readSeiText(nal, syntax.headerBytes, start));
        if (!whole && lengthBytes > 0) return 'more';
      }
      takeAll(pending);
      return { ...UNKNOWN, set: sets.inForce(packet), texts };
    },
  };
}

/** Units with a length of two bytes before each, as configuration records hold them. @returns where the next field begins */
export function* sizedUnits(record: Uint8Array, from: number, count: number): Generator<Uint8Array, number> {
  let at = from;
  for (let i = 0; i < count && at + 2 <= record.length; i++) {
    const size = (record[at]! << 8) | record[at + 1]!;
    yield record.subarray(at + 2, at + 2 + size);
    at += 2 + size;
  }
  return at;
}
