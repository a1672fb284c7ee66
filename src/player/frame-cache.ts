/** Keeps the last exact pictures of one recording, so that going back and forth between findings decodes nothing twice. */
import type { Outcome } from '../core/result';
import type { FramePictures } from './playback-engine';

/** Forty bitmaps of 640×360, or four of full HD: 37 MB. */
const MAX_KEPT_COST = 40 * 640 ** 2;
/** What a picture of that long side costs, in the unit of the bound. */
const costOf = (key: string): number => Number(key.slice(key.indexOf('@') + 1)) ** 2;

/** Owns the bitmaps it hands out: do not close them; they stay valid until as many newer ones were asked for as it keeps (at least two), or the cache is disposed. */
export class FrameCache {
  readonly #frames: FramePictures;
  readonly #kept = new Map<string, Promise<Outcome<ImageBitmap>>>();

  constructor(frames: FramePictures) {
    this.#frames = frames;
  }

  frame(ordinal: number, maxSide: number): Promise<Outcome<ImageBitmap>> {
    const key = `${ordinal}@${maxSide}`;
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const asked = this.#frames.frame(ordinal, maxSide);
    this.#kept.set(key, asked);
    void asked.then((outcome) => {
      if (outcome.state !== 'completed' && this.#kept.get(key) === asked) this.#kept.delete(key);
    });
    let cost = [...this.#kept.keys()].reduce((sum, one) => sum + costOf(one), 0);
    for (const [oldest, outcome] of this.#kept) {
      if (cost <= MAX_KEPT_COST) break;
      cost -= costOf(oldest);
      this.#kept.delete(oldest);
      void outcome.then(closeBitmap);
    }
    return asked;
  }

  dispose(): void {
    for (const outcome of this.#kept.values()) void outcome.then(closeBitmap);
    this.#kept.clear();
  }
}

function closeBitmap(outcome: Outcome<ImageBitmap>): void {
  if (outcome.state === 'completed') outcome.value.close();
}
