/** Brings any sound down to one channel near 16 kHz, streaming: all that the sound detectors need, at a third of the cost. */
import { thinned } from './sound-kernels';

/** Speech, room tone and joins live below 7 kHz; body cameras record at 8–16 kHz, phones at 44.1–48 kHz. */
const TARGET_RATE_HZ = 16_000;
/** Reach of the windowed sinc on each side, in output samples; with a Blackman window 70 dB down from 0.72 of the output rate. */
const HALF_WIDTH = 6;
/** Cut-off as a share of the output rate: what folds back lies above 7 kHz at 48 kHz, which nothing here looks at. */
const CUTOFF = 0.45;

export class AudioDecimator {
  /** Input samples per output sample. */
  readonly factor: number;
  readonly outputRate: number;
  readonly #taps: Float32Array;
  /** The middle tap and those after it: the filter is symmetric. */
  readonly #half: Float64Array;
  #tail = new Float32Array(0);
  /** Offset within the buffer (tail + new input) of the next output's first tap. */
  #next = 0;

  constructor(readonly inputRate: number) {
    this.factor = Math.max(1, Math.round(inputRate / TARGET_RATE_HZ));
    this.outputRate = inputRate / this.factor;
    this.#taps = lowPass(this.factor);
    this.#half = Float64Array.from(this.#taps.subarray(this.delaySamples));
  }

  /** Input samples by which an output lags the input that completes it. */
  get delaySamples(): number {
    return (this.#taps.length - 1) / 2;
  }

  /**
   * Mean of the channels, low-passed and thinned. @returns samples owned by the caller, and the index of the first one's
   * centre relative to the first input sample of this call (negative: it lies in an earlier block)
   */
  push(channels: readonly Float32Array[]): { samples: Float32Array; firstAt: number } {
    const length = channels[0]?.length ?? 0;
    const tail = this.#tail.length;
    const input = new Float32Array(tail + length);
    input.set(this.#tail);
    const share = 1 / Math.max(1, channels.length);
    for (const channel of channels) for (let i = 0; i < length; i++) input[tail + i]! += channel[i]! * share;
    const taps = this.#taps;
    const width = taps.length;
    const count = Math.max(0, Math.floor((input.length - width - this.#next) / this.factor) + 1);
    const samples = this.factor === 1 ? input.slice(this.#next, this.#next + count) : thinned(input, this.factor, this.#half, this.#next + this.delaySamples, count);
    const firstAt = this.#next + this.delaySamples - tail;
    const consumed = Math.min(input.length, this.#next + count * this.factor);
    this.#next = this.#next + count * this.factor - consumed;
    this.#tail = input.slice(consumed);
    return { samples, firstAt };
  }

  /** Forgets the past: what follows does not continue it. */
  reset(): void {
    this.#tail = new Float32Array(0);
    this.#next = 0;
  }
}

/** Blackman-windowed sinc with unit gain; one tap where nothing is thinned. */
function lowPass(factor: number): Float32Array {
  if (factor === 1) return Float32Array.of(1);
  const half = HALF_WIDTH * factor;
  const taps = new Float32Array(2 * half + 1);
  const cutoff = CUTOFF / factor;
  let sum = 0;
  for (let i = -half; i <= half; i++) {
    const sinc = i === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * i) / (Math.PI * i);
    const phase = (Math.PI * (i + half)) / half;
    taps[i + half] = sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
    sum += taps[i + half]!;
  }
  return taps.map((tap) => tap / sum);
}
