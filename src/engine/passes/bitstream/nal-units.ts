/** NAL units of a packet (length-prefixed or Annex B) and an exponential-Golomb bit reader over their payload (ITU-T H.264 7.3.1, H.265 7.3.1). */

export interface NalSpan {
  /** Offset of the NAL header within the packet. */
  readonly start: number;
  /** End within the packet; may lie beyond the bytes at hand. */
  readonly end: number;
}

/** `lengthBytes` 0 = Annex B start codes. Yields also the last unit when only its beginning is at hand. */
export function* nalUnits(bytes: Uint8Array, lengthBytes: number): Generator<NalSpan> {
  if (lengthBytes > 0) {
    let at = 0;
    while (at + lengthBytes < bytes.length) {
      let size = 0;
      for (let i = 0; i < lengthBytes; i++) size = size * 256 + bytes[at + i]!;
      at += lengthBytes;
      if (size === 0) continue;
      yield { start: at, end: at + size };
      at += size;
    }
    return;
  }
  let start = -1;
  for (let at = 0; at + 2 < bytes.length; at++) {
    // No start code has a byte above 1 as its last: three bytes can be passed at once.
    if (bytes[at + 2]! > 1) { at += 2; continue; }
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    if (start >= 0) yield { start, end: at > start && bytes[at - 1] === 0 ? at - 1 : at };
    start = at + 3;
    at += 2;
  }
  if (start >= 0 && start < bytes.length) yield { start, end: bytes.length };
}

/** Whether a packet begins with an Annex B start code. */
export const looksLikeAnnexB = (bytes: Uint8Array): boolean =>
  bytes.length > 4 && bytes[0] === 0 && bytes[1] === 0 && (bytes[2] === 1 || (bytes[2] === 0 && bytes[3] === 1));

/** Payload without emulation-prevention bytes, at most `maxBytes` of it. */
export function unescapeNal(bytes: Uint8Array, maxBytes = Infinity): Uint8Array {
  const limit = Math.min(bytes.length, maxBytes);
  let zeros = 0;
  let out: Uint8Array | null = null;
  let length = 0;
  for (let at = 0; at < limit; at++) {
    const byte = bytes[at]!;
    if (zeros >= 2 && byte === 3) {
      out ??= bytes.slice(0, limit);
      zeros = 0;
      continue;
    }
    if (out) out[length] = byte;
    length++;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out ? out.subarray(0, length) : bytes.subarray(0, limit);
}

/** Most significant bit first. Reading past the end throws RangeError. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) { this.#bytes = bytes; }

  bit(): number {
    const index = this.#at >> 3;
    if (index >= this.#bytes.length) throw new RangeError('the bit stream ends here');
    const value = (this.#bytes[index]! >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return value;
  }
  /** Up to 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }
  skip(count: number): void { this.#at += count; }
  ue(): number {
    let zeros = 0;
    while (this.bit() === 0) if (++zeros > 32) throw new RangeError('no Golomb code here');
    return zeros === 0 ? 0 : 2 ** zeros - 1 + this.bits(zeros);
  }
  se(): number {
    const code = this.ue();
    return code & 1 ? (code + 1) / 2 : -code / 2;
  }
}

/** FNV-1a, 32 bits, continued from `seed`. */
export function fnv1a(bytes: Uint8Array, seed = 0x811c9dc5): number {
  let hash = seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
