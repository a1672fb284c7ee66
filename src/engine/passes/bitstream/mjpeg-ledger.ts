/** Reads the heads of Motion-JPEG packets: quantisation tables and frame header (ITU-T T.81, B.2). */
import { fnv1a } from './nal-units';
import type { LedgerRow, PacketLedger } from './packet-ledger';
import { ParameterSetLog } from './parameter-set-log';
import { latin1 } from '../../sources/byte-reader';

const DQT = 0xdb;
const COMMENT = 0xfe;
const SOS = 0xda;

export function createMjpegLedger(): PacketLedger {
  const sets = new ParameterSetLog();
  return {
    sets,
    row(head: Uint8Array, packet: number): LedgerRow | 'more' {
      const texts: LedgerRow['texts'][number][] = [];
      const tables: number[] = [];
      let hash = 0x811c9dc5;
      let width = 0;
      let height = 0;
      for (let at = 2; at + 4 <= head.length;) {
        if (head[at] !== 0xff) break;
        const marker = head[at + 1]!;
        if (marker === SOS) break;
        if (marker === 0xff) { at++; continue; }
        const length = (head[at + 2]! << 8) | head[at + 3]!;
        const body = head.subarray(at + 4, at + 2 + length);
        if (at + 2 + length > head.length) return 'more';
        if (marker === DQT) {
          hash = fnv1a(body, hash);
          for (let i = 1; i < body.length && i < 64; i++) tables.push(body[i]!);
        } else if (marker >= 0xc0 && marker <= 0xc2 && body.length >= 6) {
          height = (body[1]! << 8) | body[2]!;
          width = (body[3]! << 8) | body[4]!;
          hash = fnv1a(body, hash);
        } else if (marker === COMMENT) {
          texts.push({ text: latin1(body).replace(/[^\x20-\x7e]+/g, ' ').trim(), offset: at + 4, length: body.length });
        }
        at += 2 + length;
      }
      const mean = tables.length > 0 ? tables.reduce((a, b) => a + b, 0) / tables.length : NaN;
      sets.put('tables', Uint8Array.of(hash & 255, (hash >> 8) & 255, (hash >> 16) & 255, hash >>> 24), { width, height, meanQuantiser: Math.round(mean * 10) / 10 });
      return { kind: 1, frameNum: -1, idrPicId: -1, poc: -1, qp: mean, set: sets.inForce(packet), texts: texts.filter((t) => t.text.length >= 3) };
    },
  };
}
