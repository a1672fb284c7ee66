/** Sample entries (stsd) to codec, size, rotation and WebCodecs decoder configurations. */
import type { AudioCodec, VideoCodec } from '../../core/recording';
import { ByteReader, latin1 } from './byte-reader';
import { childBoxes, type RawBox } from './boxes-tree';
import { av1CodecString, avcCodecString, hevcCodecString, parseAudioSpecificConfig, vp9CodecString } from './codec-strings';

export interface VideoEntry {
  readonly codec: VideoCodec;
  readonly codecString: string;
  readonly width: number;
  readonly height: number;
  readonly config: VideoDecoderConfig | null;
}

export interface AudioEntry {
  readonly codec: AudioCodec;
  readonly codecString: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly config: AudioDecoderConfig | null;
  /** Bytes of one PCM frame over all channels; 0 for coded sound. */
  readonly pcmFrameBytes: number;
}

const VIDEO_FOURCC: Readonly<Record<string, VideoCodec>> = {
  avc1: 'avc', avc3: 'avc', hvc1: 'hevc', hev1: 'hevc', dvh1: 'hevc', dvhe: 'hevc', vp08: 'vp8', vp09: 'vp9', av01: 'av1',
  jpeg: 'mjpeg', mjpa: 'mjpeg', mjpb: 'mjpeg', mp4v: 'mpeg4', s263: 'h263', h263: 'h263', H263: 'h263', 'mp2v': 'mpeg2',
};
/** MPEG-4 object type indications (mp4ra.org): elementary stream by number. */
const VIDEO_OBJECT: Readonly<Record<number, VideoCodec>> = { 0x20: 'mpeg4', 0x21: 'avc', 0x60: 'mpeg2', 0x61: 'mpeg2', 0x62: 'mpeg2', 0x6c: 'mjpeg' };

/** Sample entry of a video track, the first unless another is asked for; null without one. */
export function readVideoEntry(stsd: RawBox | null, number = 0): VideoEntry | null {
  const entry = sampleEntry(stsd, number);
  if (!entry || entry.body.length < 78) return null;
  const r = new ByteReader(entry.body);
  r.skip(24);
  const width = r.u16();
  const height = r.u16();
  let codec = VIDEO_FOURCC[entry.type] ?? 'other';
  let codecString = entry.type;
  let config: VideoDecoderConfig | null = null;
  const size = { codedWidth: width, codedHeight: height };
  for (const box of childBoxes(entry.body.subarray(78), entry.bodyOffset + 78)) {
    const b = box.body;
    if (box.type === 'avcC' && b.length >= 7) {
      codecString = avcCodecString(entry.type === 'avc3' ? 'avc3' : 'avc1', b[1]!, b[2]!, b[3]!);
      config = { codec: codecString, ...size, description: b.slice() };
    } else if (box.type === 'hvcC' && b.length >= 23) {
      codecString = hevcCodecString(entry.type === 'hev1' ? 'hev1' : 'hvc1', b.subarray(1, 13));
      config = { codec: codecString, ...size, description: b.slice() };
    } else if (box.type === 'vpcC' && b.length >= 8) {
      codecString = codec === 'vp8' ? 'vp8' : vp9CodecString(b[4]!, b[5]!, b[6]! >> 4);
      config = { codec: codecString, ...size };
    } else if (box.type === 'av1C' && b.length >= 4) {
      codecString = av1CodecString(b[1]!, b[2]!);
      config = { codec: codecString, ...size, description: b.slice() };
    } else if (box.type === 'esds' && codec === 'mpeg4') {
      const es = readEsds(b);
      if (es) codec = VIDEO_OBJECT[es.objectType] ?? 'other';
      codecString = `mp4v.${(es?.objectType ?? 0x20).toString(16)}`;
      config = { codec: codecString, ...size, ...(es?.specific ? { description: es.specific } : {}) };
    }
  }
  return { codec, codecString, width, height, config };
}

/** First sample entry of a sound track; null without one. Sample rate and channels of AAC come from its own configuration. */
export function readAudioEntry(stsd: RawBox | null): AudioEntry | null {
  const entry = sampleEntry(stsd, 0);
  if (!entry || entry.body.length < 28) return null;
  const r = new ByteReader(entry.body);
  r.skip(8);
  const version = r.u16();
  r.skip(6);
  let channels = r.u16();
  const bits = r.u16();
  r.skip(4);
  let sampleRate = r.u32() / 0x10000;
  let inside = 28;
  let frameBytes = channels * Math.ceil(bits / 8);
  if (version === 1 && entry.body.length >= 44) {
    inside = 44;
    r.skip(8);
    frameBytes = r.u32();
  } else if (version === 2 && entry.body.length >= 64) {
    inside = 64;
    r.skip(4);
    const view = new DataView(entry.body.buffer, entry.body.byteOffset);
    sampleRate = view.getFloat64(32);
    channels = view.getUint32(40);
    frameBytes = channels * Math.ceil(view.getUint32(48) / 8);
  }
  const plain = { sampleRate, channels };
  if (['sowt', 'twos', 'lpcm', 'raw ', 'in24', 'in32', 'fl32', 'fl64', 'ipcm', 'fpcm', 'ulaw', 'alaw'].includes(entry.type)) {
    const codecString = pcmCodecString(entry.type, version === 2 || !frameBytes ? bits : (frameBytes / channels) * 8);
    return { codec: 'pcm', codecString, ...plain, config: { codec: codecString, numberOfChannels: channels, sampleRate }, pcmFrameBytes: frameBytes || channels * 2 };
  }
  if (entry.type === 'samr' || entry.type === 'sawb') return { codec: 'amr', codecString: entry.type, ...plain, config: null, pcmFrameBytes: 0 };
  if (entry.type === '.mp3') return { codec: 'mp3', codecString: 'mp3', ...plain, config: { codec: 'mp3', numberOfChannels: channels, sampleRate }, pcmFrameBytes: 0 };
  const boxes = [...childBoxes(entry.body.subarray(inside), entry.bodyOffset + inside)];
  const wave = boxes.find((box) => box.type === 'wave');
  const esds = boxes.find((box) => box.type === 'esds') ?? (wave && [...childBoxes(wave.body, wave.bodyOffset)].find((box) => box.type === 'esds'));
  const es = esds && readEsds(esds.body);
  if (es && (es.objectType === 0x69 || es.objectType === 0x6b)) {
    return { codec: 'mp3', codecString: 'mp3', ...plain, config: { codec: 'mp3', numberOfChannels: channels, sampleRate }, pcmFrameBytes: 0 };
  }
  if (es?.specific) {
    const aac = parseAudioSpecificConfig(es.specific);
    const codecString = `mp4a.40.${aac?.objectType ?? 2}`;
    const own = { sampleRate: aac?.sampleRate || sampleRate, channels: aac?.channels || channels };
    return { codec: 'aac', codecString, ...own, config: { codec: codecString, numberOfChannels: own.channels, sampleRate: own.sampleRate, description: es.specific }, pcmFrameBytes: 0 };
  }
  const opus = boxes.find((box) => box.type === 'dOps');
  if (opus) return { codec: 'opus', codecString: 'opus', ...plain, config: { codec: 'opus', numberOfChannels: channels, sampleRate: 48000 }, pcmFrameBytes: 0 };
  return { codec: 'other', codecString: entry.type, ...plain, config: null, pcmFrameBytes: 0 };
}

/** Names as mediabunny gives them: pcm-s16 is little-endian, pcm-s16be big-endian. */
function pcmCodecString(fourcc: string, bits: number): string {
  if (fourcc === 'ulaw' || fourcc === 'alaw') return fourcc;
  if (fourcc === 'raw ') return 'pcm-u8';
  if (fourcc === 'fl32' || fourcc === 'fl64') return `pcm-f${fourcc.slice(2)}be`;
  if (fourcc === 'in24' || fourcc === 'in32') return `pcm-s${fourcc.slice(2)}be`;
  if (fourcc === 'twos') return bits === 8 ? 'pcm-s8' : `pcm-s${bits}be`;
  return `pcm-s${bits || 16}`;
}

function sampleEntry(stsd: RawBox | null, number: number): RawBox | null {
  if (!stsd || stsd.body.length < 16) return null;
  return [...childBoxes(stsd.body.subarray(8), stsd.bodyOffset + 8)][number] ?? null;
}

/** Object type and decoder-specific bytes of an elementary stream descriptor (ISO/IEC 14496-1, 7.2.6); null when damaged. */
function readEsds(body: Uint8Array): { objectType: number; specific: Uint8Array | null } | null {
  try {
    const r = new ByteReader(body);
    r.skip(4);
    const descriptor = (): { tag: number; length: number } => {
      const tag = r.u8();
      let length = 0;
      for (let i = 0; i < 4; i++) {
        const byte = r.u8();
        length = (length << 7) | (byte & 127);
        if (byte < 128) break;
      }
      return { tag, length };
    };
    if (descriptor().tag !== 3) return null;
    r.skip(2);
    const flags = r.u8();
    if (flags & 0x80) r.skip(2);
    if (flags & 0x40) r.skip(r.u8());
    if (flags & 0x20) r.skip(2);
    if (descriptor().tag !== 4) return null;
    const objectType = r.u8();
    r.skip(12);
    if (r.left < 2) return { objectType, specific: null };
    const info = descriptor();
    return { objectType, specific: info.tag === 5 ? r.take(Math.min(info.length, r.left)).slice() : null };
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

/** Clockwise turn from the matrix of a tkhd box (16.16 fixed point a, b, c, d). */
export function rotationOf(tkhd: RawBox | null): 0 | 90 | 180 | 270 {
  if (!tkhd || tkhd.body.length < 84) return 0;
  const at = (tkhd.body[0] === 1 ? 52 : 40);
  const view = new DataView(tkhd.body.buffer, tkhd.body.byteOffset);
  const a = view.getInt32(at);
  const b = view.getInt32(at + 4);
  const degrees = (Math.round((Math.atan2(b, a) * 180) / Math.PI / 90) * 90 + 360) % 360;
  return degrees as 0 | 90 | 180 | 270;
}

/** Handler type of a track ('vide', 'soun' …). */
export const handlerOf = (hdlr: RawBox | null): string => (hdlr && hdlr.body.length >= 12 ? latin1(hdlr.body.subarray(8, 12)) : '');
