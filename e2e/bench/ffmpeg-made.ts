/** Small recordings made by FFmpeg for tests, kept in a temporary folder that the operating system clears. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasFfmpeg = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
if (!hasFfmpeg) console.warn('ffmpeg is not installed: tests that make recordings with it are skipped');

const folder = hasFfmpeg ? mkdtempSync(join(tmpdir(), 'zhijian-made-')) : '';

/** Runs `ffmpeg ARGS folder/name` and gives the path; throws with FFmpeg's words when it fails. */
export function ffmpegMade(name: string, args: readonly string[]): string {
  const path = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, path], { stdio: ['ignore', 'ignore', 'pipe'] });
  return path;
}

/** Moving test picture and tone. */
export const testScene = (seconds: number, fps = 25): string[] =>
  ['-f', 'lavfi', '-i', `testsrc2=size=160x120:rate=${fps}:duration=${seconds}`, '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=16000:duration=${seconds}`];

/** As a device encodes: groups of one second, no B-frames, no encoder note. */
export const DEVICE_H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-bf', '0', '-g', '25', '-keyint_min', '25', '-sc_threshold', '0',
  '-pix_fmt', 'yuv420p', '-bsf:v', 'filter_units=remove_types=6', '-c:a', 'aac', '-b:a', '32k'];
