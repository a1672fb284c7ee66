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
    /** Steps since `SIDE` before the run. */
    let steps: Step[] = [];
    let run: Step[] = [];
    let tells = false;

    function judge(): void {
      const [first, last] = [run[0], run[run.length - 1]];
      const before = steps.filter(({ number }) => number < first.number);
      const inside = steps.filter(({ number }) => number >= first.number && number <= last.number);
      // The step right after a left-out picture is the return to the usual one.
      const after = steps.filter(({ number }) => number > last.number + 1);
      const quiet = (side: readonly Step[]): boolean => count(side, 'even') >= MIN_EVEN && count(side, 'left-out') === 0;
      if (run.length < MIN_COUNT || !quiet(before.slice(-SIDE)) || !quiet(after.slice(0, SIDE))) return;
      const uneven = (count(inside, 'uneven') - (run.length - 1)) / inside.length;
      if (uneven > MAX_UNEVEN_SHARE) return;
      tells = true;
      const start = before[before.length - 1];
      const end = steps.find(({ number }) => number > last.number)!;
      const longer = run.map(({ change }) => change).sort((a, b) => a - b)[run.length >> 1];
      const period = (last.number - first.number) / (run.length - 1);
      found.push({
        kind: 'speed-change', startUs: start.ptsUs, endUs: end.ptsUs, group: 'P', hard: false, standsAlone: true, llr: Math.min(6, 2.5 + 0.2 * run.length),
        evidence: [
          { type: 'metric', metric: 'left-out-count', value: run.length, threshold: MIN_COUNT, relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'step-ratio', value: Math.exp(longer), threshold: Math.exp(MIN_LONGER), relation: '>', unit: '', atUs: first.ptsUs },
          { type: 'metric', metric: 'left-out-period', value: period, threshold: MAX_PERIOD, relation: '<', unit: 'frames', atUs: first.ptsUs },
          { type: 'frames', frames: [
            { role: 'before', ptsUs: start.ptsUs, ordinal: start.ordinal }, { role: 'first-inside', ptsUs: first.ptsUs, ordinal: first.ordinal },
            { role: 'last-inside', ptsUs: last.ptsUs, ordinal: last.ordinal }, { role: 'after', ptsUs: end.ptsUs, ordinal: end.ordinal },
          ] },
        ],
        benign: [
          { cause: 'rate-conversion', result: 'ruled-out', value: Math.min(count(before.slice(-SIDE), 'even'), count(after.slice(0, SIDE), 'even')), threshold: MIN_EVEN },
          { cause: 'camera-drops-evenly', result: 'possible' },
        ],
        disproof: ['clock-keeps-pace', 'device-loses-alike'],
        detector: ID, version: VERSION,
      });
    }

    function close(): void {
      if (run.length > 0) judge();
      run = [];
    }

    /** Whether the next left-out picture keeps the distance, give or take one; some may have gone by while nothing was measured. */
    function fits(number: number): boolean {
      if (run.length === 0) return true;
      const last = run[run.length - 1].number;
      const distance = number - last;
      if (run.length === 1) return distance <= MAX_PERIOD;
      const period = Math.min(...run.slice(1).map((step, i) => step.number - run[i].number));
      const unseen = steps.some((step) => step.number > last + 1 && step.number < number && step.mark === 'unknown');
      return Array.from({ length: unseen ? MAX_UNSEEN : 1 }, (_, i) => (i + 1) * period).some((usual) => Math.abs(distance - usual) <= 1);
    }

    const line = new PaceLine((samples, at, number) => {
      const mark = markOf(samples[at], samples[at + 1]);
      const step: Step = { number, ordinal: samples[at].ordinal, ptsUs: samples[at].ptsUs, mark, change: samples[at].change };
      steps.push(step);
      if (mark === 'left-out') {
        if (!fits(number)) close();
        run.push(step);
      } else if (run.length > 0 && number - run[run.length - 1].number > SIDE + 1) {
        close();
      }
      if (run.length === 0) steps = steps.slice(-SIDE - 1);
    });

    return {
      push(item) { line.push(item); return found.splice(0); },
      finish() { line.finish(); close(); return found.splice(0); },
      metrics: () => (tells ? [line.curve('step-ratio', Math.exp(MIN_LONGER))] : []),
    };
  },
};
