/** Power spectra of short real frames (radix-2 FFT, Hann window), for band energies. */

export class AudioSpectrum {
  readonly #window: Float32Array;
  readonly #cos: Float32Array;
  readonly #sin: Float32Array;
  readonly #swap: Uint16Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /** @param size samples per frame, a power of two ≤ 65,536 */
  constructor(readonly size: number) {
    if (size < 2 || (size & (size - 1)) !== 0 || size > 65_536) throw new RangeError(`not a power of two in range: ${size}`);
    const turn = (2 * Math.PI) / size;
    this.#window = Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos(turn * i));
    this.#cos = Float32Array.from({ length: size / 2 }, (_, i) => Math.cos(turn * i));
    this.#sin = Float32Array.from({ length: size / 2 }, (_, i) => -Math.sin(turn * i));
    const bits = Math.log2(size);
    this.#swap = Uint16Array.from({ length: size }, (_, i) => {
      let reversed = 0;
      for (let b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b);
      return reversed;
    });
    this.#re = new Float32Array(size);
    this.#im = new Float32Array(size);
  }

  /**
   * |X|² ÷ size of the windowed frame that starts at `at`. @param into length size/2 + 1; overwritten
   */
  power(samples: Float32Array, at: number, into: Float32Array): void {
    const { size } = this;
    const [re, im, cos, sin, swap, window] = [this.#re, this.#im, this.#cos, this.#sin, this.#swap, this.#window];
    for (let i = 0; i < size; i++) {
      const from = swap[i]!;
      re[i] = samples[at + from]! * window[from]!;
    }
    im.fill(0);
    for (let half = 1; half < size; half <<= 1) {
      const step = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0, turn = 0; k < half; k++, turn += step) {
          const a = start + k;
          const b = a + half;
          const c = cos[turn]!;
          const s = sin[turn]!;
          const tr = re[b]! * c - im[b]! * s;
          const ti = re[b]! * s + im[b]! * c;
          re[b] = re[a]! - tr;
          im[b] = im[a]! - ti;
          re[a] = re[a]! + tr;
          im[a] = im[a]! + ti;
        }
      }
    }
    for (let k = 0; k <= size / 2; k++) into[k] = (re[k]! * re[k]! + im[k]! * im[k]!) / size;
  }
}
