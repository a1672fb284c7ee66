/** Opens Matroska/WebM and bare sound files through mediabunny; its times are brought back to the integer ticks they came from. */
import { CustomSource, EncodedPacketSink, Input, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS, UnsupportedInputFormatError, type EncodedPacket, type InputTrack } from 'mediabunny';
import type { WireError } from '../../core/errors';
import type { AudioCodec, VideoCodec } from '../../core/recording';
import type { BoxNode, PacketTable } from '../../core/tables';
import { us } from '../../core/time';
import { utf8 } from './byte-reader';
import type { ByteSource } from './byte-source';
import { codecDelaysNs } from './matroska-delay';
import type { MediaIndex } from './media-index';
import { averageFps, buildPacketTable, PacketColumns, presentedSpan } from './packet-table';
import { withoutPicture } from './without-picture';

/** Segment information of Matroska comes before the first cluster. */
const INFO_BYTES = 16 << 10;

const VIDEO: Readonly<Record<string, VideoCodec>> = { avc: 'avc', hevc: 'hevc', vp8: 'vp8', vp9: 'vp9', av1: 'av1' };
const audioCodec = (name: string | null): AudioCodec =>
  name === 'aac' || name === 'mp3' || name === 'opus' ? name : name?.startsWith('pcm') ? 'pcm' : 'other';

/** null where mediabunny does not know the format. Rejects with AppError no-pictures or no-tracks where there is no sound either. */
export async function openMediabunnyIndex(source: ByteSource): Promise<MediaIndex | null> {
  const input = new Input({
    formats: [MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS],
    source: new CustomSource({ getSize: () => source.sizeBytes, read: (start, end) => source.read(start, end - start) }),
  });
  let format;
  try {
    format = await input.getFormat();
  } catch (problem) {
    input.dispose();
    if (problem instanceof UnsupportedInputFormatError) return null;
    throw problem;
  }
  try {
    const videoTrack = await input.getPrimaryVideoTrack();
    const audioTrack = await input.getPrimaryAudioTrack();
    const delays = format === MATROSKA || format === WEBM ? await codecDelaysNs(source) : new Map<number, number>();
    const pictures = videoTrack ? await readTrack(videoTrack, 'video', delays) : null;
    const a = audioTrack ? await readTrack(audioTrack, 'audio', delays) : null;
    const v = pictures && pictures.table.count > 0 ? pictures : null;
    const audio = a && a.table.count > 0 ? a : null;
    const issues: WireError[] = v ? [] : [withoutPicture(source.name, pictures !== null, audio !== null)];
    const whole = presentedSpan([v?.table ?? null, audio?.table ?? null]);
    // What a delay moves before zero is the coder's lead-in: not presented.
    const span = delays.size > 0 ? { ...whole, startUs: Math.max(0, whole.startUs) } : whole;
    const videoConfig = v ? await videoTrack!.getDecoderConfig() : null;
    const audioConfig = audio ? await audioTrack!.getDecoderConfig() : null;
    return {
      summary: {
        fileName: source.name, sizeBytes: source.sizeBytes, container: format === WEBM ? 'webm' : format === MATROSKA ? 'mkv' : format.name.toLowerCase(),
        index: 'mediabunny', durationUs: us(span.endUs - span.startUs), startUs: us(span.startUs),
        video: v && videoTrack ? {
          codec: VIDEO[(await videoTrack.getCodec()) ?? ''] ?? 'other', codecString: videoConfig?.codec ?? String((await videoTrack.getInternalCodecId()) ?? ''), width: await videoTrack.getCodedWidth(), height: await videoTrack.getCodedHeight(),
          rotation: await videoTrack.getRotation(), timescale: v.table.timescale, packetCount: v.table.count,
          averageFps: averageFps(v.table),
        } : null,
        audio: audio && audioTrack ? {
          codec: audioCodec(await audioTrack.getCodec()), codecString: audioConfig?.codec ?? '', sampleRate: await audioTrack.getSampleRate(),
          channels: await audioTrack.getNumberOfChannels(), timescale: audio.table.timescale, packetCount: audio.table.count,
        } : null,
        containerTime: null,
      },
      video: v?.table ?? null, audio: audio?.table ?? null, boxes: await writerNames(source), issues,
      videoConfig, audioConfig,
      readPacket: (track, packet) => (track === 'video' ? v : audio)?.read(packet) ?? Promise.resolve(new Uint8Array(0)),
      readPacketHead: async (track, packet, maxBytes) => ((await (track === 'video' ? v : audio)?.read(packet)) ?? new Uint8Array(0)).subarray(0, maxBytes),
      close: () => input.dispose(),
    };
  } catch (problem) {
    input.dispose();
    throw problem;
  }
}

/** Matroska's MuxingApp and WritingApp (EBML ids 4D80 and 5741), which stand near the start; nothing for other formats. */
async function writerNames(source: ByteSource): Promise<BoxNode[]> {
  const head = await source.read(0, INFO_BYTES);
  const fields: Record<string, string> = {};
  for (let at = 0; at + 3 < head.length && Object.keys(fields).length < 2; at++) {
    const name = head[at] === 0x4d && head[at + 1] === 0x80 ? 'muxingApp' : head[at] === 0x57 && head[at + 1] === 0x41 ? 'writingApp' : null;
    // One-byte lengths have their top bit set.
    const length = head[at + 2]! & 0x7f;
    if (!name || head[at + 2]! < 0x80 || length < 3) continue;
    const text = utf8(head.subarray(at + 3, at + 3 + length));
    if (/^[\x20-\x7e]+$/.test(text)) fields[name] = text;
  }
  return Object.keys(fields).length > 0 ? [{ type: 'Info', offset: 0, size: head.length, children: [], fields }] : [];
}

interface ReadTrack { readonly table: PacketTable; read(packet: number): Promise<Uint8Array> }

/** Ticks stay as written; times have the coder's delay subtracted. */
async function readTrack(track: InputTrack, kind: 'video' | 'audio', delaysNs: ReadonlyMap<number, number>): Promise<ReadTrack> {
  const timescale = await track.getTimeResolution();
  const sink = new EncodedPacketSink(track);
  const delayUs = (delaysNs.get(track.id) ?? 0) / 1000;
  const columns = new PacketColumns();
  const handles: EncodedPacket[] = [];
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    const pts = Math.round(packet.timestamp * timescale);
    columns.push(pts, NaN, Math.round(packet.duration * timescale), packet.byteLength, -1, packet.type === 'key');
    handles.push(packet);
  }
  const table = buildPacketTable(kind, timescale, columns, (ticks) => (ticks / timescale) * 1e6 - delayUs);
  // Sequential calls step on from the packet before; others seek from the nearest handle.
  let last: EncodedPacket | null = null;
  let lastIndex = -2;
  let queue: Promise<unknown> = Promise.resolve();
  const read = (index: number): Promise<Uint8Array> => {
    const result = queue.then(async () => {
      const handle = handles[index];
      if (!handle) return new Uint8Array(0);
      const before: EncodedPacket | undefined = index - 1 === lastIndex && last ? last : handles[index - 1];
      const packet = before ? await sink.getNextPacket(before) : await sink.getFirstPacket();
      last = packet;
      lastIndex = index;
      return packet ? packet.data : new Uint8Array(0);
    });
    queue = result.catch(() => undefined);
    return result;
  };
  return { table, read };
}
