/** The course of a search for stretches that match others: an anchor now and then, a match that grows frame by frame, and its draft when it ends. */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorRun } from '../../detector';
import type { FrameTrace } from './frame-trace';

/** Frames whose differences are correlated together. */
export const WINDOW = 24;
/** An anchor is searched for every so many frames. */
export const STRIDE = 8;
/** Frames in a row that may differ inside a match: keyframes of a second encoding fall elsewhere. */
export const MAX_MISSES = 3;

export interface FrameTime { readonly ptsUs: TimeUs; readonly ordinal: number }

export interface StretchSearch<M extends { end: number }> {
  readonly trace: FrameTrace;
  /** A match whose window ends at this frame, grown backwards; null where there is none. */
  search(end: number): M | null;
  goesOn(frame: number, match: M): boolean;
  /** Of a match that has ended; `at` gives the time of a frame, the nearest there is. */
  draft(match: M, at: (frame: number) => FrameTime): FindingDraft[];
}

/** Of every frame since the start, in numbers side by side: as objects an hour would take some megabytes more for each search. */
class FrameTimes {
  #ptsUs = new Float64Array(1024);
  #ordinal = new Uint32Array(1024);
  #count = 0;

  push(ptsUs: TimeUs, ordinal: number): void {
    if (this.#count === this.#ptsUs.length) {
      const [pts, ordinals] = [new Float64Array(2 * this.#count), new Uint32Array(2 * this.#count)];
      pts.set(this.#ptsUs);
      ordinals.set(this.#ordinal);
      [this.#ptsUs, this.#ordinal] = [pts, ordinals];
    }
    this.#ptsUs[this.#count] = ptsUs;
    this.#ordinal[this.#count++] = ordinal;
  }

  /** The nearest there is. */
  at(frame: number): FrameTime {
    const index = Math.max(0, Math.min(this.#count - 1, frame));
    return { ptsUs: us(this.#ptsUs[index]), ordinal: this.#ordinal[index] };
  }
}

export function searchStretches<M extends { end: number }>({ trace, search, goesOn, draft }: StretchSearch<M>): DetectorRun<FrameItem> {
  const times = new FrameTimes();
  const at = (frame: number): FrameTime => times.at(frame);
  let open: M | null = null;
  const close = (): FindingDraft[] => {
    const found = open ? draft(open, at) : [];
    open = null;
    return found;
  };
  return {
    push(item) {
      const frame = trace.push(item.cells, item.key, item.distinct === null);
      times.push(item.ptsUs, item.ordinal);
      if (open) {
        if (goesOn(frame, open)) open.end = frame;
        else if (frame - open.end > MAX_MISSES) return close();
        return [];
      }
      if (frame % STRIDE === 0 && frame > 2 * WINDOW) open = search(frame);
      return [];
    },
    finish: close,
  };
}
