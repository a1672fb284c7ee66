/** The immutable columnar tables through which passes talk. A producer hands ownership over and never writes again. */
import type { Box01 } from './finding';
import type { TimeUs } from './time';

/** One track's packets in decode order; all columns have `count` rows. */
export interface PacketTable {
  readonly track: 'video' | 'audio';
  readonly count: number;
  /** Ticks per second of the three tick columns. */
  readonly timescale: number;
  /** Exact integer ticks, media timeline before edit lists (NaN where the container tells none). */
  readonly ptsTicks: Float64Array;
  readonly dtsTicks: Float64Array;
  /** 0 where the container tells no duration. */
  readonly durationTicks: Float64Array;
  /** Presentation time in µs on the recording's timeline, after edit lists: what every finding speaks in. */
  readonly ptsUs: Float64Array;
  readonly sizeBytes: Float64Array;
  /** Byte offset of the payload in the file; −1 where unknown (read it through `MediaIndex.readPacket`). */
  readonly offset: Float64Array;
  /** 1 where the container (or, for MJPEG/PCM, the codec) marks a random-access point. */
  readonly key: Uint8Array;
  /** Decode-order indices sorted by presentation time (stable): `displayOrder[frameOrdinal] = packet`. */
  readonly displayOrder: Uint32Array;
}

/** What the first bytes of each video packet tell; rows as in the video PacketTable. −1 / NaN where a codec has no such field. */
export interface BitstreamTable {
  readonly codec: 'avc' | 'hevc' | 'mjpeg';
  readonly count: number;
  /** 0 unknown, 1 I, 2 P, 3 B, 4 IDR (IRAP in HEVC). */
  readonly sliceType: Uint8Array;
  readonly frameNum: Int32Array;
  readonly idrPicId: Int32Array;
  /** 1 where a picture other than IDR makes the numbering start anew (H.264 memory_management_control_operation 5). */
  readonly restartsNumbering?: Uint8Array;
  /** Picture order count (full where derivable, else lsb). */
  readonly poc: Int32Array;
  /** Slice QP (26 + pic_init + slice_qp_delta), of the first slice. */
  readonly sliceQp: Float32Array;
  /** 1 where the stream itself says that it was joined (BLA picture, recovery point SEI with broken_link_flag). */
  readonly brokenLink?: Uint8Array;
  /** Time of day in timing SEI, seconds since midnight, NaN where a picture has none; absent where no picture has one. */
  readonly clockS?: Float64Array;
  /** Index into `parameterSets` of the set of parameter sets in force (or MJPEG quantisation tables). */
  readonly parameterSet: Uint16Array;
  readonly parameterSets: readonly ParameterSetInfo[];
  /** SEI user data texts and others, with the packet that carries them. */
  readonly texts: readonly { readonly packet: number; readonly text: string; readonly offset: number; readonly length: number }[];
}

export interface ParameterSetInfo {
  /** FNV-1a over the bytes of all sets in force. */
  readonly hash: string;
  /** Readable differences start here: name → value. */
  readonly fields: Readonly<Record<string, string | number>>;
  /** First packet at which it is in force. */
  readonly fromPacket: number;
}

/** A clock that the recorder keeps in the file beside picture and sound; rows by presentation. */
export interface EmbeddedClock {
  readonly source: 'gps-block' | 'gpmf' | 'text' | 'timecode';
  readonly ptsUs: Float64Array;
  /** Seconds since 1970, or of the day where the clock has no date. */
  readonly timeS: Float64Array;
}

/** A box (or RIFF chunk) of the container, as found. */
export interface BoxNode {
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly children: readonly BoxNode[];
  /** Decoded fields worth showing (brands, handler names, edit-list entries …). */
  readonly fields: Readonly<Record<string, string | number>>;
}

/**
 * One decoded picture brought down by area averaging. Values are luma × 16 (8.4 fixed point, 0…4080), row-major, no padding.
 * Long side 320 px, short side in proportion (even, ≥ 120). Buffers are reused: copy what must outlive the call.
 */
export interface SmallFrame {
  /** Presentation ordinal. */
  readonly ordinal: number;
  readonly ptsUs: TimeUs;
  readonly key: boolean;
  readonly width: number;
  readonly height: number;
  readonly luma: Uint16Array;
  /** Cb and Cr means on a coarse grid (width/16 × height/16, rounded up), 0…255; length 0 for monochrome. */
  readonly cb: Uint8Array;
  readonly cr: Uint8Array;
}

/** Consecutive PCM, one array a channel, −1…1. Decoder priming already removed; positions are on the presentation timeline. */
export interface PcmBlock {
  readonly startUs: TimeUs;
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

/** A curve for the timeline. `id` is the detector-declared metric name; label key `metric_<id with - as _>`. */
export interface MetricSeries {
  readonly id: string;
  readonly unit: string;
  readonly timeUs: Float64Array;
  readonly value: Float32Array;
  /** The alarm threshold to draw, where one constant applies. */
  readonly threshold: number | null;
}

/** Min/max pairs per bucket over the whole file for the waveform: length 2 × buckets, −1…1. */
export interface WaveformPeaks {
  readonly bucketUs: TimeUs;
  readonly startUs: TimeUs;
  readonly minMax: Float32Array;
}

/** The sound in short, kept so that it can be asked about times that other passes find. In order of time. */
export interface SoundTrace {
  /** Cells of `cellUs` (about 64 ms) without sound between them where it has holes; `startUs` of each. */
  readonly cellUs: TimeUs;
  readonly startUs: Float64Array;
  /** Least level per cell and frequency band, dB: `leastDb[cell * bands + band]`. */
  readonly bands: number;
  readonly leastDb: Int8Array;
  /** Instants at which the sound looks joined: when, and how much (natural logarithm of odds, up to a constant). */
  readonly joinUs: Float64Array;
  readonly joinScore: Float32Array;
}

/** One keyframe thumbnail, JPEG-encoded bytes (a Blob is the browser's business). */
export interface Thumbnail {
  readonly ptsUs: TimeUs;
  readonly jpeg: Uint8Array;
}

/** One picture on which an on-screen clock was read. */
export interface ClockReading {
  readonly ordinal: number;
  readonly atUs: TimeUs;
  /** What the clock shows, seconds: since 1970 as if its time were UTC, or since midnight of the first reading's day where it shows no date. */
  readonly clockS: number;
  /** As recognised. */
  readonly text: string;
  readonly score01: number;
  /** false: agrees with no reading near it, taken for a misreading. */
  readonly fits: boolean;
}

/** A place at which an on-screen clock and the recording part. */
export interface ClockStep {
  /** Between these two pictures (presentation ordinals), the later one being the first that surely shows the clock after the step. */
  readonly beforeOrdinal: number;
  readonly afterOrdinal: number;
  /** The picture at which it most likely lies, and its time. */
  readonly ordinal: number;
  readonly atUs: TimeUs;
  /** By how much more than the recording the clock advances, seconds: least and most that fit the readings. Negative: it falls back. */
  readonly leastS: number;
  readonly mostS: number;
  /** Mean change of the picture there, what a step of that length would do to it by the pictures around, and from one picture to the next (luma). */
  readonly pictureChange: number;
  readonly expectedChange: number;
  readonly usualChange: number;
}

/** An on-screen clock along a recording. */
export interface ClockTrack {
  readonly box: Box01;
  /** Whether it shows a date. */
  readonly dated: boolean;
  /** In order of time. */
  readonly readings: readonly ClockReading[];
  readonly steps: readonly ClockStep[];
  /** Spans without a readable clock, between two readings. */
  readonly absent: readonly { readonly startUs: TimeUs; readonly endUs: TimeUs }[];
  /** Clock seconds in a second of the recording, where it runs along with it: 1, or what a wrong frame rate makes of it. */
  readonly rate: number;
}
