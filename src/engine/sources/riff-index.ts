/** Opens AVI through the own RIFF reader: OpenDML index, idx1 or a walk of the chunks; times exactly from dwScale/dwRate. */
import { AppError, type WireError } from '../../core/errors';
import type { AudioCodec, VideoCodec, VideoTrackSummary } from '../../core/recording';
import type { BoxNode, PacketTable } from '../../core/tables';
import { us } from '../../core/time';
import { annexBInfo } from './annexb-config';
import { ByteReader, latin1, utf8 } from './byte-reader';
import { createReadAhead, type ByteSource } from './byte-source';
import type { MediaIndex } from './media-index';
import { averageFps, buildPacketTable, PacketColumns, presentedSpan } from './packet-table';
import { createPacketReader } from './packet-reader';
import { withoutPicture } from './without-picture';

/** Headers of an AVI (hdrl) are some kilobytes; more is damage. */
const MAX_HEADER_BYTES = 4 << 20;
const FIRST_PACKET_BYTES = 64 << 10;

interface Stream {
  readonly number: number;
  readonly kind: string;
  readonly fourcc: string;
  readonly scale: number;
  readonly rate: number;
  readonly sampleSize: number;
  readonly format: Uint8Array;
  readonly superIndex: Uint8Array | null;
  readonly columns: PacketColumns;
  /** Next tick: frames × scale, or bytes ÷ sampleSize × scale. */
  ticks: number;
}

const VIDEO_FOURCC: Readonly<Record<string, VideoCodec>> = {
  MJPG: 'mjpeg', AVRN: 'mjpeg', H264: 'avc', X264: 'avc', AVC1: 'avc', DAVC: 'avc', HEVC: 'hevc', H265: 'hevc', HVC1: 'hevc',
  FMP4: 'mpeg4', XVID: 'mpeg4', DIVX: 'mpeg4', DX50: 'mpeg4', MP4V: 'mpeg4', MPG2: 'mpeg2', H263: 'h263',
};
/** WAVE format tags (mmreg.h). */
const AUDIO_TAG: Readonly<Record<number, AudioCodec>> = { 0x01: 'pcm', 0x03: 'pcm', 0x06: 'pcm', 0x07: 'pcm', 0x55: 'mp3', 0xff: 'aac', 0x1610: 'aac' };

/** Rejects with AppError file-truncated (headers or data missing), no-pictures, no-tracks (no sound either). */
export async function openRiffIndex(source: ByteSource): Promise<MediaIndex> {
  const issues: WireError[] = [];
  const window = createReadAhead(source, 1 << 20);
  const nodes: BoxNode[] = [];
  const streams: Stream[] = [];
  const movis: { start: number; end: number }[] = [];
  let idx1: { offset: number; size: number } | null = null;
  let at = 0;
  while (at + 12 <= source.sizeBytes) {
    const head = new ByteReader(await window.view(at, 12), true);
    if (head.fourcc() !== 'RIFF') break;
    const size = head.u32();
    const end = Math.min(source.sizeBytes, size === 0 ? source.sizeBytes : at + 8 + size);
    if (at + 8 + size > source.sizeBytes) issues.push({ code: 'file-truncated', detail: 'the file ends before its RIFF chunk does', fileName: source.name });
    const children: BoxNode[] = [];
    for (let chunk = at + 12; chunk + 8 <= end;) {
      const c = new ByteReader(await window.view(chunk, 12), true);
      const type = c.fourcc();
      const length = c.u32();
      const list = type === 'LIST' && c.left >= 4 ? c.fourcc() : '';
      if (list === 'movi') {
        movis.push({ start: chunk + 8, end: Math.min(end, chunk + 8 + length || end) });
        children.push({ type: 'movi', offset: chunk, size: length + 8, children: [], fields: {} });
      } else if (list !== '' && length <= MAX_HEADER_BYTES) {
        const body = (await window.view(chunk + 12, length - 4)).slice();
        const node = listNode(list, chunk, body);
        children.push(node);
        if (list === 'hdrl') readStreams(body, streams);
      } else {
        if (type === 'idx1') idx1 = { offset: chunk + 8, size: length };
        children.push({ type, offset: chunk, size: length + 8, children: [], fields: {} });
      }
      chunk += 8 + length + (length & 1);
    }
    nodes.push({ type: 'RIFF', offset: at, size, children, fields: {} });
    at += 8 + size + (size & 1);
    if (size === 0) break;
  }
  const pictures = streams.find((s) => s.kind === 'vids') ?? null;
  const a = streams.find((s) => s.kind === 'auds') ?? null;
  if (streams.length === 0) throw new AppError('file-truncated', 'no stream in the AVI header', { fileName: source.name });
  if (!(await readOpenDml(source, streams)) && !(idx1 && (await readIdx1(source, idx1, movis[0]?.start ?? 0, streams)))) {
    issues.push({ code: 'file-damaged', detail: 'no usable index: the chunks were walked', fileName: source.name });
    await walkChunks(source, movis, streams);
  }
  let dropped = 0;
  for (const stream of streams) dropped += stream.columns.dropBeyond(source.sizeBytes);
  if (dropped > 0 && !issues.some(({ code }) => code === 'file-truncated')) issues.push({ code: 'file-truncated', detail: `${dropped} packets lie beyond the end of the file`, fileName: source.name });
  if (movis.length === 0) throw new AppError('file-truncated', 'no picture or sound data', { fileName: source.name });
  const v = pictures && pictures.columns.count > 0 ? pictures : null;
  if (!v) issues.push(withoutPicture(source.name, pictures !== null, (a?.columns.count ?? 0) > 0));
  const picture = v ? await readPictures(source, v) : null;
  const audio = a && a.columns.count > 0 ? buildPacketTable('audio', a.rate, a.columns, (ticks) => (ticks / a.rate) * 1e6) : null;
  const sound = a && audio ? waveFormat(a.format) : null;
  const span = presentedSpan([picture?.table ?? null, audio]);
  return {
    summary: {
      fileName: source.name, sizeBytes: source.sizeBytes, container: 'avi', index: 'riff',
      durationUs: us(span.endUs - span.startUs), startUs: us(span.startUs),
      video: picture?.summary ?? null,
      audio: sound && audio && a ? { codec: sound.codec, codecString: sound.config?.codec ?? sound.name, sampleRate: sound.sampleRate, channels: sound.channels, timescale: a.rate, packetCount: audio.count } : null,
      containerTime: null,
    },
    video: picture?.table ?? null, audio, boxes: nodes, issues, videoConfig: picture?.config ?? null, audioConfig: sound?.config ?? null,
    ...createPacketReader(source, { video: picture?.table ?? null, audio }),
    close: () => undefined,
  };
}

/** The picture track as its format block and first packet tell it. */
async function readPictures(source: ByteSource, v: Stream): Promise<{ table: PacketTable; summary: VideoTrackSummary; config: VideoDecoderConfig | null }> {
  const bitmap = new ByteReader(v.format, true);
  bitmap.skip(4);
  let width = bitmap.i32();
  let height = Math.abs(bitmap.i32());
  bitmap.skip(4);
  const fourcc = (bitmap.left >= 4 ? bitmap.fourcc() : v.fourcc).trim() || v.fourcc;
  const codec = VIDEO_FOURCC[fourcc.toUpperCase()] ?? VIDEO_FOURCC[v.fourcc.toUpperCase()] ?? 'other';
  let config: VideoDecoderConfig | null = null;
  if (codec === 'avc' || codec === 'hevc') {
    const first = await source.read(v.columns.offset[0]!, Math.min(FIRST_PACKET_BYTES, v.columns.size[0]!));
    const info = annexBInfo(codec, first);
    config = info?.config ?? null;
    width = info?.width ?? width;
    height = info?.height ?? height;
  }
  if (codec === 'mjpeg') v.columns.key.fill(1);
  const table = buildPacketTable('video', v.rate, v.columns, (ticks) => (ticks / v.rate) * 1e6);
  return {
    table, config,
    summary: {
      codec, codecString: config?.codec ?? fourcc, width, height, rotation: 0, timescale: v.rate, packetCount: table.count,
      averageFps: averageFps(table) || v.rate / v.scale,
    },
  };
}

function* chunks(body: Uint8Array): Generator<{ type: string; at: number; body: Uint8Array }> {
  for (let at = 0; at + 8 <= body.length;) {
    const r = new ByteReader(body.subarray(at), true);
    const type = r.fourcc();
    const size = r.u32();
    yield { type, at, body: body.subarray(at + 8, Math.min(body.length, at + 8 + size)) };
    at += 8 + size + (size & 1);
  }
}

function listNode(type: string, offset: number, body: Uint8Array): BoxNode {
  const children: BoxNode[] = [];
  for (const chunk of chunks(body)) {
    const at = offset + 12 + chunk.at;
    if (chunk.type === 'LIST') {
      children.push(listNode(latin1(chunk.body.subarray(0, 4)), at, chunk.body.subarray(4)));
      continue;
    }
    const text = type === 'INFO' || chunk.type === 'strn' ? { text: utf8(chunk.body) } : null;
    children.push({ type: chunk.type, offset: at, size: chunk.body.length + 8, children: [], fields: text ?? {} });
  }
  return { type, offset, size: body.length + 12, children, fields: {} };
}

function readStreams(hdrl: Uint8Array, streams: Stream[]): void {
  for (const list of chunks(hdrl)) {
    if (list.type !== 'LIST' || latin1(list.body.subarray(0, 4)) !== 'strl') continue;
    const parts = new Map([...chunks(list.body.subarray(4))].map((chunk) => [chunk.type, chunk.body]));
    const strh = parts.get('strh');
    const number = streams.length;
    if (!strh || strh.length < 48) {
      streams.push({ number, kind: '', fourcc: '', scale: 1, rate: 1, sampleSize: 0, format: new Uint8Array(0), superIndex: null, columns: new PacketColumns(), ticks: 0 });
      continue;
    }
    const r = new ByteReader(strh, true);
    const kind = r.fourcc();
    const fourcc = r.fourcc();
    r.skip(12);
    const scale = r.u32() || 1;
    const rate = r.u32() || 1;
    const startUnits = r.u32();
    r.skip(12);
    const sampleSize = r.u32();
    streams.push({
      number, kind, fourcc, scale, rate, sampleSize: kind === 'auds' ? sampleSize : 0, format: parts.get('strf') ?? new Uint8Array(40),
      superIndex: parts.get('indx') ?? null, columns: new PacketColumns(), ticks: startUnits * scale,
    });
  }
}

/** Adds one chunk. An empty picture chunk means "the last picture again": time goes on, no packet. */
function add(stream: Stream, offset: number, size: number, key: boolean): void {
  const units = stream.sampleSize > 0 ? size / stream.sampleSize : 1;
  const ticks = units * stream.scale;
  if (size > 0) stream.columns.push(stream.ticks, stream.ticks, ticks, size, offset, key || stream.kind === 'auds');
  stream.ticks += ticks;
}

/** Whether an index told of any packet. */
const indexed = (streams: readonly Stream[]): boolean => streams.some((s) => (s.kind === 'vids' || s.kind === 'auds') && s.columns.count > 0);

/** OpenDML AVI 2.0: super index of standard indexes; false where the picture (or else the sound) has none. */
async function readOpenDml(source: ByteSource, streams: readonly Stream[]): Promise<boolean> {
  const used = streams.filter((s) => s.kind === 'vids' || s.kind === 'auds');
  const leading = used.find((s) => s.kind === 'vids') ?? used[0];
  if (!leading?.superIndex) return false;
  for (const stream of used) {
    if (!stream.superIndex || stream.superIndex.length < 24) continue;
    const r = new ByteReader(stream.superIndex, true);
    r.skip(4);
    const entries = r.u32();
    r.skip(16);
    for (let i = 0; i < entries && r.left >= 16; i++) {
      const offset = r.u64();
      const size = r.u32();
      r.skip(4);
      const chunk = new ByteReader(await source.read(offset, size), true);
      if (chunk.left < 32) continue;
      chunk.skip(12);
      const count = chunk.u32();
      chunk.skip(4);
      const base = chunk.u64();
      chunk.skip(4);
      for (let k = 0; k < count && chunk.left >= 8; k++) {
        const at = base + chunk.u32();
        const length = chunk.u32();
        add(stream, at, length & 0x7fffffff, (length & 0x80000000) === 0);
      }
    }
  }
  return indexed(streams);
}

/** AVI 1.0 index; offsets count from the movi list or from the file's start, which the first entry tells. */
async function readIdx1(source: ByteSource, where: { offset: number; size: number }, movi: number, streams: readonly Stream[]): Promise<boolean> {
  const r = new ByteReader(await source.read(where.offset, where.size), true);
  let base = NaN;
  while (r.left >= 16) {
    const id = r.fourcc();
    const flags = r.u32();
    const offset = r.u32();
    const size = r.u32();
    const stream = streams[parseInt(id.slice(0, 2), 10)];
    if (!stream) continue;
    if (Number.isNaN(base)) {
      const absolute = latin1(await source.read(offset, 4));
      base = absolute === id ? 0 : movi;
    }
    add(stream, base + offset + 8, size, (flags & 0x10) !== 0);
  }
  return indexed(streams);
}

async function walkChunks(source: ByteSource, movis: readonly { start: number; end: number }[], streams: readonly Stream[]): Promise<void> {
  const window = createReadAhead(source);
  for (const movi of movis) {
    for (let at = movi.start + 4; at + 8 <= movi.end;) {
      const r = new ByteReader(await window.view(at, 8), true);
      if (r.left < 8) return;
      const id = r.fourcc();
      const size = r.u32();
      if (id === 'LIST') {
        at += 12;
        continue;
      }
      const stream = /^\d\d(dc|db|wb)$/.test(id) ? streams[parseInt(id.slice(0, 2), 10)] : undefined;
      if (stream) add(stream, at + 8, size, stream.columns.count === 0);
      at += 8 + size + (size & 1);
    }
  }
}

function waveFormat(format: Uint8Array): { codec: AudioCodec; name: string; sampleRate: number; channels: number; config: AudioDecoderConfig | null } {
  const r = new ByteReader(format, true);
  if (r.left < 16) return { codec: 'other', name: '', sampleRate: 0, channels: 0, config: null };
  const tag = r.u16();
  const channels = r.u16();
  const sampleRate = r.u32();
  r.skip(6);
  const bits = r.u16();
  const extra = r.left >= 2 ? r.take(Math.min(r.u16(), r.left)) : new Uint8Array(0);
  const codec = AUDIO_TAG[tag] ?? 'other';
  const name = codec === 'pcm'
    ? ({ 3: `pcm-f${bits}`, 6: 'alaw', 7: 'ulaw' } as Record<number, string>)[tag] ?? (bits === 8 ? 'pcm-u8' : `pcm-s${bits}`)
    : codec === 'aac' ? 'mp4a.40.2' : codec === 'mp3' ? 'mp3' : `0x${tag.toString(16)}`;
  const config = codec === 'other' ? null
    : { codec: name, numberOfChannels: channels, sampleRate, ...(codec === 'aac' && extra.length >= 2 ? { description: extra.slice() } : {}) };
  return { codec, name, sampleRate, channels, config };
}
