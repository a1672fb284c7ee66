/** Reads packet rows and payloads of exotic containers by ffmpeg.wasm's demuxers, for `ffmpeg-index`. */
import { AppError } from '../../core/errors';
import type { FfmpegIndexer } from './ffmpeg-index';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';

/** @param spawn makes a worker that speaks the ffmpeg protocol; it lives only during a call */
export function createFfmpegIndexer(spawn: () => Worker): FfmpegIndexer {
  const run = async (blob: Blob, args: readonly string[]): Promise<{ log: string; chunks: Uint8Array<ArrayBuffer>[]; exitCode: number }> => {
    const file = blob instanceof File ? blob : new File([blob], 'media');
    const runner = new FfmpegRunner(spawn);
    const lines: string[] = [];
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    try {
      const { exitCode } = await runner.run({
        file, args: ['-hide_banner', '-nostats', '-copyts', '-i', FFMPEG_INPUT, ...args, FFMPEG_OUTPUT],
        onLog: (line) => lines.push(line), onBytes: (bytes) => chunks.push(bytes),
      });
      return { log: lines.join('\n'), chunks, exitCode };
    } finally {
      runner.end();
    }
  };
  return {
    async indexPackets(file) {
      const { log, chunks, exitCode } = await run(file, ['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc']);
      if (chunks.length === 0) {
        const reason = log.split('\n').findLast((line) => /invalid|error|failed|contain/i.test(line)) ?? `ffmpeg ended with ${exitCode}`;
        throw new AppError('file-not-media', reason);
      }
      return { log, packets: await new Blob(chunks).text() };
    },
    async extractTrack(file, track) {
      const { chunks } = await run(file, ['-map', track === 'video' ? '0:v:0' : '0:a:0', '-c', 'copy', '-f', 'data']);
      return new Uint8Array(await new Blob(chunks).arrayBuffer());
    },
  };
}
