/** Codec strings for WebCodecs from decoder configuration records (RFC 6381; ISO/IEC 14496-15 Annex E; VP9 and AV1 ISOBMFF bindings). */

const hex2 = (n: number): string => n.toString(16).toUpperCase().padStart(2, '0');

/** From the three bytes after the version of avcC, or bytes 1–3 of an SPS NAL. */
export function avcCodecString(fourcc: 'avc1' | 'avc3', profile: number, compatibility: number, level: number): string {
  return `${fourcc}.${hex2(profile)}${hex2(compatibility)}${hex2(level)}`;
}

/** @param tier bytes 0–11 of the general profile_tier_level: profile byte, 4 compatibility bytes, 6 constraint bytes, level byte */
export function hevcCodecString(fourcc: 'hvc1' | 'hev1', tier: Uint8Array): string {
  const head = tier[0]!;
  const space = ['', 'A', 'B', 'C'][head >> 6]!;
  const compat = ((tier[1]! << 24) | (tier[2]! << 16) | (tier[3]! << 8) | tier[4]!) >>> 0;
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) if (compat & (1 << bit)) reversed |= 1 << (31 - bit);
  const constraints = [...tier.subarray(5, 11)];
  while (constraints.length > 0 && constraints[constraints.length - 1] === 0) constraints.pop();
  const parts = [`${space}${head & 31}`, (reversed >>> 0).toString(16).toUpperCase(), `${head & 0x20 ? 'H' : 'L'}${tier[11]!}`];
  return [fourcc, ...parts, ...constraints.map((byte) => byte.toString(16).toUpperCase())].join('.');
}

/** From vpcC (after its version and flags): profile, level, bit depth. */
export function vp9CodecString(profile: number, level: number, bitDepth: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `vp09.${two(profile)}.${two(level)}.${two(bitDepth)}`;
}

/** From av1C bytes 1 and 2. */
export function av1CodecString(first: number, second: number): string {
  const level = String(first & 31).padStart(2, '0');
  const depth = second & 0x40 ? (second & 0x20 ? '12' : '10') : '08';
  return `av01.${first >> 5}.${level}${second & 0x80 ? 'H' : 'M'}.${depth}`;
}

const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/** The parts of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) that a decoder configuration needs. */
export function parseAudioSpecificConfig(bytes: Uint8Array): { objectType: number; sampleRate: number; channels: number } | null {
  if (bytes.length < 2) return null;
  let value = 0n;
  for (let i = 0; i < 8; i++) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  let at = 64;
  const bits = (count: number): number => {
    at -= count;
    return Number((value >> BigInt(at)) & ((1n << BigInt(count)) - 1n));
  };
  let objectType = bits(5);
  if (objectType === 31) objectType = 32 + bits(6);
  const rateIndex = bits(4);
  const sampleRate = rateIndex === 15 ? bits(24) : AAC_RATES[rateIndex] ?? 0;
  const channelConfig = bits(4);
  return { objectType, sampleRate, channels: channelConfig === 7 ? 8 : channelConfig };
}

export interface AdtsHeader { readonly objectType: number; readonly sampleRate: number; readonly channels: number; readonly frameBytes: number; readonly headerBytes: number }

/** An ADTS frame header (ISO/IEC 13818-7, 6.2) at `at`; null where there is none. */
export function parseAdts(bytes: Uint8Array, at: number): AdtsHeader | null {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return null;
  const sampleRate = AAC_RATES[(bytes[at + 2]! >> 2) & 15];
  const frameBytes = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  if (!sampleRate || frameBytes < 7) return null;
  const channels = ((bytes[at + 2]! & 1) << 2) | (bytes[at + 3]! >> 6);
  return { objectType: (bytes[at + 2]! >> 6) + 1, sampleRate, channels, frameBytes, headerBytes: bytes[at + 1]! & 1 ? 7 : 9 };
}
