/** Decodes a sound track by ffmpeg.wasm where WebCodecs cannot (AMR, odd PCM, MP3 in AVI …), streamed as PCM blocks. */
import { AppError } from '../../core/errors';
import type { PcmBlock } from '../../core/tables';
import { us, type TimeUs } from '../../core/time';
import type { PassControl } from '../budget';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';

export interface FfmpegAudioRequest {
  readonly file: File;
  /** Of the blocks; ffmpeg resamples where the track differs. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Presentation time of the first sample: raw PCM carries none. */
  readonly startUs: TimeUs;
}

const CANCEL_POLL_MS = 100;
const SAMPLE_BYTES = 4;

/**
 * Consecutive blocks, priming removed as the container tells; the sink owns them. Gaps in the track's own times are not filled.
 * Rejects with AppError decode-failed (no sample came), cancelled, worker-crashed.
 */
export async function decodeAudioByFfmpeg(request: FfmpegAudioRequest, sink: (block: PcmBlock) => void, control: PassControl, spawn: () => Worker): Promise<void> {
  const { file, sampleRate, channels } = request;
  const runner = new FfmpegRunner(spawn);
  const poll = setInterval(() => { if (control.cancelled) runner.end(); }, CANCEL_POLL_MS);
  const frameBytes = channels * SAMPLE_BYTES;
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let samples = 0;
  try {
    const { exitCode, tail } = await runner.run({
      file,
      args: ['-hide_banner', '-nostats', '-i', FFMPEG_INPUT, '-map', '0:a:0', '-vn', '-c:a', 'pcm_f32le', '-ar', String(sampleRate), '-ac', String(channels), '-f', 'f32le', FFMPEG_OUTPUT],
      onBytes(bytes) {
        const all = new Uint8Array(rest.length + bytes.length);
        all.set(rest);
        all.set(bytes, rest.length);
        const count = Math.floor(all.length / frameBytes);
        rest = all.slice(count * frameBytes);
        if (count === 0) return;
        sink({ startUs: us(request.startUs + (samples / sampleRate) * 1e6), sampleRate, channels: planes(new Float32Array(all.buffer, 0, count * channels), channels) });
        samples += count;
      },
    });
    if (control.cancelled) throw new AppError('cancelled', 'the sound decode was cancelled');
    if (samples === 0) throw new AppError('decode-failed', tail.at(-1) ?? `ffmpeg ended with ${exitCode}`, { fileName: file.name });
  } finally {
    clearInterval(poll);
    runner.end();
  }
}

function planes(interleaved: Float32Array, channels: number): Float32Array[] {
  const count = interleaved.length / channels;
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new Float32Array(count);
    for (let i = 0; i < count; i++) plane[i] = interleaved[i * channels + channel]!;
    return plane;
  });
}
