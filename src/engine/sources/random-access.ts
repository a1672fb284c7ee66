/** Where decoding may begin: the random-access point a picture can be decoded from, how ffmpeg is brought there, and the watch that it really began at one. */
import type { MediaSummary, VideoCodec } from '../../core/recording';
import type { PacketTable } from '../../core/tables';

/** Decode-order index → presentation ordinal. */
export function ordinalsOf(packets: PacketTable): Uint32Array {
  const ordinalOf = new Uint32Array(packets.count);
  packets.displayOrder.forEach((packet, ordinal) => { ordinalOf[packet] = ordinal; });
  return ordinalOf;
}

/**
 * Decode-order index of the last random-access point from which a picture can be decoded; −1 where none lies before it. A picture that
 * is coded after a point but shown before it (open GOP) belongs to the group before.
 */
export function servingKey(packets: PacketTable, ordinalOf: Uint32Array, ordinal: number): number {
  for (let packet = packets.displayOrder[ordinal] ?? -1; packet >= 0; packet--) if (packets.key[packet] === 1 && ordinalOf[packet]! <= ordinal) return packet;
  return -1;
}

/**
 * First ordinal that ffmpeg may be believed for from the start of the file: these decoders make up what a picture refers to when it never
 * came, and hand the result out as a picture. 0 where the file begins at a random-access point, where none is known, and for the others.
 */
export function firstFounded(packets: PacketTable, ordinalOf: Uint32Array, codec: VideoCodec): number {
  const first = packets.key.indexOf(1);
  return first > 0 && INVENTS_REFERENCES.has(codec) ? ordinalOf[first]! : 0;
}
const INVENTS_REFERENCES: ReadonlySet<VideoCodec> = new Set<VideoCodec>(['hevc', 'mpeg4']);

/**
 * Arguments for a run that reads where ffmpeg's clock stands: of a file that begins in the middle of a group its first picture must be
 * that of the first random-access point.
 */
export const firstKeyOnly = (packets: PacketTable, codec: VideoCodec): string[] =>
  packets.key[0] !== 1 && packets.key.includes(1) && INVENTS_REFERENCES.has(codec) ? ['-skip_frame', 'nokey'] : [];

/** ffmpeg's demuxers of these go to whatever packet lies near the time asked for; the others go back to a keyframe by themselves. */
const SEEKS_ANYWHERE: ReadonlySet<MediaSummary['index']> = new Set<MediaSummary['index']>(['mpegts', 'ffmpeg']);
/** A seek compares decoding times, which lie up to 16 pictures before presentation (H.264 A.3.1, H.265 A.4.1). */
const REORDER_MARGIN_US = 1_000_000;

/**
 * The time (µs, as `timesUs`) to have ffmpeg seek to for an ordinal: it then begins at or before the point that serves the picture. What
 * comes before that point may be destroyed and is for `trim` to leave out. −Infinity: from the start of the file.
 */
export function seekTargetUs(container: MediaSummary['index'], packets: PacketTable, ordinalOf: Uint32Array, timesUs: Float64Array, ordinal: number): number {
  if (!SEEKS_ANYWHERE.has(container)) return timesUs[ordinal]!;
  const key = servingKey(packets, ordinalOf, ordinal);
  return key < 0 ? -Infinity : timesUs[ordinalOf[key]!]! - REORDER_MARGIN_US;
}

/** Decoders that tell a random-access picture by their own reading of the stream. */
const TELLS_KEYS: ReadonlySet<VideoCodec> = new Set<VideoCodec>(['avc', 'hevc', 'mpeg2', 'mpeg4', 'vp8', 'vp9', 'av1']);

/** Filter to put first: it sees every picture of the run, those too that `trim` leaves out. */
export const START_FILTER = 'showinfo@fed=checksum=0';

export interface StartWatch {
  /** Every log line of the run. */
  log(line: string): void;
  /** Whether the run had passed a random-access picture when it gave the picture of this time (s, ffmpeg's clock). */
  founded(seconds: number): boolean;
}

/** @param fromStart the run begins with the file, and the file with a random-access point: nothing is missing then */
export function watchStart(codec: VideoCodec, fromStart: boolean): StartWatch {
  let since = fromStart || !TELLS_KEYS.has(codec) ? -Infinity : Infinity;
  return {
    log(line) {
      if (since !== Infinity || !line.startsWith('[showinfo@fed')) return;
      const key = /pts_time: *(\S+).*iskey:1/.exec(line);
      if (key) since = Number(key[1]);
    },
    founded: (seconds) => seconds >= since,
  };
}
