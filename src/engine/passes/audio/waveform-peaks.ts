/** Gathers the waveform's min/max pairs from the sound as it passes, in bounded memory however long the recording is. */
import type { PcmBlock, WaveformPeaks } from '../../../core/tables';
import { us, type TimeUs } from '../../../core/time';

/** A hundred a second draw a smooth waveform at the deepest zoom of the timeline. */
const FIRST_BUCKET_US = 10_000;
/** 2 MB of pairs; then buckets are merged two by two, and each is twice as long. */
const MAX_BUCKETS = 1 << 18;

export class PeakCollector {
  #bucketUs = FIRST_BUCKET_US;
  #startUs: TimeUs | null = null;
  /** Lowest and highest per bucket; a bucket that no sound reached stays 0, 0. */
  #pairs = new Float32Array(1 << 12);
  #count = 0;

  push(block: PcmBlock): void {
    const length = block.channels[0]?.length ?? 0;
    if (length === 0) return;
    this.#startUs ??= block.startUs;
    const samplesPerUs = block.sampleRate / 1e6;
    let from = 0;
    while (from < length) {
      const atUs = block.startUs - this.#startUs + from / samplesPerUs;
      const bucket = Math.max(0, Math.floor(atUs / this.#bucketUs + 1e-6));
      if (bucket >= MAX_BUCKETS) {
        this.#merge();
        continue;
      }
      const nextUs = (bucket + 1) * this.#bucketUs - (block.startUs - this.#startUs);
      const to = Math.min(length, Math.max(from + 1, Math.ceil(nextUs * samplesPerUs - 1e-6)));
      this.#widen(bucket, block.channels, from, to);
      from = to;
    }
  }

  #widen(bucket: number, channels: readonly Float32Array[], from: number, to: number): void {
    if (2 * bucket + 2 > this.#pairs.length) {
      const grown = new Float32Array(Math.min(2 * MAX_BUCKETS, Math.max(2 * bucket + 2, 2 * this.#pairs.length)));
      grown.set(this.#pairs);
      this.#pairs = grown;
    }
    let low = Infinity;
    let high = -Infinity;
    for (const channel of channels) {
      for (let i = from; i < to; i++) {
        const value = channel[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (bucket < this.#count) {
      low = Math.min(low, this.#pairs[2 * bucket]!);
      high = Math.max(high, this.#pairs[2 * bucket + 1]!);
    } else {
      this.#count = bucket + 1;
    }
    this.#pairs[2 * bucket] = Math.max(-1, low);
    this.#pairs[2 * bucket + 1] = Math.min(1, high);
  }

  #merge(): void {
    const half = Math.ceil(this.#count / 2);
    for (let i = 0; i < half; i++) {
      const second = Math.min(2 * i + 1, this.#count - 1);
      this.#pairs[2 * i] = Math.min(this.#pairs[4 * i]!, this.#pairs[2 * second]!);
      this.#pairs[2 * i + 1] = Math.max(this.#pairs[4 * i + 1]!, this.#pairs[2 * second + 1]!);
    }
    this.#pairs.fill(0, 2 * half);
    this.#count = half;
    this.#bucketUs *= 2;
  }

  /** So far; a copy. */
  peaks(): WaveformPeaks {
    return { bucketUs: us(this.#bucketUs), startUs: this.#startUs ?? us(0), minMax: this.#pairs.slice(0, 2 * this.#count) };
  }
}
