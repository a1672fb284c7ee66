/** The noise floor of each frequency band, quarter second by quarter second: what remains of a room between its sounds. */
import { AudioSpectrum } from './audio-spectrum';

/** Band edges, Hz: about a Bark and a half each, mains hum (50, 100 Hz) left out. */
const EDGES_HZ = [110, 250, 500, 900, 1400, 2000, 2800, 3700, 4700, 5800, 7000] as const;
const HOP_S = 0.016;
const FRAME_S = 0.032;
/** Frames per block: 16 × 16 ms ≈ a quarter second, in which even quick speech has a gap. */
export const HOPS_PER_BLOCK = 16;
/** The floor is the frame at this rank from below (about the 15th percentile). */
const FLOOR_RANK = 2;
/** −90 dB: below it a 16-bit recording has nothing to tell. */
const POWER_MIN = 1e-9;

export interface BandFloorBlock {
  /** Sample index (of this meter's input) of the block's first frame's centre. */
  readonly startSample: number;
  /** Floor per band, dB; a missing band (above Nyquist) is absent. */
  readonly floorDb: Float32Array;
  /** Level per band of each frame, dB, frame after frame. */
  readonly framesDb: Int8Array;
}

export class BandFloorMeter {
  readonly bands: number;
  /** Samples between frames and in a block. */
  readonly hop: number;
  readonly #size: number;
  readonly #spectrum: AudioSpectrum;
  readonly #power: Float32Array;
  readonly #bins: readonly (readonly [number, number])[];
  #pending = new Float32Array(0);
  #pendingAt = 0;
  #frames: Float32Array;
  #framesDone = 0;
  #blockStart = 0;

  constructor(rate: number) {
    this.#size = 2 ** Math.round(Math.log2(FRAME_S * rate));
    this.hop = Math.round(HOP_S * rate);
    this.#spectrum = new AudioSpectrum(this.#size);
    this.#power = new Float32Array(this.#size / 2 + 1);
    const binHz = rate / this.#size;
    this.#bins = EDGES_HZ.slice(0, -1)
      .map((from, i) => [Math.ceil(from / binHz), Math.max(Math.ceil(from / binHz) + 1, Math.ceil(EDGES_HZ[i + 1]! / binHz))] as const)
      .filter(([, to]) => to <= this.#size / 2);
    this.bands = this.#bins.length;
    this.#frames = new Float32Array(HOPS_PER_BLOCK * this.bands);
  }

  /** @returns blocks completed by these samples */
  push(samples: Float32Array): readonly BandFloorBlock[] {
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    const out: BandFloorBlock[] = [];
    let at = 0;
    for (; at + this.#size <= joined.length; at += this.hop) {
      this.#frame(joined, at);
      if (this.#framesDone === HOPS_PER_BLOCK) out.push(this.#close());
    }
    this.#pending = joined.slice(at);
    this.#pendingAt += at;
    return out;
  }

  /** Drops an unfinished block: what follows does not continue it. @param lostSamples length of the hole */
  skip(lostSamples: number): void {
    this.#pendingAt += this.#pending.length + lostSamples;
    this.#pending = new Float32Array(0);
    this.#framesDone = 0;
  }

  #frame(samples: Float32Array, at: number): void {
    if (this.#framesDone === 0) this.#blockStart = this.#pendingAt + at + this.#size / 2;
    this.#spectrum.power(samples, at, this.#power);
    for (let band = 0; band < this.bands; band++) {
      const [from, to] = this.#bins[band]!;
      let sum = 0;
      for (let k = from; k < to; k++) sum += this.#power[k]!;
      this.#frames[this.#framesDone * this.bands + band] = 10 * Math.log10(sum / (to - from) + POWER_MIN);
    }
    this.#framesDone++;
  }

  #close(): BandFloorBlock {
    const floorDb = new Float32Array(this.bands);
    const column = new Float32Array(HOPS_PER_BLOCK);
    for (let band = 0; band < this.bands; band++) {
      for (let f = 0; f < HOPS_PER_BLOCK; f++) column[f] = this.#frames[f * this.bands + band]!;
      floorDb[band] = column.sort()[FLOOR_RANK]!;
    }
    this.#framesDone = 0;
    return { startSample: this.#blockStart, floorDb, framesDb: Int8Array.from(this.#frames, (db) => Math.max(-128, Math.min(127, Math.round(db)))) };
  }
}
