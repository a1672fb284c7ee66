/** Makes a small playable preview of a recording that the browser cannot play. It is a derived file and says so in its metadata. */
import { AppError } from '../../core/errors';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';

/** Raised when the same file would give another proxy. */
export const PROXY_VERSION = 1;
const PROXY_LONG_SIDE = 640;
/** Pictures between keyframes: a seek decodes at most this many. */
const PROXY_GOP = 25;

export interface ProxyRequest {
  readonly file: File;
  /** For progress; 0 where unknown. */
  readonly durationUs: number;
}

/**
 * Fragmented H.264 + AAC MP4 with the recording's own times, streamed to `write` as it grows (chunks are owned by the callee).
 * Rejects with AppError decode-failed, worker-crashed; terminating the calling worker cancels it.
 */
export async function makeProxy({ file, durationUs }: ProxyRequest, write: (chunk: Uint8Array<ArrayBuffer>) => void, onProgress: (ratio01: number) => void, spawn: () => Worker): Promise<void> {
  const runner = new FfmpegRunner(spawn);
  let written = 0;
  const fit = `scale=w='if(gte(iw,ih),min(${PROXY_LONG_SIDE},trunc(iw/2)*2),-2)':h='if(gte(iw,ih),-2,min(${PROXY_LONG_SIDE},trunc(ih/2)*2))':flags=fast_bilinear`;
  try {
    const { exitCode, tail } = await runner.run({
      file,
      args: ['-hide_banner', '-nostats', '-progress', 'pipe:1', '-copyts', '-i', FFMPEG_INPUT, '-map', '0:v:0?', '-map', '0:a:0?',
        '-vf', `${fit},format=yuv420p`, '-fps_mode', 'passthrough', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'fastdecode', '-crf', '26', '-g', String(PROXY_GOP),
        '-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-video_track_timescale', '90000', '-metadata', 'title=Derived preview, not the original (Zhijian)',
        '-movflags', 'empty_moov+frag_keyframe+default_base_moof+skip_trailer', '-f', 'mp4', FFMPEG_OUTPUT],
      onBytes(bytes) {
        written += bytes.length;
        write(bytes);
      },
      onLog(line) {
        const at = /^out_time_us=(\d+)/.exec(line);
        if (at && durationUs > 0) onProgress(Math.min(1, Number(at[1]) / durationUs));
      },
    });
    if (exitCode !== 0 || written === 0) throw new AppError('decode-failed', tail.at(-1) ?? `ffmpeg ended with ${exitCode}`, { fileName: file.name });
    onProgress(1);
  } finally {
    runner.end();
  }
}
