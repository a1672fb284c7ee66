/** The loudness curve of the timeline: dBFS of the mean power, 50 values a second, coarser for very long recordings. */
import type { MetricSeries } from '../../../core/tables';
import type { AudioItem } from './audio-item';

const FIRST_STEP_US = 20_000;
/** 16-bit sound has nothing below. */
const FLOOR_DBFS = -96;
/** 1.5 h at 20 ms; then neighbours are merged and steps double. */
const MAX_VALUES = 1 << 18;

export class SoundLevelMeter {
  #stepUs = FIRST_STEP_US;
  #timeUs: number[] = [];
  #power: number[] = [];
  #sum = 0;
  #samples = 0;
  #fromUs = 0;

  push({ low, continues }: AudioItem): void {
    if (!continues) this.#close();
    const stepSamples = Math.max(1, Math.round((this.#stepUs / 1e6) * low.sampleRate));
    for (let i = 0; i < low.samples.length; i++) {
      if (this.#samples === 0) this.#fromUs = low.startUs + (i / low.sampleRate) * 1e6;
      this.#sum += low.samples[i]! ** 2;
      if (++this.#samples >= stepSamples) this.#close();
    }
  }

  #close(): void {
    if (this.#samples === 0) return;
    this.#timeUs.push(Math.round(this.#fromUs));
    this.#power.push(this.#sum / this.#samples);
    this.#sum = this.#samples = 0;
    if (this.#power.length < MAX_VALUES) return;
    this.#timeUs = this.#timeUs.filter((_, i) => i % 2 === 0);
    this.#power = this.#timeUs.map((_, i) => (this.#power[2 * i]! + (this.#power[2 * i + 1] ?? this.#power[2 * i]!)) / 2);
    this.#stepUs *= 2;
  }

  series(): MetricSeries {
    const value = Float32Array.from(this.#power, (power) => Math.max(FLOOR_DBFS, 10 * Math.log10(power + 1e-12)));
    return { id: 'sound-level', unit: 'dBFS', timeUs: Float64Array.from(this.#timeUs), value, threshold: null };
  }
}
