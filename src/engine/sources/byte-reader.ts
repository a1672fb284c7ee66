/** A bounds-checked cursor over bytes, for container headers. Reading past the end throws RangeError: the caller says what is damaged. */

export class ByteReader {
  readonly #view: DataView;
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  pos = 0;

  constructor(bytes: Uint8Array, littleEndian = false) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number { return this.bytes.length - this.pos; }
  skip(count: number): void { this.pos += count; }
  u8(): number { return this.#view.getUint8(this.#step(1)); }
  u16(): number { return this.#view.getUint16(this.#step(2), this.littleEndian); }
  i16(): number { return this.#view.getInt16(this.#step(2), this.littleEndian); }
  u24(): number { return (this.u8() << 16) | (this.u8() << 8) | this.u8(); }
  u32(): number { return this.#view.getUint32(this.#step(4), this.littleEndian); }
  i32(): number { return this.#view.getInt32(this.#step(4), this.littleEndian); }
  /** Exact up to 2^53; larger values (only in damaged files) lose low bits. */
  u64(): number {
    const first = this.u32();
    const second = this.u32();
    return this.littleEndian ? second * 0x1_0000_0000 + first : first * 0x1_0000_0000 + second;
  }
  i64(): number {
    const high = this.i32();
    return high * 0x1_0000_0000 + this.u32();
  }
  /** Four-character code, bytes as Latin-1 (so that © stays ©). */
  fourcc(): string { return latin1(this.take(4)); }
  /** A view of the next `count` bytes. */
  take(count: number): Uint8Array {
    const at = this.#step(count);
    return this.bytes.subarray(at, at + count);
  }

  #step(count: number): number {
    const at = this.pos;
    if (at + count > this.bytes.length) throw new RangeError(`need ${count} bytes at ${at} of ${this.bytes.length}`);
    this.pos = at + count;
    return at;
  }
}

/** Bytes as Latin-1, one character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Bytes as UTF-8 without terminating zeros and surrounding blanks. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\0[\s\S]*$/, '').trim();
}
