/** What is known of one recording before any picture is decoded: identity, container, tracks. */
import type { TimeUs } from './time';

/** Random id of a recording within a case. */
export type RecordingId = string;
/** Lower-case hex SHA-256 of the whole file: the key of all cached results. */
export type ContentHash = string;

export interface FileHashes {
  readonly sha256: ContentHash;
  /** GM/T 0004-2012, lower-case hex. */
  readonly sm3: string;
}

export type VideoCodec = 'avc' | 'hevc' | 'mjpeg' | 'mpeg4' | 'mpeg2' | 'h263' | 'vp8' | 'vp9' | 'av1' | 'other';
export type AudioCodec = 'aac' | 'amr' | 'mp3' | 'pcm' | 'opus' | 'other';

export interface VideoTrackSummary {
  readonly codec: VideoCodec;
  /** RFC 6381 string for WebCodecs when known, else the container's fourcc. */
  readonly codecString: string;
  /** Coded size in pixels, before rotation. */
  readonly width: number;
  readonly height: number;
  /** Clockwise degrees by which the picture must be turned to be shown. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Ticks per second of the track. */
  readonly timescale: number;
  readonly packetCount: number;
  /** Display only; recordings have variable rates. Packets over span, frames per second. */
  readonly averageFps: number;
}

export interface AudioTrackSummary {
  readonly codec: AudioCodec;
  readonly codecString: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly timescale: number;
  readonly packetCount: number;
}

/** `index`: how the packet table was obtained (own box, RIFF or transport-stream reader, mediabunny, ffmpeg.wasm). */
export interface MediaSummary {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Container's short name: mp4, mov, avi, mpegts, webm, 3gp … */
  readonly container: string;
  readonly index: 'boxes' | 'mediabunny' | 'riff' | 'mpegts' | 'ffmpeg';
  /** Presentation end of the longest track minus presentation start. */
  readonly durationUs: TimeUs;
  readonly startUs: TimeUs;
  readonly video: VideoTrackSummary | null;
  readonly audio: AudioTrackSummary | null;
  /** Creation time as the container tells it, ISO 8601 without zone judgement; null when absent or zero. */
  readonly containerTime: string | null;
}
