/** What the background of a stretch of sound is: per band the middle of its floors and how far they usually lie from it. */
import { SortedColumns } from './sorted-columns';

/** Middle and usual distance from it, per band. */
export interface Shape { readonly middle: Float32Array; readonly spread: Float32Array }
/** Of a stretch: the floors themselves, and their shape alone: each block's mean level is taken off, so that automatic gain and a speaker who comes nearer change nothing. */
export interface StretchFloor { readonly level: Shape; readonly shape: Shape }

/** Floors of stretches, each side measured once, and the inside of spans that open at one place as they grow. */
export class StretchFloors {
  readonly #level: readonly Float32Array[];
  readonly #shape: readonly Float32Array[];
  readonly #sides = new Map<number, StretchFloor>();
  readonly #inLevel: SortedColumns;
  readonly #inShape: SortedColumns;
  #inFrom = -1;

  /** @param floors per block the level of each band, dB */
  constructor(floors: readonly Float32Array[], readonly longestSide: number, readonly longestInside: number) {
    this.#level = floors;
    this.#shape = this.#level.map((floor) => {
      const mean = floor.reduce((sum, db) => sum + db, 0) / floor.length;
      return floor.map((db) => db - mean);
    });
    const bands = this.#level[0]?.length ?? 0;
    this.#inLevel = new SortedColumns(bands, longestInside);
    this.#inShape = new SortedColumns(bands, longestInside);
  }

  /** Blocks [from, to), at most `longestSide` of them. */
  side(from: number, to: number): StretchFloor {
    const key = from * (this.longestSide + 1) + to - from;
    let floor = this.#sides.get(key);
    if (floor === undefined) {
      const level = new SortedColumns(this.#level[0]!.length, this.longestSide);
      const shape = new SortedColumns(this.#level[0]!.length, this.longestSide);
      for (let i = from; i < to; i++) {
        level.add(this.#level[i]!);
        shape.add(this.#shape[i]!);
      }
      floor = this.#floor(level.medians(), shape.medians(), from, to);
      this.#sides.set(key, floor);
    }
    return floor;
  }

  /** Blocks [from, to), at most `longestInside`; cheap when `from` stays and `to` grows. */
  inside(from: number, to: number): StretchFloor {
    if (from !== this.#inFrom || this.#inLevel.count > to - from) {
      this.#inLevel.clear();
      this.#inShape.clear();
      this.#inFrom = from;
    }
    for (let i = from + this.#inLevel.count; i < to; i++) {
      this.#inLevel.add(this.#level[i]!);
      this.#inShape.add(this.#shape[i]!);
    }
    return this.#floor(this.#inLevel.medians(), this.#inShape.medians(), from, to);
  }

  #floor(level: Float32Array, shape: Float32Array, from: number, to: number): StretchFloor {
    return { level: { middle: level, spread: spreadOf(this.#level, from, to, level) }, shape: { middle: shape, spread: spreadOf(this.#shape, from, to, shape) } };
  }
}

function spreadOf(rows: readonly Float32Array[], from: number, to: number, middle: Float32Array): Float32Array {
  const spread = new Float32Array(middle.length);
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    for (let band = 0; band < spread.length; band++) spread[band]! += Math.abs(row[band]! - middle[band]!);
  }
  return spread.map((sum) => sum / (to - from));
}
