/** Decodes a recording's sound in presentation order, wherever it can be decoded: as it lies there, by WebCodecs, else by ffmpeg.wasm. */
import { AppError } from '../../core/errors';
import type { PcmBlock } from '../../core/tables';
import { us, type TimeUs } from '../../core/time';
import type { PassControl } from '../budget';
import { AudioClock } from './audio-clock';
import { pcmFormat, readPcm, type PcmFormat } from './audio-pcm';
import { decodeAudioByFfmpeg } from './audio-ffmpeg';
import { decodeAudioByWebCodecs } from './audio-webcodecs';
import type { MediaIndex } from './media-index';

/** Sound that could not be decoded. */
export interface DamagedSound {
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly detail: string;
}

export interface AudioReport {
  readonly decoder: 'pcm' | 'webcodecs' | 'ffmpeg';
  /** Sum of what was delivered, µs. */
  readonly decodedUs: number;
  readonly damaged: readonly DamagedSound[];
}

export interface AudioDecodeOptions {
  /** Makes a worker that speaks the ffmpeg protocol; called only where WebCodecs cannot decode. */
  readonly spawnFfmpeg: () => Worker;
}

/** Where the decoders put what they made. */
export interface AudioDelivery {
  /** @param ptsUs time of the first sample; channels are owned by the callee */
  deliver(ptsUs: number, sampleRate: number, channels: readonly Float32Array[]): void;
  damage(startUs: number, endUs: number, detail: string): void;
}

/** Edit lists put what is shown from zero on: decoder priming and hidden lead-in have negative times. */
const PRESENTED_FROM_US = 0;

/** PCM packets that cameras write can be single samples: as many as fit are read and handed on together. */
const PCM_BLOCK_SECONDS = 0.1;

/**
 * Hands PCM to `sink` block by block; a block is the sink's to keep. Priming and what an edit list hides are left out; holes
 * in the packets' times stay holes. Progress is in µs of media. Rejects with AppError: no sound at all is `codec-unsupported`,
 * else cancelled, worker-crashed, file-gone, file-changed.
 */
export async function decodeAudio(
  index: MediaIndex, file: File, sink: (block: PcmBlock) => void, control: PassControl, options: AudioDecodeOptions,
): Promise<AudioReport> {
  const { audio, summary } = index;
  if (audio === null || audio.count === 0 || summary.audio === null) throw new AppError('codec-unsupported', 'there is no sound', { fileName: summary.fileName });
  const clock = new AudioClock();
  const damaged: DamagedSound[] = [];
  let decodedUs = 0;
  const delivery: AudioDelivery = {
    deliver(ptsUs, sampleRate, channels) {
      const block = clock.place(ptsUs, sampleRate, channels, PRESENTED_FROM_US);
      if (block === null) return;
      decodedUs += ((block.channels[0]?.length ?? 0) / sampleRate) * 1e6;
      sink(block);
      control.progress(Math.max(0, ptsUs - summary.startUs), summary.durationUs);
    },
    damage(startUs, endUs, detail) {
      const last = damaged.at(-1);
      if (last !== undefined && startUs - last.endUs <= 1000) damaged[damaged.length - 1] = { ...last, endUs: us(endUs) };
      else damaged.push({ startUs: us(startUs), endUs: us(endUs), detail });
    },
  };
  const report = (decoder: AudioReport['decoder']): AudioReport => ({ decoder, decodedUs: Math.round(decodedUs), damaged });

  const format = summary.audio.codec === 'pcm' ? pcmFormat(summary.audio.codecString) : null;
  if (format !== null) {
    await decodePcm(index, format, delivery, control);
    return report('pcm');
  }
  if (await decodeAudioByWebCodecs(index, delivery, control)) return report('webcodecs');
  await decodeAudioByFfmpeg(index, file, delivery, control, options.spawnFfmpeg);
  return report('ffmpeg');
}

async function decodePcm(index: MediaIndex, format: PcmFormat, delivery: AudioDelivery, control: PassControl): Promise<void> {
  const { displayOrder, ptsUs } = index.audio!;
  const { channels, sampleRate } = index.summary.audio!;
  const wanted = Math.ceil(PCM_BLOCK_SECONDS * sampleRate) * format.bytes * channels;
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  let startUs = 0;
  const flush = (): void => {
    if (bytes === 0) return;
    const whole = gathered.length === 1 ? gathered[0]! : new Uint8Array(bytes);
    if (gathered.length > 1) for (let i = 0, at = 0; i < gathered.length; at += gathered[i++]!.length) whole.set(gathered[i]!, at);
    delivery.deliver(startUs, sampleRate, readPcm(whole, format, channels));
    gathered = [];
    bytes = 0;
  };
  const frameUs = 1e6 / (sampleRate * format.bytes * channels);
  for (const packet of displayOrder) {
    const at = ptsUs[packet]!;
    if (bytes > 0 && (bytes >= wanted || Math.abs(startUs + bytes * frameUs - at) > 1000)) flush();
    const payload = await index.readPacket('audio', packet);
    if (bytes === 0) startUs = at;
    // The reader's window may be reused: what waits for its neighbours is a copy.
    gathered.push(payload.slice());
    bytes += payload.length;
    await control.tick();
  }
  flush();
}
