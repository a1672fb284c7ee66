/** A seeded stream of numbers, so that a corpus comes out the same on every run. */

/** mulberry32: public-domain generator by Tommy Ettinger. */
export class Seeded {
  #state: number;

  constructor(seed: number) { this.#state = seed >>> 0; }

  /** @returns 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(low: number, high: number): number { return low + (high - low) * this.next(); }

  /** @returns a whole number, both ends possible */
  whole(low: number, high: number): number { return low + Math.floor(this.next() * (high - low + 1)); }

  pick<T>(of: readonly T[]): T { return of[Math.floor(this.next() * of.length)]!; }

  shuffled<T>(of: readonly T[]): T[] {
    const out = [...of];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [out[i], out[j]] = [out[j]!, out[i]!];
    }
    return out;
  }
}
