/** Opens MP4, MOV and 3GP (whole, fragmented or both) through the own box reader: exact ticks, edit lists, offsets, damage. */
import { AppError, type WireError } from '../../core/errors';
import type { VideoCodec } from '../../core/recording';
import type { BoxNode, PacketTable } from '../../core/tables';
import { us } from '../../core/time';
import { looksLikeAnnexB } from '../passes/bitstream/nal-units';
import { annexBInfo } from './annexb-config';
import { ByteReader, latin1 } from './byte-reader';
import { createReadAhead, type ByteSource } from './byte-source';
import { handlerOf, readAudioEntry, readVideoEntry, rotationOf, type AudioEntry, type VideoEntry } from './boxes-config';
import { editMapping } from './boxes-edits';
import { refuseMediaElsewhere } from './boxes-elsewhere';
import { fragmentDefaults, readFragment, type FragmentTrack } from './boxes-fragments';
import { readSampleTable } from './boxes-samples';
import { boxNode, childBoxes, findBox, readEditEntries, type EditEntry, type RawBox } from './boxes-tree';
import type { MediaIndex } from './media-index';
import { averageFps, buildPacketTable, PacketColumns, presentedSpan } from './packet-table';
import { createPacketReader, type PacketReader } from './packet-reader';
import { markRealKeys } from './boxes-keys';
import { readClocks, type EmbeddedTrack } from './clocks/read-clocks';
import { withoutPicture } from './without-picture';

/** A moov larger than this is damaged (a day of recording needs about 40 MB). */
const MAX_INDEX_BYTES = 512 << 20;
/** Parameter sets of a picture lie within this. */
const PROBE_BYTES = 64 << 10;
/** Seconds between 1904-01-01 (QuickTime) and 1970-01-01. */
const QUICKTIME_EPOCH_S = 2_082_844_800;

interface Track {
  readonly id: number;
  readonly handler: string;
  readonly timescale: number;
  readonly trak: RawBox;
  readonly columns: PacketColumns;
  readonly video: VideoEntry | null;
  readonly audio: AudioEntry | null;
  readonly marksKeys: boolean;
  readonly configChanges: readonly { readonly packet: number; readonly config: VideoDecoderConfig }[];
}

/** Rejects with AppError file-truncated (no index), media-elsewhere, no-pictures, no-tracks (no sound either). */
export async function openBoxesIndex(source: ByteSource): Promise<MediaIndex> {
  const issues: WireError[] = [];
  const damaged = (detail: string): void => void issues.push({ code: 'file-damaged', detail, fileName: source.name });
  /** What the file promises beyond its end, gathered into one word to the reader. */
  const beyond: string[] = [];
  const { moov, moofs, nodes } = await topLevel(source, damaged, beyond);
  if (!moov) throw new AppError('file-truncated', 'no moov box: the recording was not closed or its end is missing', { fileName: source.name });
  const mvhd = findBox(moov, 'mvhd');
  const movieTimescale = mvhd ? mvhdTimescale(mvhd) : 1000;
  const tracks: Track[] = [];
  const fragments = new Map<number, FragmentTrack>();
  for (const trak of childBoxes(moov.body, moov.bodyOffset)) {
    if (trak.type !== 'trak') continue;
    try {
      const track = readTrack(trak, fragments);
      if (track) tracks.push(track);
    } catch (problem) {
      if (problem instanceof RangeError || problem instanceof AppError) damaged(`a track cannot be read: ${problem.message}`);
      else throw problem;
    }
  }
  refuseMediaElsewhere(source.name, nodes, tracks.map(({ trak }) => trak), tracks.reduce((sum, { columns }) => sum + columns.count, 0));
  const defaults = fragmentDefaults(moov);
  for (const moof of moofs) {
    try {
      readFragment(moof, defaults, fragments);
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      damaged(`a fragment cannot be read: ${problem.message}`);
    }
  }
  for (const track of tracks) {
    const dropped = track.columns.dropBeyond(source.sizeBytes);
    if (dropped > 0) beyond.push(`${dropped} ${track.handler} packets lie beyond the end of the file`);
  }
  if (beyond.length > 0) issues.push({ code: 'file-truncated', detail: beyond.join('; '), fileName: source.name });
  const withPackets = (handler: string): Track | undefined => tracks.filter((t) => t.handler === handler).sort((a, b) => b.columns.count - a.columns.count)[0];
  const pictures = withPackets('vide');
  const a = withPackets('soun');
  const v = pictures && pictures.columns.count > 0 ? pictures : undefined;
  if (v && !v.marksKeys && (v.video?.codec === 'avc' || v.video?.codec === 'hevc')) await markRealKeys(source, v.columns, v.video);

  const video = v ? toTable('video', v, movieTimescale) : null;
  const audio = a && a.columns.count > 0 && a.audio ? toTable('audio', a, movieTimescale) : null;
  if (!video) issues.push(withoutPicture(source.name, pictures !== undefined, audio !== null));
  const span = shownSpan([[video, v], [audio, a]], movieTimescale);
  const packets = createPacketReader(source, { video, audio });
  const annexB = v?.video && (v.video.codec === 'avc' || v.video.codec === 'hevc') ? await annexBInside(packets, v.video.codec, v.video.config) : null;
  return {
    summary: {
      fileName: source.name, sizeBytes: source.sizeBytes, container: containerName(nodes), index: 'boxes',
      durationUs: us(span.endUs - span.startUs), startUs: us(span.startUs),
      video: v && video ? {
        codec: v.video?.codec ?? 'other', codecString: annexB?.codec ?? v.video?.codecString ?? '', width: v.video?.width ?? 0, height: v.video?.height ?? 0,
        rotation: rotationOf(findBox(v.trak, 'tkhd')), timescale: v.timescale, packetCount: video.count, averageFps: averageFps(video),
      } : null,
      audio: audio && a?.audio ? {
        codec: a.audio.codec, codecString: a.audio.codecString, sampleRate: a.audio.sampleRate, channels: a.audio.channels,
        timescale: a.timescale, packetCount: audio.count,
      } : null,
      containerTime: mvhd ? creationTime(mvhd) : null,
    },
    video, audio, boxes: nodes, issues,
    videoConfig: annexB ?? v?.video?.config ?? null,
    ...(v && v.configChanges.length > 0 ? { videoConfigChanges: v.configChanges } : {}),
    audioConfig: (audio && a?.audio?.config) || null,
    ...packets,
    readClocks: (tick) => readClocks(source, clockTracks(moov, movieTimescale), findBox(moov, 'gps '), span.endUs - span.startUs, tick),
    close: () => undefined,
  };
}

async function topLevel(source: ByteSource, damaged: (detail: string) => void, beyond: string[]): Promise<{ moov: RawBox | null; moofs: RawBox[]; nodes: BoxNode[] }> {
  const window = createReadAhead(source, 64 << 10);
  const nodes: BoxNode[] = [];
  const moofs: RawBox[] = [];
  let moov: RawBox | null = null;
  let offset = 0;
  while (offset + 8 <= source.sizeBytes) {
    const head = new ByteReader(await window.view(offset, 16));
    if (head.left < 8) break;
    let size = head.u32();
    const type = head.fourcc();
    let header = 8;
    if (size === 1 && head.left >= 8) {
      size = head.u64();
      header = 16;
    } else if (size === 0) {
      size = source.sizeBytes - offset;
    }
    if (size < header || !/^[\x20-\x7e\xa9]{4}$/.test(type)) {
      if (nodes.length > 0) damaged(`unreadable bytes at ${offset}`);
      break;
    }
    if (offset + size > source.sizeBytes) beyond.push(`box ${type} promises ${size} bytes, ${source.sizeBytes - offset} are there`);
    const whole = type !== 'mdat' && type !== 'free' && type !== 'skip' && type !== 'wide' && size <= MAX_INDEX_BYTES;
    const body = whole ? (await window.view(offset + header, size - header)).slice() : new Uint8Array(0);
    const box: RawBox = { type, offset, size, body, bodyOffset: offset + header };
    if (type === 'moov' && moov === null) moov = box;
    if (type === 'moof') moofs.push(box);
    // A fragmented hour has thousands of moof/mdat pairs: their samples are in the tables, the tree keeps the first of each.
    if (moofs.length <= 1 || (type !== 'moof' && type !== 'mdat')) nodes.push(boxNode(box, ''));
    offset += size;
  }
  return { moov, moofs, nodes };
}

function readTrack(trak: RawBox, fragments: Map<number, FragmentTrack>): Track | null {
  const tkhd = findBox(trak, 'tkhd');
  const mdhd = findBox(trak, 'mdia', 'mdhd');
  const handler = handlerOf(findBox(trak, 'mdia', 'hdlr'));
  if (handler !== 'vide' && handler !== 'soun') return null;
  const stbl = findBox(trak, 'mdia', 'minf', 'stbl');
  if (!stbl) return null;
  const id = tkhd ? new DataView(tkhd.body.buffer, tkhd.body.byteOffset).getUint32(tkhd.body[0] === 1 ? 20 : 12) : 0;
  const timescale = (mdhd && new DataView(mdhd.body.buffer, mdhd.body.byteOffset).getUint32(mdhd.body[0] === 1 ? 20 : 12)) || 1000;
  const stsd = findBox(stbl, 'stsd');
  const video = handler === 'vide' ? readVideoEntry(stsd) : null;
  const audio = handler === 'soun' ? readAudioEntry(stsd) : null;
  const columns = new PacketColumns();
  const { endTicks, marksKeys, descriptionChanges } = readSampleTable(stbl, audio?.pcmFrameBytes ?? 0, columns);
  const configChanges = descriptionChanges.flatMap(({ packet, entry }) => {
    const config = handler === 'vide' ? readVideoEntry(stsd, entry)?.config : null;
    return config ? [{ packet, config }] : [];
  });
  fragments.set(id, { columns, nextDts: endTicks });
  return { id, handler, timescale, trak, columns, video, audio, marksKeys: marksKeys || columns.count === 0, configChanges };
}

/** Handlers under which recorders keep clocks: telemetry, subtitles, timecode. */
const CLOCK_HANDLERS = new Set(['meta', 'text', 'sbtl', 'tmcd', 'camm', 'data']);

/** Tracks beside picture and sound, with where their samples are; one that cannot be read is no clock. */
function clockTracks(moov: RawBox, movieTimescale: number): EmbeddedTrack[] {
  const tracks: EmbeddedTrack[] = [];
  for (const trak of childBoxes(moov.body, moov.bodyOffset)) {
    const stbl = trak.type === 'trak' ? findBox(trak, 'mdia', 'minf', 'stbl') : null;
    const stsd = stbl && findBox(stbl, 'stsd');
    const mdhd = findBox(trak, 'mdia', 'mdhd');
    if (!stbl || !stsd || !mdhd || stsd.body.length < 16 || !CLOCK_HANDLERS.has(handlerOf(findBox(trak, 'mdia', 'hdlr')))) continue;
    try {
      const timescale = new DataView(mdhd.body.buffer, mdhd.body.byteOffset).getUint32(mdhd.body[0] === 1 ? 20 : 12) || 1000;
      const columns = new PacketColumns();
      readSampleTable(stbl, 0, columns);
      const elst = findBox(trak, 'edts', 'elst');
      const toUs = editMapping(elst ? readEditEntries(new ByteReader(elst.body)) : [], movieTimescale, timescale);
      const samples = Array.from({ length: columns.count }, (_, row) => ({
        ptsUs: Math.round(toUs(columns.pts[row]!)), durationUs: (columns.duration[row]! / timescale) * 1e6, offset: columns.offset[row]!, size: columns.size[row]!,
      }));
      tracks.push({ format: latin1(stsd.body.subarray(12, 16)), stsd: stsd.body, samples });
    } catch (problem) {
      if (!(problem instanceof RangeError || problem instanceof AppError)) throw problem;
    }
  }
  return tracks;
}

/** Annex B start codes inside a box file (some cameras do): then the configuration record, if any, does not apply. */
async function annexBInside(packets: PacketReader, codec: VideoCodec, config: VideoDecoderConfig | null): Promise<VideoDecoderConfig | null> {
  const head = await packets.readPacketHead('video', 0, PROBE_BYTES);
  return config === null || looksLikeAnnexB(head) ? annexBInfo(codec, head)?.config ?? null : null;
}

function editEntries(track: Track): EditEntry[] {
  const elst = findBox(track.trak, 'edts', 'elst');
  return elst ? readEditEntries(new ByteReader(elst.body)) : [];
}

/** The span that players show: what an edit list hides (priming of sound, trimmed ends) does not count. */
function shownSpan(tracks: readonly [PacketTable | null, Track | undefined][], movieTimescale: number): { startUs: number; endUs: number } {
  let startUs = Infinity;
  let endUs = -Infinity;
  for (const [table, track] of tracks) {
    if (!table || !track || table.count === 0) continue;
    const own = presentedSpan([table]);
    const entries = editEntries(track);
    const listUs = entries.every((entry) => entry.duration > 0) ? entries.reduce((sum, entry) => sum + (entry.duration / movieTimescale) * 1e6, 0) : Infinity;
    startUs = Math.min(startUs, entries.length > 0 ? Math.max(0, own.startUs) : own.startUs);
    endUs = Math.max(endUs, entries.length > 0 ? Math.min(own.endUs, listUs) : own.endUs);
  }
  return { startUs, endUs: Math.max(startUs, endUs) };
}

function toTable(kind: 'video' | 'audio', track: Track, movieTimescale: number): PacketTable {
  return buildPacketTable(kind, track.timescale, track.columns, editMapping(editEntries(track), movieTimescale, track.timescale));
}

const mvhdTimescale = (mvhd: RawBox): number => new DataView(mvhd.body.buffer, mvhd.body.byteOffset).getUint32(mvhd.body[0] === 1 ? 20 : 12) || 1000;

function creationTime(mvhd: RawBox): string | null {
  const view = new DataView(mvhd.body.buffer, mvhd.body.byteOffset);
  const seconds = mvhd.body[0] === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  if (seconds === 0) return null;
  // Some cameras count from 1970.
  const unix = seconds >= QUICKTIME_EPOCH_S ? seconds - QUICKTIME_EPOCH_S : seconds;
  const date = new Date(unix * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function containerName(nodes: readonly BoxNode[]): string {
  const brand = String(nodes.find((node) => node.type === 'ftyp')?.fields['major'] ?? 'qt  ');
  if (brand.startsWith('qt')) return 'mov';
  return brand.startsWith('3g') ? '3gp' : 'mp4';
}

/** Whether the first bytes look like a box file (some cameras write no ftyp). */
export function looksLikeBoxes(head: Uint8Array): boolean {
  return head.length >= 8 && ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp', 'moof'].includes(latin1(head.subarray(4, 8)));
}
