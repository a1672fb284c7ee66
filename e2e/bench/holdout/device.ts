/** How cameras encode: the settings under which genuine and edited material alike is recorded, so that no clip tells itself by its encoder. */
import { ffmpeg, QUIET_MUX } from './ffmpeg';

export interface Device {
  readonly name: string;
  readonly codec: 'h264' | 'hevc' | 'mjpeg' | 'mpeg4';
  /** Pictures of a group; 0 = all intra. */
  readonly gop: number;
  readonly bFrames: number;
  readonly video: readonly string[];
  readonly sound: readonly string[];
  readonly extension: 'mp4' | 'mov' | 'avi' | 'ts';
}

const aac = (rate: number, channels: number, kbps: number): string[] => ['-c:a', 'aac', '-ar', String(rate), '-ac', String(channels), '-b:a', `${kbps}k`];
const PCM = ['-c:a', 'pcm_s16le', '-ar', '8000', '-ac', '1'];

function x264(name: string, profile: string, gop: number, bFrames: number, kbps: number, params: string, sound: string[], extension: Device['extension'] = 'mp4'): Device {
  const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', profile, '-pix_fmt', 'yuv420p', '-g', String(gop), '-keyint_min', String(gop), '-bf', String(bFrames),
    '-b:v', `${kbps}k`, '-maxrate', `${Math.round(kbps * 1.3)}k`, '-bufsize', `${kbps}k`, '-x264-params', `scenecut=0:${params}`, '-bsf:v', 'filter_units=remove_types=6'];
  return { name, codec: 'h264', gop, bFrames, video, sound, extension };
}

function x265(name: string, gop: number, bFrames: number, kbps: number, params: string, sound: string[]): Device {
  const video = ['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', '-b:v', `${kbps}k`,
    '-x265-params', `log-level=none:info=0:scenecut=0:keyint=${gop}:min-keyint=${gop}:bframes=${bFrames}:${params}`, '-bsf:v', 'filter_units=remove_types=39-40'];
  return { name, codec: 'hevc', gop, bFrames, video, sound, extension: 'mp4' };
}

/** No B pictures: safe for every kind of copied edit. */
export const PLAIN_DEVICES: readonly Device[] = [
  x264('main-cabac', 'main', 30, 0, 1400, 'ref=1', aac(16000, 1, 32)),
  x264('baseline-cavlc', 'baseline', 25, 0, 2000, 'ref=1', aac(44100, 1, 64)),
  x264('high-long', 'high', 60, 0, 1000, 'ref=2', aac(48000, 2, 128)),
  x264('short-group', 'main', 12, 0, 2500, 'ref=1', aac(32000, 1, 48)),
  x264('slices', 'baseline', 24, 0, 1600, 'ref=1:slices=4', aac(8000, 1, 16), 'mov'),
];

/** With B pictures, closed and open groups. */
export const B_DEVICES: readonly Device[] = [
  x264('high-b2', 'high', 48, 2, 1300, 'ref=2:open-gop=0', aac(48000, 1, 64)),
  x264('high-b1-open', 'high', 30, 1, 1500, 'ref=2:open-gop=1', aac(44100, 2, 96)),
  x264('low-rate', 'high', 100, 3, 600, 'ref=3:b-pyramid=none', aac(16000, 1, 24)),
];

export const HEVC_DEVICES: readonly Device[] = [
  x265('hevc-p', 50, 0, 900, 'repeat-headers=0:open-gop=0', aac(16000, 1, 32)),
  x265('hevc-short', 15, 0, 1400, 'open-gop=0', aac(48000, 1, 64)),
  x265('hevc-b', 32, 3, 800, 'open-gop=0', aac(44100, 1, 64)),
];

export const MJPEG_DEVICES: readonly Device[] = [
  { name: 'mjpeg', codec: 'mjpeg', gop: 0, bFrames: 0, video: ['-c:v', 'mjpeg', '-q:v', '5', '-pix_fmt', 'yuvj420p'], sound: PCM, extension: 'avi' },
  { name: 'mjpeg-coarse', codec: 'mjpeg', gop: 0, bFrames: 0, video: ['-c:v', 'mjpeg', '-q:v', '11', '-pix_fmt', 'yuvj422p'], sound: PCM, extension: 'avi' },
];

export const MPEG4_DEVICE: Device = { name: 'mpeg4', codec: 'mpeg4', gop: 12, bFrames: 0, video: ['-c:v', 'mpeg4', '-g', '12', '-b:v', '2000k', '-sc_threshold', '1000000000'], sound: PCM, extension: 'avi' };

export interface Graph {
  readonly inputs: readonly string[];
  /** A filter graph that ends in [v], and in [a] when there is sound. */
  readonly filter: string;
  readonly hasSound: boolean;
}

/** 90 kHz, as most cameras count; AVI counts pictures. */
const timeOf = (device: Device, fps: number): string[] =>
  device.extension === 'avi' ? ['-r', String(fps), '-fps_mode', 'cfr'] : ['-fps_mode', 'passthrough', '-enc_time_base', '1/90000', ...(device.extension === 'ts' ? [] : ['-video_track_timescale', '90000'])];

/** Records the graph's pictures and sound as the device would. */
export function record(graph: Graph, device: Device, fps: number, path: string): void {
  ffmpeg([...graph.inputs.flatMap((input) => ['-i', input]), '-filter_complex', graph.filter, '-map', '[v]', ...(graph.hasSound ? ['-map', '[a]'] : []),
    ...timeOf(device, fps), ...device.video, ...(graph.hasSound ? device.sound : []), ...QUIET_MUX, path]);
}

/** Copies the streams once more, which every clip of the corpus goes through, edited or not. */
export const rewrap = (from: string, to: string): void =>
  ffmpeg(['-i', from, '-map', '0:v:0', '-map', '0:a?', '-c', 'copy', ...(to.endsWith('.mp4') || to.endsWith('.mov') ? ['-video_track_timescale', '90000'] : []), ...QUIET_MUX, to]);
