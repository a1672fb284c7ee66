/** Reads CodecDelay of Matroska's tracks, which its reader does not subtract: the sound would come late by the coder's lead-in. */
import type { ByteSource } from './byte-source';

/** EBML ids (RFC 9559). */
const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_DELAY = 0x56aa;
/** Largest id and size of an element: four and eight bytes. */
const HEAD_BYTES = 12;
/** Codec headers of many tracks fit; more is damage. */
const TRACKS_MAX_BYTES = 4 << 20;

interface Element { readonly id: number; readonly bodyAt: number; readonly endAt: number }

/** null at the end, or where the bytes are no element. Sizes that are not known end with the file. */
function elementAt(bytes: Uint8Array, at: number, offset: number, fileBytes: number): Element | null {
  const idLength = Math.clz32(bytes[at] ?? 0) - 23;
  const sizeAt = at + idLength;
  const sizeLength = Math.clz32(bytes[sizeAt] ?? 0) - 23;
  if (idLength > 4 || sizeLength > 8 || sizeAt + sizeLength > bytes.length) return null;
  let id = 0;
  for (let i = 0; i < idLength; i++) id = id * 256 + bytes[at + i]!;
  let size = bytes[sizeAt]! & (0xff >> sizeLength);
  let unknown = size === 0xff >> sizeLength;
  for (let i = 1; i < sizeLength; i++) {
    unknown &&= bytes[sizeAt + i] === 0xff;
    size = size * 256 + bytes[sizeAt + i]!;
  }
  const bodyAt = offset + sizeAt + sizeLength;
  return { id, bodyAt, endAt: unknown ? fileBytes : bodyAt + size };
}

function unsigned(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}

/**
 * Delay by track number, ns, to be subtracted from every time of that track (RFC 9559, 5.1.4.1.18); tracks without one are absent. Empty for other
 * formats and where the track list does not stand before the first cluster, as every writer puts it.
 */
export async function codecDelaysNs(source: ByteSource): Promise<ReadonlyMap<number, number>> {
  const delays = new Map<number, number>();
  for (let at = 0; at < source.sizeBytes;) {
    const element = elementAt(await source.read(at, HEAD_BYTES), 0, at, source.sizeBytes);
    if (element === null || element.id === CLUSTER || (at === 0 && element.id !== EBML)) break;
    // Into the segment, past everything else in it.
    at = element.id === SEGMENT ? element.bodyAt : element.endAt;
    if (element.id !== TRACKS || element.endAt - element.bodyAt > TRACKS_MAX_BYTES) continue;
    const body = await source.read(element.bodyAt, element.endAt - element.bodyAt);
    for (const entry of children(body)) {
      if (entry.id !== TRACK_ENTRY) continue;
      const fields = new Map(children(body.subarray(entry.bodyAt, entry.endAt)).map(({ id, bodyAt, endAt }) => [id, body.subarray(entry.bodyAt + bodyAt, entry.bodyAt + endAt)]));
      const number = fields.get(TRACK_NUMBER);
      const delay = fields.get(CODEC_DELAY);
      if (number !== undefined && delay !== undefined) delays.set(unsigned(number), unsigned(delay));
    }
    break;
  }
  return delays;
}

/** Positions are within `body`. */
function children(body: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < body.length;) {
    const element = elementAt(body, at, 0, body.length);
    if (element === null) break;
    found.push(element);
    at = element.endAt;
  }
  return found;
}
