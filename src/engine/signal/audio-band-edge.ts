/** Where a spectrum ends as if cut off: the level above a frequency against the level below it, at the moment that reaches furthest up. */
import { AudioSpectrum } from './audio-spectrum';

/** Below lie voices; above only what encoders switch on and off by their bit rate. Devices and telephones end at 3.4 to 8 kHz. */
const LOWEST_HZ = 2_500;
const HIGHEST_HZ = 9_000;
const BAND_HZ = 250;
/** Bands compared below an edge, of which the weakest but one counts (a whistle fills one), and above it, of which the strongest does. */
const BELOW = 4;
const ABOVE = 3;
/** −90 dB, as for floors: 16-bit sound has nothing to tell below. */
const POWER_MIN = 1e-9;
/** A cliff can be seen only from a height (dB): where it is as quiet as the floor anyway nothing is told. */
const LEAST_BELOW_DB = -70;
/** No frame of the block was loud enough. */
export const NO_CLIFF = -128;
const BLOCK_S = 0.25;
/** Some 20 to 60 ms; at 44.1 kHz and above every other frame, which leaves five in a quarter second. */
const frameSize = (rate: number): number => (rate <= 33_000 ? 512 : 1024);

/** A quarter second. `cliffDb[e]` is level above minus level below the edge `edgesHz[e]`, dB, of the frame in which it is highest; NO_CLIFF where all were too quiet. */
export interface EdgeBlock {
  readonly startSample: number;
  readonly cliffDb: Int8Array;
}

export class BandEdgeMeter {
  /** Candidate edges, Hz, ascending; none where the sampling rate leaves no room above. */
  readonly edgesHz: readonly number[];
  /** Samples in a block. */
  readonly blockSamples: number;
  readonly #size: number;
  readonly #step: number;
  readonly #spectrum: AudioSpectrum;
  readonly #power: Float32Array;
  readonly #bandDb: Float32Array;
  readonly #bins: readonly number[];
  readonly #highest: Float32Array;
  readonly #beside = new Float32Array(BELOW);
  #pending = new Float32Array(0);
  #pendingAt = 0;
  #blockAt = 0;

  constructor(rate: number) {
    this.#size = frameSize(rate);
    this.#step = rate > 33_000 ? 2 * this.#size : this.#size;
    this.#spectrum = new AudioSpectrum(this.#size);
    this.#power = new Float32Array(this.#size / 2 + 1);
    const first = LOWEST_HZ / BAND_HZ - BELOW - 1;
    const top = Math.min(HIGHEST_HZ / BAND_HZ + ABOVE + 1, Math.floor(rate / 2 / BAND_HZ));
    this.#bins = Array.from({ length: Math.max(0, top - first) + 1 }, (_, i) => Math.ceil(((first + i) * BAND_HZ * this.#size) / rate));
    this.#bandDb = new Float32Array(this.#bins.length - 1);
    this.edgesHz = Array.from({ length: Math.max(0, this.#bandDb.length - BELOW - ABOVE - 1) }, (_, e) => LOWEST_HZ + e * BAND_HZ);
    this.blockSamples = Math.round((BLOCK_S * rate) / this.#step) * this.#step;
    this.#highest = new Float32Array(this.edgesHz.length).fill(NO_CLIFF);
  }

  /** Mean of the channels of one section, in order. @returns blocks completed by these samples */
  push(channels: readonly Float32Array[]): EdgeBlock[] {
    const length = channels[0]?.length ?? 0;
    const joined = new Float32Array(this.#pending.length + length);
    joined.set(this.#pending);
    const share = 1 / Math.max(1, channels.length);
    for (const channel of channels) for (let i = 0; i < length; i++) joined[this.#pending.length + i]! += channel[i]! * share;
    const out: EdgeBlock[] = [];
    let at = 0;
    for (; at + this.#step <= joined.length; at += this.#step) {
      this.#frame(joined, at);
      if (this.#pendingAt + at + this.#step - this.#blockAt >= this.blockSamples) out.push(this.#close());
    }
    this.#pending = joined.slice(at);
    this.#pendingAt += at;
    return out;
  }

  #frame(samples: Float32Array, at: number): void {
    this.#spectrum.power(samples, at, this.#power);
    for (let band = 0; band < this.#bandDb.length; band++) {
      const from = this.#bins[band]!;
      const to = Math.max(from + 1, this.#bins[band + 1]!);
      let sum = 0;
      for (let k = from; k < to; k++) sum += this.#power[k]!;
      this.#bandDb[band] = 10 * Math.log10(sum / (to - from) + POWER_MIN);
    }
    // Band BELOW + 1 + e begins at edge e; one band beside it is left out, in which a filter falls off.
    for (let e = 0; e < this.#highest.length; e++) {
      for (let i = 0; i < BELOW; i++) this.#beside[i] = this.#bandDb[e + i]!;
      this.#beside.sort();
      const below = this.#beside[1]!;
      if (below < LEAST_BELOW_DB) continue;
      const edge = e + BELOW + 1;
      const above = Math.max(this.#bandDb[edge + 1]!, this.#bandDb[edge + 2]!, this.#bandDb[edge + ABOVE]!);
      if (above - below > this.#highest[e]!) this.#highest[e] = above - below;
    }
  }

  #close(): EdgeBlock {
    const block = { startSample: this.#blockAt, cliffDb: Int8Array.from(this.#highest, (db) => Math.max(NO_CLIFF, Math.min(127, Math.round(db)))) };
    this.#blockAt += this.blockSamples;
    this.#highest.fill(NO_CLIFF);
    return block;
  }
}
