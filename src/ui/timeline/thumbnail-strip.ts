/** Thumbnails of the overview lane: decoded when first seen, a few at a time, the least recently drawn let go. */
import { lowerBound } from '../../core/lower-bound';
import type { Thumbnail } from '../../core/tables';
import { timeAt, xOf, type TimeScale } from './time-scale';

const MAX_BITMAPS = 240;
const MAX_DECODING = 3;

export class ThumbnailStrip {
  #thumbnails: readonly Thumbnail[] = [];
  #ptsUs = new Float64Array(0);
  readonly #bitmaps = new Map<Thumbnail, ImageBitmap>();
  readonly #failed = new Set<Thumbnail>();
  #wanted: Thumbnail[] = [];
  #decoding = 0;
  #disposed = false;
  #aspect = 16 / 9;
  readonly #onReady: () => void;

  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** Any order; kept by reference, so that those already decoded stay decoded when more arrive. */
  set(thumbnails: readonly Thumbnail[]): void {
    this.#thumbnails = [...thumbnails].sort((a, b) => a.ptsUs - b.ptsUs);
    this.#ptsUs = Float64Array.from(this.#thumbnails, (one) => one.ptsUs);
  }

  get isEmpty(): boolean {
    return this.#thumbnails.length === 0;
  }

  /** Tiles are fixed in time, not on screen, so that panning moves the strip as one. Each shows the last picture at or before its middle. */
  paint(context: CanvasRenderingContext2D, scale: TimeScale, topPx: number, heightPx: number, fromUs: number, untilUs: number): void {
    const tilePx = Math.round(heightPx * this.#aspect);
    const tileUs = tilePx * scale.usPerPx;
    const first = Math.max(0, Math.floor((scale.startUs - fromUs) / tileUs));
    this.#wanted.length = 0;
    // Every power of two of zoom uses the same pictures, so that zooming out needs none that are not there already.
    const perTile = (this.#thumbnails.length * tileUs) / Math.max(1, untilUs - fromUs);
    const stride = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, perTile))));
    for (let tile = first; ; tile++) {
      const tileStartUs = fromUs + tile * tileUs;
      const x = xOf(scale, tileStartUs);
      if (x >= scale.widthPx || tileStartUs >= untilUs) break;
      const at = Math.max(0, lowerBound(this.#ptsUs, Math.min(untilUs, timeAt(scale, x + tilePx / 2)) + 1) - 1);
      const thumbnail = this.#thumbnails[at - (at % stride)]!;
      const bitmap = this.#bitmaps.get(thumbnail);
      if (!bitmap) {
        this.#wanted.push(thumbnail);
        continue;
      }
      const width = Math.min(tilePx, xOf(scale, untilUs) - x);
      context.drawImage(bitmap, 0, 0, (bitmap.width * width) / tilePx, bitmap.height, x, topPx, width, heightPx);
      this.#bitmaps.delete(thumbnail);
      this.#bitmaps.set(thumbnail, bitmap);
    }
    this.#decode();
  }

  dispose(): void {
    this.#disposed = true;
    for (const bitmap of this.#bitmaps.values()) bitmap.close();
    this.#bitmaps.clear();
  }

  #decode(): void {
    while (this.#decoding < MAX_DECODING) {
      const thumbnail = this.#wanted.shift();
      if (!thumbnail) return;
      if (this.#bitmaps.has(thumbnail) || this.#failed.has(thumbnail)) continue;
      this.#decoding++;
      createImageBitmap(new Blob([thumbnail.jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' })).then((bitmap) => {
        if (this.#disposed) {
          bitmap.close();
          return;
        }
        this.#aspect = bitmap.width / bitmap.height;
        this.#bitmaps.set(thumbnail, bitmap);
        for (const [oldest, old] of this.#bitmaps) {
          if (this.#bitmaps.size <= MAX_BITMAPS) break;
          this.#bitmaps.delete(oldest);
          old.close();
        }
        this.#onReady();
      }, () => this.#failed.add(thumbnail)).finally(() => {
        this.#decoding--;
        if (!this.#disposed) this.#decode();
      });
    }
  }
}
