/** Walks an MPEG transport stream (ISO/IEC 13818-1): packets, programme tables, PES headers with their raw time stamps. */
import { createReadAhead, type ByteSource, type ReadAhead } from './byte-source';

export interface StreamLayout {
  /** Bytes from one packet to the next: 188, 192 (M2TS with arrival times) or 204. */
  readonly stride: number;
  /** Offset of the first sync byte. */
  readonly first: number;
}

const SYNC = 0x47;
const PACKET_BYTES = 188;

/** Sync bytes at regular distance near the start; null where the file is no transport stream. */
export function findLayout(head: Uint8Array): StreamLayout | null {
  for (const stride of [188, 192, 204]) {
    for (let first = 0; first < Math.min(stride * 2, head.length); first++) {
      let seen = 0;
      for (let at = first; at < head.length && head[at] === SYNC; at += stride) seen++;
      if (seen >= 5 || (seen >= 2 && first + seen * stride >= head.length)) return { stride, first };
    }
  }
  return null;
}

export interface TsPacket {
  readonly offset: number;
  readonly pid: number;
  readonly unitStart: boolean;
  readonly counter: number;
  readonly payload: Uint8Array;
}

/** The packet whose sync byte is at `at`; null where it is missing. Payload is empty for adaptation-only packets. `offset` is its place in the file. */
export function parseTsPacket(bytes: Uint8Array, at: number, offset: number): TsPacket | null {
  if (bytes.length < at + PACKET_BYTES || bytes[at] !== SYNC) return null;
  const control = (bytes[at + 3]! >> 4) & 3;
  const head = control & 2 ? 5 + bytes[at + 4]! : 4;
  const from = control & 1 && head < PACKET_BYTES ? at + head : at + PACKET_BYTES;
  return {
    offset, pid: ((bytes[at + 1]! & 31) << 8) | bytes[at + 2]!, unitStart: (bytes[at + 1]! & 0x40) !== 0, counter: bytes[at + 3]! & 15,
    payload: bytes.subarray(from, at + PACKET_BYTES),
  };
}

/** Packets per sweep step: about 4 MB. */
const SWEEP_PACKETS = 20_000;

/** Every packet in file order to `onPacket`; it and its payload are valid during the call only. Lost sync is searched again byte by byte. */
export async function sweepTsPackets(source: ByteSource, layout: StreamLayout, onPacket: (packet: TsPacket) => void): Promise<void> {
  const window: ReadAhead = createReadAhead(source);
  let offset = layout.first;
  while (offset + PACKET_BYTES <= source.sizeBytes) {
    const bytes = await window.view(offset, layout.stride * SWEEP_PACKETS);
    let at = 0;
    while (at + PACKET_BYTES <= bytes.length) {
      const packet = parseTsPacket(bytes, at, offset + at);
      if (packet) {
        onPacket(packet);
        at += layout.stride;
      } else {
        at++;
      }
    }
    if (at === 0) return;
    offset += at;
  }
}

export interface Pes {
  /** 33-bit stamps; NaN where absent. */
  readonly pts: number;
  readonly dts: number;
  /** Where the elementary stream starts within the first payload. */
  readonly headerBytes: number;
}

/** PES header at the start of a payload; null where there is none. */
export function parsePes(payload: Uint8Array): Pes | null {
  if (payload.length < 9 || payload[0] !== 0 || payload[1] !== 0 || payload[2] !== 1) return null;
  const flags = payload[7]! >> 6;
  const stamp = (at: number): number =>
    at + 5 > payload.length ? NaN
      : ((payload[at]! >> 1) & 7) * 0x40000000 + ((payload[at + 1]! << 22) | ((payload[at + 2]! >> 1) << 15) | (payload[at + 3]! << 7) | (payload[at + 4]! >> 1));
  const pts = flags & 2 ? stamp(9) : NaN;
  return { pts, dts: flags === 3 ? stamp(14) : pts, headerBytes: Math.min(payload.length, 9 + payload[8]!) };
}

export interface ElementaryStream { readonly pid: number; readonly streamType: number }

/** PMT pids of a PAT section payload (pointer field included). */
export function parsePat(payload: Uint8Array): number[] {
  const section = payload.subarray(1 + (payload[0] ?? 0));
  const end = Math.min(section.length, 3 + (((section[1]! & 15) << 8) | section[2]!) - 4);
  const pids: number[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    if (((section[at]! << 8) | section[at + 1]!) !== 0) pids.push(((section[at + 2]! & 31) << 8) | section[at + 3]!);
  }
  return pids;
}

/** Elementary streams of a PMT section payload (one packet: cameras' tables fit). */
export function parsePmt(payload: Uint8Array): ElementaryStream[] {
  const section = payload.subarray(1 + (payload[0] ?? 0));
  if (section[0] !== 2 || section.length < 12) return [];
  const end = Math.min(section.length, 3 + (((section[1]! & 15) << 8) | section[2]!) - 4);
  const streams: ElementaryStream[] = [];
  for (let at = 12 + (((section[10]! & 15) << 8) | section[11]!); at + 5 <= end;) {
    streams.push({ streamType: section[at]!, pid: ((section[at + 1]! & 31) << 8) | section[at + 2]! });
    at += 5 + (((section[at + 3]! & 15) << 8) | section[at + 4]!);
  }
  return streams;
}

/** Provider and service names of an SDT section (ETSI EN 300 468, 6.2.33); null where there are none. */
export function parseServiceNames(payload: Uint8Array): { provider: string; service: string } | null {
  const text = (bytes: Uint8Array): string => String.fromCharCode(...[...bytes].filter((byte) => byte >= 32 && byte < 127));
  for (let at = 0; at + 5 < payload.length; at++) {
    if (payload[at] !== 0x48) continue;
    const providerLength = payload[at + 3]!;
    const serviceAt = at + 4 + providerLength;
    if (payload[at + 1] !== 3 + providerLength + (payload[serviceAt] ?? 0)) continue;
    return { provider: text(payload.subarray(at + 4, serviceAt)), service: text(payload.subarray(serviceAt + 1, serviceAt + 1 + payload[serviceAt]!)) };
  }
  return null;
}
