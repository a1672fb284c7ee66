/** The seam to ffmpeg for containers that nothing else here reads: what its runner must return, and the index built from that text. */
import { AppError, type WireError } from '../../core/errors';
import type { AudioCodec, VideoCodec } from '../../core/recording';
import { us } from '../../core/time';
import type { ByteSource } from './byte-source';
import type { MediaIndex } from './media-index';
import { averageFps, buildPacketTable, PacketColumns, presentedSpan } from './packet-table';
import { withoutPicture } from './without-picture';

/** Runs ffmpeg on a file; implemented over ffmpeg.wasm. */
export interface FfmpegIndexer {
  /**
   * Two texts: `log` = what `ffmpeg -hide_banner -i FILE` prints (input part), and `packets` = standard output of
   * `-copyts -map 0:v:0? -map 0:a:0? -c copy -f framecrc -`. Rejects with AppError file-not-media where ffmpeg finds no format.
   */
  indexPackets(file: Blob): Promise<{ readonly log: string; readonly packets: string }>;
  /** The payloads of one track, decode order, sizes as in the packet rows: `-map 0:v:0 -c copy -f data -` (or 0:a:0). */
  extractTrack(file: Blob, track: 'video' | 'audio'): Promise<Uint8Array>;
}

const VIDEO: Readonly<Record<string, VideoCodec>> = {
  h264: 'avc', hevc: 'hevc', mjpeg: 'mjpeg', mpeg4: 'mpeg4', mpeg2video: 'mpeg2', mpeg1video: 'mpeg2', h263: 'h263', vp8: 'vp8', vp9: 'vp9', av1: 'av1',
};
const audioCodecOf = (name: string): AudioCodec =>
  name === 'aac' || name === 'mp3' || name === 'opus' ? name : name.startsWith('amr') ? 'amr' : name.startsWith('pcm') ? 'pcm' : 'other';

export interface FramecrcStream {
  readonly track: 'video' | 'audio';
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly sampleRate: number;
  readonly timescale: number;
  /** Seconds per tick × timescale: 1 unless the time base is not 1/n. */
  readonly tickScale: number;
  readonly columns: PacketColumns;
}

/** Parses framecrc text (`#tb 0: 1/1000`, `#codec_id`, `#dimensions`, `#sample_rate`; rows `stream, dts, pts, duration, size, crc, flags`). */
export function parseFramecrc(text: string): FramecrcStream[] {
  const head: Record<string, Record<string, string>> = {};
  const streams = new Map<string, FramecrcStream>();
  for (const line of text.split('\n')) {
    const meta = /^#(\w+) (\d+): (.*)$/.exec(line);
    if (meta) {
      (head[meta[2]!] ??= {})[meta[1]!] = meta[3]!.trim();
      continue;
    }
    if (line.startsWith('#') || !line.includes(',')) continue;
    const row = line.split(',').map((cell) => cell.trim());
    const [id, dts, pts, duration, size] = [row[0]!, Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4])];
    if (!Number.isFinite(size)) continue;
    let stream = streams.get(id);
    if (!stream) streams.set(id, (stream = streamOf(head[id] ?? {})));
    const k = stream.tickScale;
    // Flags stand at the end of a row only where they differ from "key".
    const flags = row.slice(6).find((cell) => /^F=0x/.test(cell));
    stream.columns.push(pts * k, dts * k, duration * k, size, -1, flags === undefined || (parseInt(flags.slice(4), 16) & 1) === 1);
  }
  return [...streams.values()];
}

function streamOf(meta: Record<string, string>): FramecrcStream {
  const [num, den] = (meta['tb'] ?? '1/1000000').split('/').map(Number) as [number, number];
  const [width, height] = (meta['dimensions'] ?? '0x0').split('x').map(Number) as [number, number];
  return {
    track: meta['media_type'] === 'audio' ? 'audio' : 'video', codec: meta['codec_id'] ?? '', width, height,
    sampleRate: Number(meta['sample_rate'] ?? 0), timescale: den, tickScale: num, columns: new PacketColumns(),
  };
}

/**
 * Formats without a header, which ffmpeg guesses from any bytes (numbers in a text pass for AMR frames), and single images: not
 * recordings. What they are used for in earnest (#!AMR, ADTS, MP3) has its own reader or another name.
 */
const GUESSED = /^(amrnb|amrwb|tty|image2|gif|apng|\w+_pipe)$/;

/** Rejects with AppError file-not-media, no-pictures (no sound either). Payloads are fetched from ffmpeg once per track, when first asked for. */
export async function openFfmpegIndex(source: ByteSource, file: Blob, indexer: FfmpegIndexer): Promise<MediaIndex> {
  const { log, packets } = await indexer.indexPackets(file);
  const streams = parseFramecrc(packets);
  const v = streams.find((s) => s.track === 'video');
  const a = streams.find((s) => s.track === 'audio');
  const container = /Input #0, ([\w,]+)/.exec(log)?.[1]?.split(',')[0] ?? 'other';
  if ((!v && !a) || GUESSED.test(container)) throw new AppError('file-not-media', `ffmpeg takes it for ${container}`, { fileName: source.name });
  // A stream without packets leaves no row, but ffmpeg lists it.
  const issues: WireError[] = v ? [] : [withoutPicture(source.name, /Stream #0:\d+.*: Video:/.test(log), a !== undefined)];
  const firsts = [v, a].flatMap((s) => (s ? [s.columns.pts[0]! / s.timescale] : []));
  const originS = Math.min(...firsts);
  const table = (s: FramecrcStream) => buildPacketTable(s.track, s.timescale, s.columns, (ticks) => (ticks / s.timescale - originS) * 1e6);
  const video = v ? table(v) : null;
  const audio = a ? table(a) : null;
  const span = presentedSpan([video, audio]);
  const payload = createPayloads(file, indexer, { video: v?.columns ?? null, audio: a?.columns ?? null });
  return {
    summary: {
      fileName: source.name, sizeBytes: source.sizeBytes, container, index: 'ffmpeg',
      durationUs: us(span.endUs - span.startUs), startUs: us(span.startUs),
      video: v && video ? {
        codec: VIDEO[v.codec] ?? 'other', codecString: v.codec, width: v.width, height: v.height, rotation: 0, timescale: v.timescale,
        packetCount: video.count, averageFps: averageFps(video),
      } : null,
      audio: a && audio ? { codec: audioCodecOf(a.codec), codecString: a.codec, sampleRate: a.sampleRate, channels: 0, timescale: a.timescale, packetCount: audio.count } : null,
      containerTime: /creation_time\s*: (\S+)/.exec(log)?.[1] ?? null,
    },
    video, audio, boxes: [], issues, videoConfig: null, audioConfig: null,
    readPacket: (track, packet) => payload(track, packet),
    readPacketHead: async (track, packet, maxBytes) => (await payload(track, packet)).subarray(0, maxBytes),
    close: () => undefined,
  };
}

function createPayloads(file: Blob, indexer: FfmpegIndexer, columns: { video: PacketColumns | null; audio: PacketColumns | null }) {
  const loaded: Partial<Record<'video' | 'audio', Promise<{ bytes: Uint8Array; starts: Float64Array }>>> = {};
  return async (track: 'video' | 'audio', packet: number): Promise<Uint8Array> => {
    const rows = columns[track];
    if (!rows || packet < 0 || packet >= rows.count) return new Uint8Array(0);
    const { bytes, starts } = await (loaded[track] ??= indexer.extractTrack(file, track).then((all) => {
      const at = new Float64Array(rows.count);
      for (let row = 1; row < rows.count; row++) at[row] = at[row - 1]! + rows.size[row - 1]!;
      return { bytes: all, starts: at };
    }));
    return bytes.subarray(starts[packet]!, starts[packet]! + rows.size[packet]!);
  };
}
