/** Decodes sound with ffmpeg.wasm where the browser has no decoder (AMR, ADPCM, MP2 …), and knows each frame's time. */
import { AppError } from '../../core/errors';
import type { PassControl } from '../budget';
import type { AudioDelivery } from './audio-source';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';
import type { MediaIndex } from './media-index';

const CANCEL_POLL_MS = 100;
const NO_DECODER = /decoder .*not found|unsupported codec|could not find codec parameters/i;

/** One decoded frame as the ashowinfo filter tells of it. */
export interface FfmpegSoundFrame {
  readonly ptsSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly samples: number;
}

/** Reads an ashowinfo line; null for any other line. Fields as printed by libavfilter/af_ashowinfo.c. */
export function parseSoundFrame(line: string): FfmpegSoundFrame | null {
  const found = /\bpts_time:(\S+) .*\bchannels:(\d+) .*\brate:(\d+) nb_samples:(\d+)/.exec(line);
  return found === null ? null : { ptsSeconds: Number(found[1]), channels: Number(found[2]), sampleRate: Number(found[3]), samples: Number(found[4]) };
}

/** Pairs frames' descriptions with the interleaved 32-bit samples that arrive beside them, whichever comes first. */
export class SoundFrameAssembler {
  readonly #frames: FfmpegSoundFrame[] = [];
  #bytes = new Uint8Array(0);

  constructor(private readonly emit: (frame: FfmpegSoundFrame, channels: Float32Array[]) => void) {}

  pushFrame(frame: FfmpegSoundFrame): void {
    this.#frames.push(frame);
    this.#assemble();
  }

  pushBytes(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
    this.#assemble();
  }

  #assemble(): void {
    let at = 0;
    const view = new DataView(this.#bytes.buffer);
    for (let frame = this.#frames[0]; frame !== undefined; frame = this.#frames[0]) {
      const { channels, samples } = frame;
      const size = samples * channels * 4;
      if (this.#bytes.length - at < size) break;
      const planes = Array.from({ length: channels }, () => new Float32Array(samples));
      for (let i = 0, from = at; i < samples; i++) for (let c = 0; c < channels; c++, from += 4) planes[c]![i] = view.getFloat32(from, true);
      at += size;
      this.#frames.shift();
      this.emit(frame, planes);
    }
    if (at > 0) this.#bytes = this.#bytes.slice(at);
  }
}

/** Rejects with AppError codec-unsupported, decode-failed, cancelled, worker-crashed. */
export async function decodeAudioByFfmpeg(index: MediaIndex, file: File, delivery: AudioDelivery, control: PassControl, spawn: () => Worker): Promise<void> {
  const audio = index.audio!;
  const firstUs = audio.ptsUs[audio.displayOrder[0]!]!;
  const fileName = index.summary.fileName;
  const runner = new FfmpegRunner(spawn);
  const poll = setInterval(() => { if (control.cancelled) runner.end(); }, CANCEL_POLL_MS);
  let offsetUs = Number.NaN;
  let endUs = firstUs;
  const assembler = new SoundFrameAssembler((frame, channels) => {
    const ownUs = frame.ptsSeconds * 1e6;
    // ffmpeg's clock starts at its own zero; the packet table's at the recording's. The first frame ties them together; a
    // negative first packet is priming, which ffmpeg has cut off already.
    if (Number.isNaN(offsetUs)) offsetUs = Math.max(0, firstUs) - (Number.isFinite(ownUs) ? ownUs : 0);
    const ptsUs = Number.isFinite(ownUs) ? ownUs + offsetUs : endUs;
    endUs = ptsUs + (frame.samples / frame.sampleRate) * 1e6;
    delivery.deliver(ptsUs, frame.sampleRate, channels);
  });
  try {
    const end = await runner.run({
      file,
      args: ['-hide_banner', '-nostats', '-copyts', '-vn', '-i', FFMPEG_INPUT, '-map', '0:a:0', '-af', 'ashowinfo', '-c:a', 'pcm_f32le', '-f', 'f32le', FFMPEG_OUTPUT],
      onBytes: (bytes) => assembler.pushBytes(bytes),
      onLog: (line) => {
        const frame = parseSoundFrame(line);
        if (frame !== null) assembler.pushFrame(frame);
      },
    });
    const tail = end.tail.join('\n');
    if (NO_DECODER.test(tail)) throw new AppError('codec-unsupported', `no decoder for ${index.summary.audio?.codecString ?? 'this sound'}`, { fileName });
    const lastUs = audio.ptsUs[audio.displayOrder[audio.count - 1]!]!;
    if (end.exitCode !== 0) {
      if (endUs === firstUs) throw new AppError('decode-failed', end.tail.at(-1) ?? `ffmpeg ended with ${end.exitCode}`, { fileName });
      if (lastUs > endUs) delivery.damage(endUs, lastUs, end.tail.at(-1) ?? `ffmpeg ended with ${end.exitCode}`);
    }
  } catch (thrown) {
    if (control.cancelled) throw new AppError('cancelled', 'the decode was cancelled');
    throw thrown;
  } finally {
    clearInterval(poll);
    runner.end();
  }
  if (control.cancelled) throw new AppError('cancelled', 'the decode was cancelled');
}
