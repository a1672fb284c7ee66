/** Sound of any rate as it is decoded, to one channel of 16 kHz without holes: what networks for speech listen to. */
import type { PcmBlock } from '../../core/tables';
import type { TimeUs } from '../../core/time';
import { AudioDecimator } from './audio-decimator';

export const SPEECH_RATE_HZ = 16_000;
/** Holes in the sound up to this are rounding: decoders place blocks to the microsecond. Longer ones are filled with silence. */
const HOLE_S = 0.02;

export class SpeechRate {
  #decimator: AudioDecimator | null = null;
  #startUs: TimeUs | null = null;
  /** Of all samples that were handed on. */
  #total = 0;
  /** Where the next output sample lies between the decimator's samples. */
  #phase = 0;
  #last = 0;

  /** Of the first sample; null before any came. */
  get startUs(): TimeUs | null { return this.#startUs; }
  /** Samples handed on so far, from `startUs` on without a hole. */
  get total(): number { return this.#total; }

  /** @param put is given 16 kHz samples in order, for the moment of the call */
  push({ startUs, sampleRate, channels }: PcmBlock, put: (samples: Float32Array) => void): void {
    const hand = (samples: Float32Array): void => {
      this.#total += samples.length;
      put(samples);
    };
    this.#startUs ??= startUs;
    const dueUs = this.#startUs + (this.#total / SPEECH_RATE_HZ) * 1e6;
    const holeS = (startUs - dueUs) / 1e6;
    if (this.#decimator === null || this.#decimator.inputRate !== sampleRate || holeS > HOLE_S) {
      if (holeS > HOLE_S) hand(new Float32Array(Math.round(holeS * SPEECH_RATE_HZ)));
      this.#decimator = new AudioDecimator(sampleRate);
      this.#phase = 0;
    }
    hand(this.#toRate(this.#decimator.push(channels).samples, this.#decimator.outputRate));
  }

  /** The decimator leaves 11–22 kHz, low-passed: straight lines between its samples are near enough for a voice. */
  #toRate(samples: Float32Array, rate: number): Float32Array {
    if (rate === SPEECH_RATE_HZ) return samples;
    const step = rate / SPEECH_RATE_HZ;
    const out = new Float32Array(Math.max(0, Math.ceil((samples.length - this.#phase) / step)));
    let at = this.#phase;
    let count = 0;
    for (; at < samples.length; at += step) {
      const left = Math.floor(at);
      const a = left === 0 ? this.#last : samples[left - 1];
      out[count++] = a + (samples[left] - a) * (at - left);
    }
    this.#phase = at - samples.length;
    this.#last = samples.at(-1) ?? this.#last;
    return out.subarray(0, count);
  }
}
