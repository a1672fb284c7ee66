/** Power spectra of short real frames (radix-2 FFT, Hann window), for band energies. */

/** A real frame goes through a complex transform of half its size: even samples as real, odd ones as imaginary parts. */
export class AudioSpectrum {
  readonly #half: number;
  readonly #window: Float32Array;
  /** cos and −sin of 2πk ÷ size. */
  readonly #cos: Float32Array;
  readonly #sin: Float32Array;
  readonly #swap: Uint16Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /** @param size samples per frame, a power of two, 4 … 65,536 */
  constructor(readonly size: number) {
    if (size < 4 || (size & (size - 1)) !== 0 || size > 65_536) throw new RangeError(`not a power of two in range: ${size}`);
    const half = size / 2;
    const turn = (2 * Math.PI) / size;
    this.#half = half;
    this.#window = Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos(turn * i));
    this.#cos = Float32Array.from({ length: half + 1 }, (_, i) => Math.cos(turn * i));
    this.#sin = Float32Array.from({ length: half + 1 }, (_, i) => -Math.sin(turn * i));
    const bits = Math.log2(half);
    this.#swap = Uint16Array.from({ length: half }, (_, i) => {
      let reversed = 0;
      for (let b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b);
      return reversed;
    });
    this.#re = new Float32Array(half);
    this.#im = new Float32Array(half);
  }

  /** |X|² ÷ size of the windowed frame that starts at `at`. @param into length size/2 + 1; overwritten */
  power(samples: Float32Array, at: number, into: Float32Array): void {
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    const window = this.#window;
    for (let i = 0; i < half; i++) {
      const from = 2 * this.#swap[i]!;
      re[i] = samples[at + from]! * window[from]!;
      im[i] = samples[at + from + 1]! * window[from + 1]!;
    }
    this.#transform(re, im);
    const scale = 1 / this.size;
    into[0] = (re[0]! + im[0]!) ** 2 * scale;
    into[half] = (re[0]! - im[0]!) ** 2 * scale;
    for (let k = 1; k < half; k++) {
      const evenRe = (re[k]! + re[half - k]!) / 2;
      const evenIm = (im[k]! - im[half - k]!) / 2;
      const oddRe = (im[k]! + im[half - k]!) / 2;
      const oddIm = (re[half - k]! - re[k]!) / 2;
      const c = this.#cos[k]!;
      const s = this.#sin[k]!;
      const wholeRe = evenRe + oddRe * c - oddIm * s;
      const wholeIm = evenIm + oddRe * s + oddIm * c;
      into[k] = (wholeRe * wholeRe + wholeIm * wholeIm) * scale;
    }
  }

  /** Radix 2, in place, input in bit-reversed order (Cooley and Tukey 1965). */
  #transform(re: Float32Array, im: Float32Array): void {
    const size = this.#half;
    const cos = this.#cos;
    const sin = this.#sin;
    for (let half = 1; half < size; half <<= 1) {
      const step = size / half;
      for (let k = 0, turn = 0; k < half; k++, turn += step) {
        const c = cos[turn]!;
        const s = sin[turn]!;
        for (let a = k; a < size; a += 2 * half) {
          const b = a + half;
          const tr = re[b]! * c - im[b]! * s;
          const ti = re[b]! * s + im[b]! * c;
          re[b] = re[a]! - tr;
          im[b] = im[a]! - ti;
          re[a] = re[a]! + tr;
          im[a] = im[a]! + ti;
        }
      }
    }
  }
}
