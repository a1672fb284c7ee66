/** Follows mains hum: strength and phase at the harmonics of 50 and 60 Hz, eight times a second. */

/** Where grids and what hangs on them hum; rectifiers and lamps lead at twice the mains. Higher ones drown in speech. */
export const HUM_HZ = [50, 100, 150, 200, 250, 300, 60, 120, 180, 240, 360] as const;
/** Which harmonic of its mains each is: a grid that is off by 1 % takes its tenth harmonic off by ten times as much. */
export const HUM_HARMONIC = HUM_HZ.map((hz) => (hz % 50 === 0 ? hz / 50 : hz / 60));
/** Long enough to part 50 from 60 Hz and both from voices, short enough to place a step. */
const WINDOW_S = 0.5;
export const HUM_HOP_S = 0.125;
/** Windows that a window overlaps on either side. */
export const HUM_HOPS_IN_WINDOW = WINDOW_S / HUM_HOP_S;
/** Thinned to about this before it is measured. */
const THIN_HZ = 2_000;

/** One window: `re[i]`, `im[i]` are the amplitude at HUM_HZ[i], phase counted from the start of the section. */
export interface HumFrame {
  /** End of the window, samples of the input since the section began. */
  readonly endSample: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

export class HumMeter {
  readonly #factor: number;
  readonly #rate: number;
  readonly #window: number;
  readonly #hop: number;
  /** Windowed cosine and sine of each harmonic, from the middle of the window outwards. */
  readonly #cos: readonly Float32Array[];
  readonly #sin: readonly Float32Array[];
  /** Sum and difference of the samples equally far from the middle. */
  readonly #even: Float32Array;
  readonly #odd: Float32Array;
  #thin = new Float32Array(0);
  /** Thinned samples dropped from the front of the buffer. */
  #thinAt = 0;
  #pending = new Float32Array(0);

  /** @param rate of the samples, Hz, 4,000 or more */
  constructor(rate: number) {
    this.#factor = Math.max(1, Math.round(rate / THIN_HZ));
    this.#rate = rate / this.#factor;
    const half = Math.round((WINDOW_S * this.#rate) / 2);
    this.#window = 2 * half;
    this.#hop = Math.round(HUM_HOP_S * this.#rate);
    const hann = Float32Array.from({ length: half }, (_, k) => (1 + Math.cos((Math.PI * k) / half)) / this.#window);
    this.#cos = HUM_HZ.map((hz) => hann.map((w, k) => w * Math.cos((2 * Math.PI * hz * k) / this.#rate)));
    this.#sin = HUM_HZ.map((hz) => hann.map((w, k) => -w * Math.sin((2 * Math.PI * hz * k) / this.#rate)));
    this.#even = new Float32Array(half);
    this.#odd = new Float32Array(half);
  }

  /** Samples of one section, in order. @returns windows completed by these */
  push(samples: Float32Array): HumFrame[] {
    this.#thinOut(samples);
    const out: HumFrame[] = [];
    let at = 0;
    for (; at + this.#window <= this.#thin.length; at += this.#hop) out.push(this.#frame(at));
    this.#thin = this.#thin.slice(at);
    this.#thinAt += at;
    return out;
  }

  /** A triangle of taps, two running means in one: folds what lies near 2 kHz back 30 dB down, cheap, and linear in phase. */
  #thinOut(samples: Float32Array): void {
    const factor = this.#factor;
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    const count = Math.max(0, Math.floor((joined.length - 2 * factor) / factor) + 1);
    const thin = new Float32Array(this.#thin.length + count);
    thin.set(this.#thin);
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let t = 0; t < factor; t++) sum += (t + 1) * joined[k * factor + t]! + (factor - t - 1) * joined[(k + 1) * factor + t]!;
      thin[this.#thin.length + k] = sum / (factor * factor);
    }
    this.#thin = thin;
    this.#pending = joined.slice(count * factor);
  }

  #frame(at: number): HumFrame {
    const re = new Float32Array(HUM_HZ.length);
    const im = new Float32Array(HUM_HZ.length);
    const even = this.#even;
    const odd = this.#odd;
    const half = even.length;
    const centre = at + half;
    even[0] = this.#thin[centre]!;
    for (let k = 1; k < half; k++) {
      even[k] = this.#thin[centre + k]! + this.#thin[centre - k]!;
      odd[k] = this.#thin[centre + k]! - this.#thin[centre - k]!;
    }
    for (let h = 0; h < HUM_HZ.length; h++) {
      const cos = this.#cos[h]!;
      const sin = this.#sin[h]!;
      let a = 0;
      let b = 0;
      for (let k = 0; k < half; k++) {
        a += even[k]! * cos[k]!;
        b += odd[k]! * sin[k]!;
      }
      // Turned back to where the section began, whatever whole turns lie between.
      const turns = (HUM_HZ[h]! * (this.#thinAt + centre)) / this.#rate;
      const angle = -2 * Math.PI * (turns - Math.floor(turns));
      re[h] = a * Math.cos(angle) - b * Math.sin(angle);
      im[h] = a * Math.sin(angle) + b * Math.cos(angle);
    }
    return { endSample: (this.#thinAt + at + this.#window) * this.#factor, re, im };
  }
}
