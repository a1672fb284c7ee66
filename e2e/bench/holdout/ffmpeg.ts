/** Native FFmpeg and ffprobe for the corpus maker: run, and read a recording's pictures in presentation order. */
import { execFileSync } from 'node:child_process';

/** Nothing of the tool's name or version is written. */
export const QUIET_MUX = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];

const environment = { ...process.env, TZ: 'UTC' };

/** @throws with FFmpeg's own words */
export function ffmpeg(args: readonly string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { stdio: ['ignore', 'ignore', 'pipe'], env: environment, maxBuffer: 1 << 27 });
}

const probe = (args: readonly string[]): string => execFileSync('ffprobe', ['-v', 'error', ...args], { encoding: 'utf8', maxBuffer: 1 << 27, stdio: ['ignore', 'pipe', 'ignore'] });

export interface Presented {
  /** PTS of the pictures in presentation order, seconds after the file's start. */
  readonly ptsS: readonly number[];
  readonly keyS: readonly number[];
  readonly durationS: number;
  readonly startS: number;
}

export function presented(path: string): Presented {
  const format = JSON.parse(probe(['-show_entries', 'format=start_time,duration', '-of', 'json', path])) as { format: { start_time?: string; duration: string } };
  const startS = Number(format.format.start_time ?? 0);
  const lines = probe(['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', path]).split('\n');
  const packets = lines.map((line) => line.split(',')).filter((cells) => Number.isFinite(Number.parseFloat(cells[0] ?? '')))
    .map((cells) => ({ atS: Number(cells[0]) - startS, key: (cells[1] ?? '').startsWith('K'), shown: !(cells[1] ?? '').includes('D') }))
    .sort((a, b) => a.atS - b.atS);
  return { ptsS: packets.filter((p) => p.shown && p.atS > -0.0005).map((p) => p.atS), keyS: packets.filter((p) => p.key).map((p) => p.atS), durationS: Number(format.format.duration), startS };
}

/** MD5 of each picture in presentation order. */
export function pictureHashes(path: string): string[] {
  const text = execFileSync('ffmpeg', ['-v', 'quiet', '-nostdin', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'], { encoding: 'utf8', maxBuffer: 1 << 27 });
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(',').at(-1)!.trim());
}

export interface Shape { readonly width: number; readonly height: number; readonly frames: number; readonly hasSound: boolean }

export function shapeOf(path: string): Shape {
  const info = JSON.parse(probe(['-count_packets', '-show_entries', 'stream=codec_type,width,height,nb_read_packets', '-of', 'json', path])) as { streams: { codec_type: string; width?: number; height?: number; nb_read_packets?: string }[] };
  const video = info.streams.find((stream) => stream.codec_type === 'video')!;
  return { width: video.width!, height: video.height!, frames: Number(video.nb_read_packets), hasSound: info.streams.some((stream) => stream.codec_type === 'audio') };
}
