/**
 * Finds a stretch from which pictures were left out at equal distances: everything moves twice as far in every second, third … step and
 * evenly before and after. That is what remains of a stretch that was made faster by a factor which is no whole number, or of pictures
 * thinned out. A converted picture rate does the same, but from end to end. Source: own measurement (`e2e/bench/pace-study.md`).
 */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { known, PaceLine, type PaceSample } from './pace-line';

const ID = 'frame/left-out-beat';
const VERSION = 1;
/** Natural log by which a step must be longer, and the next shorter again: ln 2 when one picture is missing, less under noise. */
const MIN_LONGER = 0.45;
/** Both may differ by this share of the larger. */
const MAX_UNEQUAL = 0.35;
/** A step that changes by less is even. */
const EVEN = 0.3;
/** Left-out pictures in a row, and the longest distance between two of them, pictures. */
const MIN_COUNT = 5;
const MAX_PERIOD = 8;
/** Distances that a gap in the measurement may span. */
const MAX_UNSEEN = 6;
/** Pictures on each side that must run evenly, of so many. */
const SIDE = 20;
const MIN_EVEN = 12;
/** Share of the steps between that may be neither even nor unknown. */
const MAX_UNEVEN_SHARE = 0.2;

type Mark = 'left-out' | 'even' | 'uneven' | 'unknown';
interface Step { readonly number: number; readonly ordinal: number; readonly ptsUs: TimeUs; readonly mark: Mark; readonly change: number }

function markOf(sample: PaceSample, next: PaceSample | undefined): Mark {
  if (!known(sample)) return 'unknown';
  if (sample.change >= MIN_LONGER && (!next || !known(next))) return 'unknown';
  if (next && sample.change >= MIN_LONGER && -next.change >= MIN_LONGER) {
    const larger = Math.max(sample.change, -next.change);
    if (Math.abs(sample.change + next.change) < MAX_UNEQUAL * larger) return 'left-out';
  }
  return Math.abs(sample.change) < EVEN ? 'even' : 'uneven';
}

const count = (steps: readonly Step[], mark: Mark): number => steps.filter((step) => step.mark === mark).length;
const quiet = (side: readonly Step[]): boolean => count(side, 'even') >= MIN_EVEN && count(side, 'left-out') === 0;

/** A beat while it lasts: of fixed size, since a converted rate beats from end to end. */
interface Run {
  /** The steps before it, at most `SIDE`, and the picture that it begins after. */
  readonly before: readonly Step[];
  readonly first: Step;
  last: Step;
  count: number;
  /** Shortest distance so far, pictures; 0 with one left-out picture. */
  period: number;
  changes: number;
  uneven: number;
  /** What came since the last left-out picture, at most `SIDE` + 2; how many were uneven, and whether any was not measured. */
  since: Step[];
  sinceUneven: number;
  unseen: boolean;
}

export const leftOutBeatDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['speed-change'],
  metrics: ['step-ratio'],
  lookbehindUs: us(8_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const found: FindingDraft[] = [];
    /** The latest steps, at most `SIDE`. */
    let past: Step[] = [];
    let run: Run | null = null;
    let tells = false;

    function judge({ before, first, last, count: leftOut, changes, uneven, since }: Run): void {
      // The step right after a left-out picture is the return to the usual one.
      const after = since.slice(1, SIDE + 1);
      if (leftOut < MIN_COUNT || !quiet(before) || !quiet(after)) return;
      const length = last.number - first.number;
      if ((uneven - (leftOut - 1)) / (length + 1) > MAX_UNEVEN_SHARE) return;
      tells = true;
      const start = before[before.length - 1];
      const end = since[0];
      found.push({
        kind: 'speed-change', startUs: start.ptsUs, endUs: end.ptsUs, group: 'P', hard: false, standsAlone: true, llr: Math.min(6, 2.5 + 0.2 * leftOut),
        evidence: [
          { type: 'metric', metric: 'left-out-count', value: leftOut, threshold: MIN_COUNT - 1, relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'step-ratio', value: Math.exp(changes / leftOut), threshold: Math.exp(MIN_LONGER), relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'left-out-period', value: length / (leftOut - 1), threshold: MAX_PERIOD, relation: '<', unit: 'frames', atUs: first.ptsUs },
          { type: 'frames', frames: [
            { role: 'before', ptsUs: start.ptsUs, ordinal: start.ordinal }, { role: 'first-inside', ptsUs: first.ptsUs, ordinal: first.ordinal },
            { role: 'last-inside', ptsUs: last.ptsUs, ordinal: last.ordinal }, { role: 'after', ptsUs: end.ptsUs, ordinal: end.ordinal },
          ] },
        ],
        benign: [
          { cause: 'rate-conversion', result: 'ruled-out', value: Math.min(count(before, 'even'), count(after, 'even')), threshold: MIN_EVEN },
          { cause: 'camera-drops-evenly', result: 'possible' },
        ],
        disproof: ['clock-keeps-pace', 'device-loses-alike'],
        detector: ID, version: VERSION,
      });
    }

    /** Whether the next left-out picture keeps the distance, give or take one; some may have gone by while nothing was measured. */
    function fits({ period, unseen }: Run, distance: number): boolean {
      if (period === 0) return distance <= MAX_PERIOD;
      return Array.from({ length: unseen ? MAX_UNSEEN : 1 }, (_, i) => (i + 1) * period).some((usual) => Math.abs(distance - usual) <= 1);
    }

    function close(): void {
      if (run) judge(run);
      run = null;
    }

    function leaveOut(step: Step): void {
      const distance = run ? step.number - run.last.number : 0;
      if (run && !fits(run, distance)) {
        // That it goes on in another beat belongs to what comes after.
        run.since.push(step);
        close();
      }
      if (!run) {
        run = { before: past, first: step, last: step, count: 1, period: 0, changes: step.change, uneven: 0, since: [], sinceUneven: 0, unseen: false };
        return;
      }
      run.period = run.period === 0 ? distance : Math.min(run.period, distance);
      run.uneven += run.sinceUneven;
      run.last = step;
      run.count++;
      run.changes += step.change;
      run.since = [];
      run.sinceUneven = 0;
      run.unseen = false;
    }

    const line = new PaceLine((samples, at, number) => {
      const { ordinal, ptsUs, change } = samples[at];
      const step: Step = { number, ordinal, ptsUs, mark: markOf(samples[at], samples[at + 1]), change };
      if (step.mark === 'left-out') {
        leaveOut(step);
      } else if (run) {
        run.since.push(step);
        if (step.mark === 'uneven') run.sinceUneven++;
        if (step.mark === 'unknown' && run.since.length > 1) run.unseen = true;
        if (run.since.length > SIDE + 1) close();
      }
      past = [...past.slice(1 - SIDE), step];
    });

    return {
      push(item) { line.push(item); return found.splice(0); },
      finish() { line.finish(); close(); return found.splice(0); },
      metrics: () => (tells ? [line.curve('step-ratio', Math.exp(MIN_LONGER))] : []),
    };
  },
};
