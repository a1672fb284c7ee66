/**
 * Finds stretches played backwards: pictures that mirror in time those of another stretch, as in a loop that runs to and fro. Source: as
 * the search for repeats, since a picture sequence played backwards has the opposite frame differences in opposite order. A stretch that
 * was turned round in its place leaves no mirror in the file and is not found by this.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { CELLS_X, CELLS_Y } from '../../signal/picture-kernels';
import type { DetectorSpec } from '../../detector';
import { FrameTrace } from './frame-trace';
import { MAX_MISSES, searchStretches, STRIDE, WINDOW, type FrameTime } from './stretch-search';

const ID = 'frame/reversal';
const VERSION = 2;
/** Normalised correlation of the frame differences, and distance of the pictures in luma levels (as `frame/duplicate`). */
const MIN_CORRELATION = 0.9;
const MAX_PICTURE_DISTANCE = 2;
const MIN_ENERGY = 0.12;
/** Motion that turns round by itself (a swing, a pan there and back) is its own mirror for a moment, not for a second and a half. */
const MIN_FRAMES = 36;
const MIN_ACTIVE_FRAMES = 5;
/** A mirrored stretch lies near its source: two minutes at 25 frames a second. */
const REACH_FRAMES = 3_000;
/** At the turn of a motion that turns by itself the change goes through nothing; pictures played backwards turn at full speed. */
const TURN_FRAMES = 3;
const TURNS_AT_SPEED = 0.5;
const CELLS = CELLS_X * CELLS_Y;

/** Frame f shows the picture of frame `axis` − f. */
interface Mirror { readonly axis: number; start: number; end: number; /** Last frame of the window that proved it. */ readonly provedAt: number; readonly correlation: number; readonly distance: number }

export const reversalDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['duplicate'],
  metrics: [],
  lookbehindUs: us(120_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const trace = new FrameTrace(CELLS, REACH_FRAMES);

    const mirrored = (frame: number, axis: number): boolean =>
      trace.distance(frame, axis - frame) <= MAX_PICTURE_DISTANCE && trace.sameChange(frame, axis + 1 - frame, -1);

    /** Grows a mirror backwards, towards its axis, from the window that proved it. */
    function grow(end: number, axis: number, correlation: number): Mirror {
      let start = end - WINDOW + 1;
      let missed = 0;
      for (let f = start - 1; 2 * f > axis && missed <= MAX_MISSES; f--) {
        if (mirrored(f, axis)) { start = f; missed = 0; } else missed++;
      }
      const middle = end - (WINDOW >> 1);
      return { axis, start, end, provedAt: end, correlation, distance: trace.distance(middle, axis - middle) };
    }

    function search(end: number): Mirror | null {
      const anchor = trace.anchor(end, WINDOW, MIN_ENERGY, MIN_ACTIVE_FRAMES);
      if (anchor < 0) return null;
      let best: { readonly axis: number; readonly correlation: number } | null = null as { axis: number; correlation: number } | null;
      const first = end - WINDOW + 1;
      trace.forEachAlike(anchor, Math.max(trace.first + 1, anchor - REACH_FRAMES), first, (at) => {
        const axis = anchor + at - 1;
        // The mirrored window lies before this one and is remembered whole.
        if (axis + 1 - end <= trace.first || axis + 1 - first >= first) return;
        const middle = end - (WINDOW >> 1);
        if (trace.distance(middle, axis - middle) > MAX_PICTURE_DISTANCE) return;
        const correlation = trace.correlateMirrored(end, axis, WINDOW);
        if (correlation >= MIN_CORRELATION && correlation > (best?.correlation ?? 0)) best = { axis, correlation };
      }, -1);
      return best && grow(end, best.axis, best.correlation);
    }

    /** Median change of the window by which the mirror was recognised, luma levels a frame. */
    function usualChange({ provedAt }: Mirror): number {
      const sorted = Array.from({ length: WINDOW }, (_, i) => trace.energy(provedAt - i)).sort((a, b) => a - b);
      return Math.max(sorted[sorted.length >> 1], 1e-6);
    }

    /** Frames that move about as fast as where the mirror was recognised, in windows that mirror by themselves. */
    function movingFrames(mirror: Mirror): number {
      const enough = TURNS_AT_SPEED * usualChange(mirror);
      const moving = new Set<number>();
      for (let end = mirror.end; end - WINDOW + 1 >= mirror.start; end -= STRIDE) {
        if (trace.correlateMirrored(end, mirror.axis, WINDOW) < MIN_CORRELATION) continue;
        for (let f = end - WINDOW + 1; f <= end; f++) if (trace.energy(f) >= enough) moving.add(f);
      }
      return moving.size;
    }

    /**
     * Change near the axis in shares of the change by which the mirror was recognised, not of the whole stretch's: a zoom that goes in, rests
     * and comes out mirrors itself by its movement alone, and rests at its turn. Null where the stretch does not reach its axis.
     */
    function speedAtTurn(mirror: Mirror): number | null {
      const { axis, start } = mirror;
      if (2 * start - axis > 2 * TURN_FRAMES) return null;
      const turn = axis / 2;
      let fastest = 0;
      for (let f = Math.ceil(turn) - TURN_FRAMES + 1; f <= Math.floor(turn) + TURN_FRAMES; f++) fastest = Math.max(fastest, trace.energy(f));
      return fastest / usualChange(mirror);
    }

    function draft(mirror: Mirror, at: (frame: number) => FrameTime): FindingDraft[] {
      const { axis, start, end } = mirror;
      const length = end - start + 1;
      if (length < MIN_FRAMES) return [];
      const first = at(start);
      const speed = speedAtTurn(mirror);
      const moving = movingFrames(mirror);
      const turn: BenignTest = moving < MIN_FRAMES
        ? { cause: 'motion-there-and-back', result: 'possible', value: moving, threshold: MIN_FRAMES, unit: 'frames' }
        : speed === null ? { cause: 'motion-turns-round', result: 'not-testable' }
        : { cause: 'motion-turns-round', result: speed >= TURNS_AT_SPEED ? 'ruled-out' : 'possible', value: speed, threshold: TURNS_AT_SPEED };
      return [{
        kind: 'duplicate', startUs: first.ptsUs, endUs: at(end + 1).ptsUs, group: 'P', hard: false, standsAlone: turn.result !== 'possible',
        llr: turn.result === 'possible' ? 1 : Math.min(6, 3 + (length - MIN_FRAMES) / 50),
        evidence: [
          { type: 'metric', metric: 'mirror-correlation', value: mirror.correlation, threshold: MIN_CORRELATION, relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'mirror-distance', value: mirror.distance, threshold: MAX_PICTURE_DISTANCE, relation: '<', unit: 'luma', atUs: first.ptsUs },
          { type: 'frames', frames: [
            { role: 'first-inside', ...first }, { role: 'last-inside', ...at(end) },
            { role: 'source', ...at(axis - start) }, { role: 'source', ...at(axis - end) },
          ] },
        ],
        benign: [
          turn,
          { cause: 'natural-stillness', result: 'ruled-out', value: trace.energy(start + (length >> 1)), threshold: MIN_ENERGY, unit: 'luma' },
        ],
        disproof: ['noise-differs', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    return searchStretches<Mirror>({ trace, search, draft, goesOn: (frame, { axis }) => axis - frame > trace.first && mirrored(frame, axis) });
  },
};
