/** Takes: lossless working copies of the catalogued stretches on an even time grid, with their sound or a made one. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stretch } from './catalog';
import { ffmpeg, shapeOf } from './ffmpeg';

export interface Take extends Stretch {
  readonly path: string;
  readonly frames: number;
  readonly height: number;
  readonly hasSound: boolean;
}

/** @returns the recording's path in the first folder that has it */
export const locate = (folders: readonly string[], file: string): string | undefined => folders.map((folder) => join(folder, file)).find(existsSync);

const wavsIn = (folder: string | null): string[] => folder === null || !existsSync(folder) ? [] : readdirSync(folder).filter((name) => name.endsWith('.wav')).sort().map((name) => join(folder, name));

/** A room (coloured noise, seeded), with somebody speaking in it once where wavs are given: a repeated one would have a seam that nobody planned. */
function madeSound(index: number, seconds: number, speech: string | null): { readonly inputs: string[]; readonly filter: string } {
  const wavs = wavsIn(speech);
  const room = `anoisesrc=r=48000:a=0.02:c=${['pink', 'brown', 'white'][index % 3]}:seed=${index + 11}:d=${seconds + 1},lowpass=f=${1200 + 400 * (index % 5)}[room]`;
  if (wavs.length === 0) return { inputs: [], filter: `${room};[room]anull[a]` };
  return {
    inputs: ['-i', wavs[index % wavs.length]!],
    filter: `${room};[1:a]aresample=48000,atrim=start=${((index * 1.7) % 3).toFixed(2)}:duration=${seconds},asetpts=PTS-STARTPTS,volume=0.5,aecho=0.8:0.5:23|41:0.2|0.12[talk];[room][talk]amix=inputs=2:duration=longest:normalize=0[a]`,
  };
}

/** Makes the working copy unless it is there. */
export function makeTake(stretch: Stretch, index: number, folders: readonly string[], speech: string | null, work: string): Take | undefined {
  const source = locate(folders, stretch.file);
  if (source === undefined) return undefined;
  const path = join(work, `take-${index}-${stretch.camera}.mov`);
  if (!existsSync(path)) {
    const seconds = stretch.toS - stretch.fromS;
    const time = stretch.fps === null ? 'setpts=PTS-STARTPTS' : `setpts=N/(${stretch.fps.toFixed(8)}*TB)`;
    // a device of half the native rate lets every second picture go; pictures are never made up
    const thin = stretch.fps === 15 ? `select='not(mod(n,2))',` : '';
    const video = `[0:v]trim=start=${stretch.fromS}:end=${stretch.toS},${thin}${time},scale=${stretch.width}:-2:flags=bicubic,crop=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p[v]`;
    const made = stretch.sound === 'made' ? madeSound(index, seconds, speech) : null;
    const own = `[0:a]atrim=start=${stretch.fromS}:end=${stretch.toS},asetpts=PTS-STARTPTS,aresample=48000[a]`;
    const sound = stretch.sound === 'none' ? [] : [made?.filter ?? own];
    ffmpeg(['-i', source, ...(made?.inputs ?? []), '-filter_complex', [video, ...sound].join(';'), '-map', '[v]', ...(sound.length > 0 ? ['-map', '[a]'] : []),
      ...(sound.length > 0 && stretch.fps !== null ? ['-shortest'] : []), '-fps_mode', 'passthrough', '-enc_time_base', '1/90000', '-video_track_timescale', '90000',
      '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-g', '1', '-c:a', 'pcm_s16le', '-t', String(seconds), path]);
  }
  const shape = shapeOf(path);
  return { ...stretch, path, frames: shape.frames, height: shape.height, hasSound: shape.hasSound };
}
