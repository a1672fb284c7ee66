/** Keeps the last exact pictures of one recording, so that going back and forth between findings decodes nothing twice. */
import type { Outcome } from '../core/result';
import type { FramePictures } from './playback-engine';

/** 640×360 bitmaps of 0.9 MB: forty of them are 37 MB. */
const MAX_KEPT = 40;

/** Owns the bitmaps it hands out: do not close them; they stay valid until forty newer ones were asked for or the cache is disposed. */
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
    for (const [oldest, outcome] of this.#kept) {
      if (this.#kept.size <= MAX_KEPT) break;
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
