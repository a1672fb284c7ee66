/** Finds repeated stretches: frame differences and pictures that recur exactly as they were some time before. */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { CELLS_X, CELLS_Y } from '../../signal/picture-kernels';
import type { DetectorSpec } from '../../detector';
import { FrameTrace } from './frame-trace';
import { MAX_MISSES, searchStretches, WINDOW, type FrameTime } from './stretch-search';

const ID = 'frame/duplicate';
const VERSION = 2;
/** Shortest distance between a stretch and its copy, frames. */
const MIN_LAG = 12;
/** Normalised correlation of frame differences (measured: copies 0.97–1.00, everything else ≤ 0.88 with and ≤ 0.75 without a pan). */
const MIN_CORRELATION = 0.9;
/** Mean distance of the two pictures' cells, luma levels: a pan may move alike, but it does not show the same picture. */
const MAX_PICTURE_DISTANCE = 2;
/** Root mean square of cell differences below which a window carries only noise. */
const MIN_ENERGY = 0.12;
/** Effective number of frames (Σe)²/Σe² over which a window's energy must be spread: a flash recurs without being a copy. */
const MIN_ACTIVE_FRAMES = 5;
/** Frames remembered, half an hour at 25 frames a second: 52 MB. An hour took a 4.4 GB file's tab to 630 MB. */
const MEMORY_FRAMES = 45_000;
/** Shortest stretch worth telling. */
const MIN_FRAMES = 20;
const CELLS = CELLS_X * CELLS_Y;

interface Copy { readonly lag: number; start: number; end: number; correlation: number; distance: number }

export const duplicateDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['duplicate'],
  metrics: [],
  lookbehindUs: us(1_800_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const trace = new FrameTrace(CELLS, MEMORY_FRAMES);

    function draft(copy: Copy, at: (frame: number) => FrameTime): FindingDraft[] {
      if (copy.end - copy.start + 1 < MIN_FRAMES) return [];
      const first = at(copy.start);
      const after = at(copy.end + 1);
      return [{
        kind: 'duplicate', startUs: first.ptsUs, endUs: after.ptsUs, group: 'P', hard: false, standsAlone: true,
        llr: Math.min(6, 4 + (copy.end - copy.start) / 50),
        evidence: [
          { type: 'metric', metric: 'repeat-correlation', value: copy.correlation, threshold: MIN_CORRELATION, relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'repeat-distance', value: copy.distance, threshold: MAX_PICTURE_DISTANCE, relation: '<', unit: 'luma', atUs: first.ptsUs },
          { type: 'metric', metric: 'repeat-lag', value: (first.ptsUs - at(copy.start - copy.lag).ptsUs) / 1e6, threshold: 0, relation: '>', unit: 's', atUs: first.ptsUs },
          { type: 'frames', frames: [
            { role: 'first-inside', ...first }, { role: 'last-inside', ...at(copy.end) },
            { role: 'source', ...at(copy.start - copy.lag) }, { role: 'source', ...at(copy.end - copy.lag) },
          ] },
        ],
        benign: [
          { cause: 'periodic-motion', result: 'ruled-out', value: copy.correlation, threshold: MIN_CORRELATION },
          { cause: 'natural-stillness', result: 'ruled-out', value: trace.energy(copy.start + (WINDOW >> 1)), threshold: MIN_ENERGY, unit: 'luma' },
        ],
        disproof: ['noise-differs', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    /** Whether a frame shows the same picture, changing alike, as the one `lag` before. */
    const same = (frame: number, lag: number): boolean =>
      trace.distance(frame, frame - lag) <= MAX_PICTURE_DISTANCE && trace.sameChange(frame, frame - lag);

    /** Grows a copy backwards from the window that proved it. */
    function grow(end: number, lag: number, correlation: number): Copy {
      let start = end - WINDOW + 1;
      let missed = 0;
      for (let f = start - 1; f - lag > trace.first && missed <= MAX_MISSES; f--) {
        if (same(f, lag)) { start = f; missed = 0; } else missed++;
      }
      // The first frame of a copy changes from another picture than its source did, but it shows the same
      if (trace.distance(start - 1, start - 1 - lag) <= MAX_PICTURE_DISTANCE && !same(start - 1, lag)) start--;
      return { lag, start, end, correlation, distance: trace.distance(end - (WINDOW >> 1), end - (WINDOW >> 1) - lag) };
    }

    function search(end: number): Copy | null {
      const anchor = trace.anchor(end, WINDOW, MIN_ENERGY, MIN_ACTIVE_FRAMES);
      if (anchor < 0) return null;
      let best: { readonly lag: number; readonly correlation: number } | null = null as { lag: number; correlation: number } | null;
      trace.forEachAlike(anchor, trace.first + WINDOW, anchor - MIN_LAG + 1, (at) => {
        const lag = anchor - at;
        if (end - WINDOW - lag < trace.first) return;
        const correlation = trace.correlate(end, lag, WINDOW);
        if (correlation >= MIN_CORRELATION && correlation > (best?.correlation ?? 0)
          && trace.distance(end - (WINDOW >> 1), end - (WINDOW >> 1) - lag) <= MAX_PICTURE_DISTANCE) best = { lag, correlation };
      });
      return best && grow(end, best.lag, best.correlation);
    }

    return searchStretches<Copy>({ trace, search, draft, goesOn: (frame, { lag }) => same(frame, lag) });
  },
};
