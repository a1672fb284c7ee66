/** Sound of any rate as it is decoded, to voice probabilities: brought to 16 kHz, cut into stretches that are listened to side by side, each with a run-up. */
import type { PcmBlock } from '../../core/tables';
import type { TimeUs } from '../../core/time';
import { SpeechRate } from '../signal/speech-rate';
import { FRAME_SAMPLES, type Silero } from './silero';

/** Ten seconds each; the network settles within the second before it. */
const STRETCH = 312 * FRAME_SAMPLES;
const RUN_UP = 32 * FRAME_SAMPLES;
/** Side by side: beyond this one frame of all takes too long between two looks at a cancel. */
const SIDE_BY_SIDE = 32;

export interface HeardVoice {
  /** One a frame of 32 ms. */
  readonly probability01: Float32Array;
  readonly startUs: TimeUs;
}

export class VoiceStream {
  readonly #silero: Silero;
  readonly #rate = new SpeechRate();
  /** 16 kHz samples not yet listened to, after the run-up of the first of them. */
  #waiting = new Float32Array(RUN_UP + SIDE_BY_SIDE * STRETCH);
  #filled = RUN_UP;
  readonly #heard: Float32Array[] = [];

  constructor(silero: Silero) {
    this.#silero = silero;
  }

  /** @returns whether `listen` is to be awaited before the next block */
  push(block: PcmBlock): boolean {
    this.#rate.push(block, (samples) => this.#put(samples));
    return this.#filled >= this.#waiting.length;
  }

  /** Listens to all whole stretches. */
  async listen(pause: () => Promise<void>): Promise<void> {
    while (this.#filled >= RUN_UP + SIDE_BY_SIDE * STRETCH) await this.#listenTo(SIDE_BY_SIDE, pause);
  }

  /** Listens to the rest. null where no sound came. */
  async finish(pause: () => Promise<void>): Promise<HeardVoice | null> {
    await this.listen(pause);
    const rest = this.#filled - RUN_UP;
    if (rest > 0) {
      const count = Math.ceil(rest / STRETCH);
      this.#grow(RUN_UP + count * STRETCH);
      this.#waiting.fill(0, this.#filled);
      this.#filled = RUN_UP + count * STRETCH;
      await this.#listenTo(count, pause);
    }
    const { startUs, total } = this.#rate;
    if (startUs === null) return null;
    const probability01 = new Float32Array(Math.ceil(total / FRAME_SAMPLES));
    let at = 0;
    for (const part of this.#heard) {
      probability01.set(part.subarray(0, Math.max(0, probability01.length - at)), Math.min(at, probability01.length));
      at += part.length;
    }
    return { probability01, startUs };
  }

  async #listenTo(count: number, pause: () => Promise<void>): Promise<void> {
    const stretches = Array.from({ length: count }, (_, i) => this.#waiting.subarray(i * STRETCH, i * STRETCH + RUN_UP + STRETCH));
    const heard = await this.#silero.probabilities(stretches, pause);
    for (const one of heard) this.#heard.push(one.slice(RUN_UP / FRAME_SAMPLES));
    this.#waiting.copyWithin(0, count * STRETCH, this.#filled);
    this.#filled -= count * STRETCH;
  }

  #put(samples: Float32Array): void {
    this.#grow(this.#filled + samples.length);
    this.#waiting.set(samples, this.#filled);
    this.#filled += samples.length;
  }

  #grow(length: number): void {
    if (length <= this.#waiting.length) return;
    const larger = new Float32Array(Math.max(length, this.#waiting.length * 2));
    larger.set(this.#waiting.subarray(0, this.#filled));
    this.#waiting = larger;
  }
}
