/** The walk over the NAL units of a packet that the H.264 and HEVC ledgers share: sets first, then the first slice, SEI on the way. */
import { nalUnits } from './nal-units';
import type { LedgerRow, PacketLedger } from './packet-ledger';
import type { ParameterSetLog } from './parameter-set-log';
import { readSei, type PicTimingSyntax } from './sei-messages';

export type NalRole = 'set' | 'sei' | 'slice' | 'other';

/** What one codec knows of its units. */
export interface NalSyntax {
  /** Bytes of a unit's header. */
  readonly headerBytes: number;
  roleOf(firstByte: number): NalRole;
  /** Takes one whole parameter set into force; a RangeError says that it is damaged. */
  takeSet(nal: Uint8Array): void;
  /** null for a slice of sets that never came; a RangeError says that it is damaged. */
  readSlice(nal: Uint8Array): Omit<LedgerRow, 'set' | 'texts' | 'clockS'> | null;
  /** How picture timing messages read under the sets in force; null where they hold no clock. */
  timing(): PicTimingSyntax | null;
  /** Parameter sets of a configuration record (avcC, hvcC). */
  recordSets(record: Uint8Array): Iterable<Uint8Array>;
}

const UNKNOWN: Omit<LedgerRow, 'set' | 'texts' | 'clockS'> = { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN };

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
      let brokenLink = false;
      let clock: Pick<LedgerRow, 'clockS'> = {};
      for (const { start, end } of nalUnits(head, lengthBytes)) {
        const role = syntax.roleOf(head[start]!);
        const whole = end <= head.length;
        const nal = head.subarray(start, Math.min(end, head.length));
        if (role === 'slice') {
          takeAll(pending);
          const set = sets.inForce(packet);
          const slice = undamaged(() => syntax.readSlice(nal)) ?? UNKNOWN;
          return { ...slice, brokenLink: brokenLink || slice.brokenLink === true, ...clock, set, texts };
        }
        if (whole && role === 'set') pending.push(nal);
        if (whole && role === 'sei') {
          // Sets of this packet come before: its timing reads by them.
          takeAll(pending.splice(0));
          const sei = readSei(nal, syntax.headerBytes, start, syntax.timing());
          texts.push(...sei.texts);
          brokenLink ||= sei.brokenLink;
          if (sei.clockS !== undefined) clock = { clockS: sei.clockS };
        }
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
