/** Reads uncompressed sound packets into one float array a channel. */

/** One PCM frame format: byte width of a sample and how to read it. */
export interface PcmFormat {
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

/** Names as in the media index: `pcm-s16` little-endian, `pcm-s16be` big-endian, `pcm-u8`, `pcm-f32`, `ulaw`, `alaw`. Null when unknown. */
export function pcmFormat(codecString: string): PcmFormat | null {
  if (codecString === 'ulaw') return { bytes: 1, read: (view, at) => fromMuLaw(view.getUint8(at)) };
  if (codecString === 'alaw') return { bytes: 1, read: (view, at) => fromALaw(view.getUint8(at)) };
  const named = /^pcm-([suf])(8|16|24|32|64)(be)?$/.exec(codecString);
  if (named === null) return null;
  const little = named[3] === undefined;
  switch (`${named[1]}${named[2]}`) {
    case 'u8': return { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 };
    case 's8': return { bytes: 1, read: (view, at) => view.getInt8(at) / 128 };
    case 's16': return { bytes: 2, read: (view, at) => view.getInt16(at, little) / 32768 };
    case 's24': return { bytes: 3, read: (view, at) => (little
      ? (view.getInt8(at + 2) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at)
      : (view.getInt8(at) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at + 2)) / 8_388_608 };
    case 's32': return { bytes: 4, read: (view, at) => view.getInt32(at, little) / 2_147_483_648 };
    case 'f32': return { bytes: 4, read: (view, at) => view.getFloat32(at, little) };
    case 'f64': return { bytes: 8, read: (view, at) => view.getFloat64(at, little) };
    default: return null;
  }
}

/** Interleaved bytes to channels; a part frame at the end is left out. */
export function readPcm(bytes: Uint8Array, format: PcmFormat, channels: number): Float32Array[] {
  const frames = Math.floor(bytes.length / (format.bytes * channels));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: channels }, (_, c) => {
    const out = new Float32Array(frames);
    for (let i = 0; i < frames; i++) out[i] = format.read(view, (i * channels + c) * format.bytes);
    return out;
  });
}

/** ITU-T G.711, μ-law. */
function fromMuLaw(code: number): number {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted >> 4) & 7)) - 0x84;
  return (inverted & 0x80 ? -magnitude : magnitude) / 32768;
}

/** ITU-T G.711, A-law. */
function fromALaw(code: number): number {
  const toggled = code ^ 0x55;
  const exponent = (toggled >> 4) & 7;
  const mantissa = ((toggled & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (toggled & 0x80 ? magnitude : -magnitude) / 32768;
}
