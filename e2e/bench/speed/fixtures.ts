/** Makes the bench's recordings with FFmpeg, once; they stay in a cache folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchFixtures {
  /** 60 s 1080p25 H.264 8 Mbit/s with AAC. */
  readonly h264: string;
  /** 30 s 1080p25. */
  readonly hevc: string;
  readonly mjpeg: string;
  /** Over one hour and over 4 GiB: the first one repeated by stream copy. */
  readonly hour: string;
}

const FOUR_GIB = 4 * 2 ** 30;

/** The last lines of what FFmpeg said are thrown when it fails. */
function ffmpeg(args: readonly string[], to: string): string {
  if (existsSync(to)) return to;
  const part = to.replace(/\.(\w+)$/, '.part.$1');
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args, part], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ffmpeg could not make ${to}: ${stderr.trim().split('\n').slice(-3).join(' | ')}`);
  renameSync(part, to);
  return to;
}

/** Moving test pattern under living noise: sensor noise is what fills a real camera's bits, and keeps rate control honest. */
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=25,noise=alls=12:allf=t'];
const SOUND = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.2:sample_rate=48000'];

/** @param withHour also the large one (4.5 GB of disk) */
export function makeBenchFixtures(folder: string, withHour: boolean, say: (line: string) => void): BenchFixtures {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  say('making recordings with FFmpeg …');
  const h264 = ffmpeg([...PICTURE, ...SOUND, '-t', '60', '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '8M', '-maxrate', '8M', '-bufsize', '8M',
    '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k'], at('h264-60s.mp4'));
  const hevc = ffmpeg([...PICTURE, ...SOUND, '-t', '30', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=50:min-keyint=50:scenecut=0',
    '-b:v', '6M', '-tag:v', 'hvc1', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k'], at('hevc-30s.mp4'));
  const mjpeg = ffmpeg([...PICTURE, ...SOUND, '-t', '30', '-c:v', 'mjpeg', '-q:v', '6', '-pix_fmt', 'yuvj420p', '-c:a', 'pcm_s16le'], at('mjpeg-30s.avi'));
  const repeats = Math.max(60, Math.ceil(FOUR_GIB / statSync(h264).size) + 1);
  const hour = at('h264-hour.mp4');
  if (withHour) ffmpeg(['-stream_loop', String(repeats - 1), '-i', h264, '-c', 'copy', '-movflags', '+faststart'], hour);
  return { h264, hevc, mjpeg, hour };
}
