/** Opens MPEG-TS through the own reader: every PES time stamp as it stands, wraps undone, jumps kept. */
import type { WireError } from '../../core/errors';
import type { AudioCodec, VideoCodec } from '../../core/recording';
import type { BoxNode } from '../../core/tables';
import { us } from '../../core/time';
import { annexBInfo, annexBKey, type AnnexBInfo } from './annexb-config';
import type { ByteSource } from './byte-source';
import { createReadAhead } from './byte-source';
import { parseAdts, type AdtsHeader } from './codec-strings';
import type { MediaIndex } from './media-index';
import { averageFps, buildPacketTable, PacketColumns, presentedSpan } from './packet-table';
import { parsePat, parsePes, parsePmt, parseServiceNames, parseTsPacket, sweepTsPackets, type StreamLayout } from './transport-stream-packets';
import { withoutPicture } from './without-picture';

/** Stream types (ISO/IEC 13818-1 table 2-34 and ATSC). */
const VIDEO_TYPES: Readonly<Record<number, VideoCodec>> = { 0x01: 'mpeg2', 0x02: 'mpeg2', 0x10: 'mpeg4', 0x1b: 'avc', 0x24: 'hevc' };
const AUDIO_TYPES: Readonly<Record<number, AudioCodec>> = { 0x03: 'mp3', 0x04: 'mp3', 0x0f: 'aac', 0x11: 'other', 0x81: 'other' };
const TICKS = 90_000;
const WRAP = 2 ** 33;
/** Parameter sets, SEI and the first slice header begin within this. */
const HEAD_BYTES = 4096;
const SDT_PID = 0x11;

/** Where a packet's payload lies: it starts `skip` bytes into the payloads of its pid from the TS packet at `tsOffset`. */
interface Place { tsOffset: number[]; skip: number[] }

class ElementaryTrack {
  readonly columns = new PacketColumns();
  readonly place: Place = { tsOffset: [], skip: [] };
  readonly pid: number;
  #last = NaN;
  counter = -1;
  lost = 0;
  constructor(pid: number) { this.pid = pid; }
  /** Undoes the 33-bit wrap: the step nearest to zero. A jump stays a jump. */
  unwrap(stamp: number): number {
    if (Number.isNaN(stamp)) return NaN;
    if (!Number.isNaN(this.#last)) {
      const step = ((((stamp - this.#last + WRAP / 2) % WRAP) + WRAP) % WRAP) - WRAP / 2;
      stamp = this.#last + step;
    }
    this.#last = stamp;
    return stamp;
  }
}

/** Rejects with AppError no-pictures or no-tracks where no programme carries a picture or a sound. */
export async function openTransportStreamIndex(source: ByteSource, layout: StreamLayout): Promise<MediaIndex> {
  const issues: WireError[] = [];
  const pmtPids = new Set<number>();
  let video = null as { track: ElementaryTrack; codec: VideoCodec } | null;
  let audio = null as { track: ElementaryTrack; codec: AudioCodec } | null;
  let names = null as { provider: string; service: string } | null;
  let info = null as AnnexBInfo | null;
  let adts = null as AdtsHeader | null;

  // The packet in the making: picture heads are kept for key and size, sound is gathered to be split into frames.
  let picture = null as { pts: number; dts: number; size: number; filled: number } | null;
  let sound = null as { pts: number; tsOffset: number; parts: Uint8Array[] } | null;
  const head = new Uint8Array(HEAD_BYTES);
  let carried = 0;
  const endPicture = (): void => {
    if (!picture || !video) return;
    const begin = head.subarray(0, picture.filled);
    video.track.columns.push(picture.pts, picture.dts, 0, picture.size, -1, annexBKey(video.codec, begin));
    info ??= annexBInfo(video.codec, begin);
    picture = null;
  };
  const endSound = (): void => {
    if (!sound || !audio) return;
    const bytes = joined(sound.parts);
    const { track, codec } = audio;
    const put = (pts: number, duration: number, size: number, skip: number): void => {
      track.columns.push(pts, pts, duration, size, -1, true);
      track.place.tsOffset.push(sound!.tsOffset);
      track.place.skip.push(skip);
    };
    // A frame may run over from the PES before.
    let at = carried;
    let frame = codec === 'aac' ? parseAdts(bytes, at) : null;
    if (!frame && carried === 0) put(sound.pts, 0, bytes.length, 0);
    for (let index = 0; frame; index++) {
      adts ??= frame;
      const ticks = (1024 * TICKS) / frame.sampleRate;
      put(sound.pts + Math.round(index * ticks), Math.round(ticks), frame.frameBytes, at);
      at += frame.frameBytes;
      frame = parseAdts(bytes, at);
    }
    carried = Math.max(0, at - bytes.length);
    sound = null;
  };

  await sweepTsPackets(source, layout, (packet) => {
    if (packet.pid === 0 && packet.unitStart) for (const pid of parsePat(packet.payload)) pmtPids.add(pid);
    if (packet.pid === SDT_PID && !names) names = parseServiceNames(packet.payload);
    if (pmtPids.has(packet.pid) && packet.unitStart && !(video && audio)) {
      for (const stream of parsePmt(packet.payload)) {
        const v = VIDEO_TYPES[stream.streamType];
        const a = AUDIO_TYPES[stream.streamType];
        if (v && !video) video = { track: new ElementaryTrack(stream.pid), codec: v };
        if (a && !audio) audio = { track: new ElementaryTrack(stream.pid), codec: a };
      }
    }
    const track = packet.pid === video?.track.pid ? video.track : packet.pid === audio?.track.pid ? audio.track : null;
    if (!track || packet.payload.length === 0) return;
    if (track.counter >= 0 && packet.counter !== ((track.counter + 1) & 15) && packet.counter !== track.counter) track.lost++;
    track.counter = packet.counter;
    let payload = packet.payload;
    if (packet.unitStart) {
      const pes = parsePes(payload);
      if (!pes) return;
      payload = payload.subarray(pes.headerBytes);
      const pts = track.unwrap(pes.pts);
      if (track === video?.track) {
        endPicture();
        picture = { pts, dts: Number.isNaN(pes.dts) ? NaN : pts - (pes.pts - pes.dts), size: 0, filled: 0 };
        track.place.tsOffset.push(packet.offset);
        track.place.skip.push(0);
      } else {
        endSound();
        sound = { pts, tsOffset: packet.offset, parts: [] };
      }
    }
    if (track === video?.track && picture) {
      picture.size += payload.length;
      if (picture.filled < HEAD_BYTES) {
        const room = payload.subarray(0, HEAD_BYTES - picture.filled);
        head.set(room, picture.filled);
        picture.filled += room.length;
      }
    } else if (track === audio?.track && sound) {
      sound.parts.push(payload.slice());
    }
  });
  endPicture();
  endSound();
  const lost = (video?.track.lost ?? 0) + (audio?.track.lost ?? 0);
  if (lost > 0) issues.push({ code: 'file-damaged', detail: `${lost} transport packets are missing by their continuity counters`, fileName: source.name });
  const pictures = video && video.track.columns.count > 0 ? video : null;
  if (!pictures) issues.push(withoutPicture(source.name, video !== null, (audio?.track.columns.count ?? 0) > 0));
  return assemble(source, layout, issues, pictures, audio, info, adts, names);
}

function assemble(
  source: ByteSource, layout: StreamLayout, issues: WireError[], v: { track: ElementaryTrack; codec: VideoCodec } | null,
  a: { track: ElementaryTrack; codec: AudioCodec } | null, info: AnnexBInfo | null, adts: AdtsHeader | null, names: { provider: string; service: string } | null,
): MediaIndex {
  const sound = a && a.track.columns.count > 0 ? a : null;
  // The recording's timeline starts with the earliest stamp of its first packets, as players do.
  let origin = Infinity;
  for (const track of [v?.track, sound?.track]) {
    for (let row = 0; track && row < Math.min(16, track.columns.count); row++) {
      const pts = track.columns.pts[row]!;
      if (pts < origin) origin = pts;
    }
  }
  if (origin === Infinity) origin = 0;
  const toUs = (): ((ticks: number) => number) => {
    let last = 0;
    // A packet without a stamp takes the time of the one before it.
    return (ticks) => (last = Number.isNaN(ticks) ? last : ((ticks - origin) / TICKS) * 1e6);
  };
  const video = v ? buildPacketTable('video', TICKS, v.track.columns, toUs()) : null;
  const audio = sound ? buildPacketTable('audio', TICKS, sound.track.columns, toUs()) : null;
  const span = presentedSpan([video, audio]);
  const audioConfig = adts ? { codec: `mp4a.40.${adts.objectType}`, numberOfChannels: adts.channels, sampleRate: adts.sampleRate }
    : sound?.codec === 'mp3' ? { codec: 'mp3', numberOfChannels: 2, sampleRate: 48_000 } : null;
  const fields = { stride: layout.stride, firstPts: origin, lostPackets: (v?.track.lost ?? 0) + (a?.track.lost ?? 0), ...(names ?? {}) };
  const boxes: BoxNode[] = [{ type: 'TS', offset: 0, size: source.sizeBytes, children: [], fields }];
  const read = payloadReader(source, layout);
  const readPart = (track: 'video' | 'audio', packet: number, maxBytes: number): Promise<Uint8Array> => {
    const from = track === 'video' ? v?.track : sound?.track;
    if (!from || packet < 0 || packet >= from.columns.count) return Promise.resolve(new Uint8Array(0));
    return read(track, from.pid, from.place.tsOffset[packet]!, from.place.skip[packet]!, Math.min(maxBytes, from.columns.size[packet]!));
  };
  return {
    summary: {
      fileName: source.name, sizeBytes: source.sizeBytes, container: 'mpegts', index: 'mpegts',
      durationUs: us(span.endUs - span.startUs), startUs: us(span.startUs),
      video: v && video ? {
        codec: v.codec, codecString: info?.config?.codec ?? v.codec, width: info?.width ?? 0, height: info?.height ?? 0, rotation: 0, timescale: TICKS,
        packetCount: video.count, averageFps: averageFps(video),
      } : null,
      audio: sound && audio ? {
        codec: sound.codec, codecString: audioConfig?.codec ?? sound.codec, sampleRate: audioConfig?.sampleRate ?? 0,
        channels: audioConfig?.numberOfChannels ?? 0, timescale: TICKS, packetCount: audio.count,
      } : null,
      containerTime: null,
    },
    video, audio, boxes, issues, videoConfig: info?.config ?? null, audioConfig,
    readPacket: (track, packet) => readPart(track, packet, Infinity),
    readPacketHead: readPart,
    close: () => undefined,
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Gathers elementary bytes out of the transport packets, one window a track, calls in order. */
function payloadReader(source: ByteSource, layout: StreamLayout) {
  const make = () => ({ window: createReadAhead(source), queue: Promise.resolve() as Promise<unknown> });
  const lanes = { video: make(), audio: make() };
  return (track: 'video' | 'audio', pid: number, tsOffset: number, skip: number, size: number): Promise<Uint8Array> => {
    const lane = lanes[track];
    const result = lane.queue.then(async () => {
      const out = new Uint8Array(size);
      let filled = 0;
      let toSkip = skip;
      for (let offset = tsOffset; filled < size && offset < source.sizeBytes;) {
        const packet = parseTsPacket(await lane.window.view(offset, 188), 0, offset);
        offset += packet ? layout.stride : 1;
        if (packet?.pid !== pid) continue;
        let payload = packet.payload;
        if (packet.unitStart) payload = payload.subarray(parsePes(payload)?.headerBytes ?? 0);
        const dropped = Math.min(toSkip, payload.length);
        toSkip -= dropped;
        const part = payload.subarray(dropped, dropped + size - filled);
        out.set(part, filled);
        filled += part.length;
      }
      return out.subarray(0, filled);
    });
    lane.queue = result.catch(() => undefined);
    return result;
  };
}
