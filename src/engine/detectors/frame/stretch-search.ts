/** The course of a search for stretches that match others: an anchor now and then, a match that grows frame by frame, and its draft when it ends. */
import type { FindingDraft } from '../../../core/finding';
import type { TimeUs } from '../../../core/time';
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

export function searchStretches<M extends { end: number }>({ trace, search, goesOn, draft }: StretchSearch<M>): DetectorRun<FrameItem> {
  const times: FrameTime[] = [];
  const at = (frame: number): FrameTime => times[Math.max(0, Math.min(times.length - 1, frame))]!;
  let open: M | null = null;
  const close = (): FindingDraft[] => {
    const found = open ? draft(open, at) : [];
    open = null;
    return found;
  };
  return {
    push(item) {
      const frame = trace.push(item.cells, item.key, item.distinct === null);
      times.push({ ptsUs: item.ptsUs, ordinal: item.ordinal });
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
