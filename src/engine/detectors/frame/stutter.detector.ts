/** Finds stutter: a stretch of equal hold-and-jump periods that starts and stops inside a recording that otherwise runs smoothly. */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'frame/stutter';
const VERSION = 2;
/** Equal periods in a row that make a stretch (measured: genuine clips show at most 2). */
const MIN_PERIODS = 4;
/** Shortest period, frames: every second frame held is an ordinary rate conversion. */
const MIN_PERIOD = 3;
/** After a hold the picture must jump by this factor of the usual step outside, as it catches up with the scene. */
const MIN_JUMP_FACTOR = 1.4;
/** Time on each side in which the recording must run smoothly. */
const SIDE_US = 1_000_000;
/** Share of held frames on each side from which a lattice through the whole length is assumed. */
const MAX_HELD_SHARE_OUTSIDE = 0.34;
/** Changes within a period, beside the jump that ends it: the encoder improves a picture that is held (measured in held stretches: at most a quarter). */
const MAX_SHARE_INSIDE = 0.5;
/** Distinct pictures remembered before a run. */
const MEMORY = 90;

interface Step { readonly ordinal: number; readonly ptsUs: TimeUs; readonly held: number; readonly difference: number }
interface Run { readonly period: number; readonly first: Step; last: Step; periods: number; readonly jumps: number[]; within: Step[]; readonly before: readonly Step[]; readonly after: Step[] }

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

function heldShare(steps: readonly Step[]): number {
  let held = 0;
  for (const s of steps) held += s.held;
  return held / Math.max(1, held + steps.length);
}

export const stutterDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['dropped-frames'],
  metrics: [],
  lookbehindUs: us(8_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const past: Step[] = [];
    let run: Run | null = null;
    const waiting: Run[] = [];

    function judge(done: Run): FindingDraft[] {
      const before = done.before.filter((s) => s.ptsUs > done.first.ptsUs - SIDE_US);
      if (before.length < 3 || done.after.length < 3) return [];
      const outside = median([...before, ...done.after].map((s) => s.difference));
      const factor = median(done.jumps) / Math.max(0.2, outside);
      const held = Math.max(heldShare(before), heldShare(done.after));
      if (factor < MIN_JUMP_FACTOR || held > MAX_HELD_SHARE_OUTSIDE) return [];
      return [{
        kind: 'dropped-frames', startUs: done.first.ptsUs, endUs: done.last.ptsUs, group: 'P', hard: false, standsAlone: true,
        llr: Math.min(6, 2 + 0.3 * done.periods),
        evidence: [
          { type: 'metric', metric: 'stutter-periods', value: done.periods, threshold: MIN_PERIODS, relation: '>', unit: '', atUs: done.first.ptsUs },
          { type: 'metric', metric: 'stutter-period', value: done.period, threshold: MIN_PERIOD, relation: '>', unit: 'frames', atUs: done.first.ptsUs },
          { type: 'metric', metric: 'stutter-jump', value: factor, threshold: MIN_JUMP_FACTOR, relation: '>', unit: 'ratio', atUs: done.first.ptsUs },
          { type: 'frames', frames: [
            { role: 'first-inside', ptsUs: done.first.ptsUs, ordinal: done.first.ordinal }, { role: 'last-inside', ptsUs: done.last.ptsUs, ordinal: done.last.ordinal },
          ] },
        ],
        benign: [
          { cause: 'whole-length-lattice', result: 'ruled-out', value: held, threshold: MAX_HELD_SHARE_OUTSIDE },
          { cause: 'natural-stillness', result: 'ruled-out', value: factor, threshold: MIN_JUMP_FACTOR, unit: 'ratio' },
          { cause: 'camera-stall', result: 'possible', value: done.periods },
        ],
        disproof: ['device-stalls-alike'],
        detector: ID, version: VERSION,
      }];
    }

    return {
      push(item) {
        const picture = item.distinct;
        if (!picture) return [];
        const found: FindingDraft[] = [];
        const step: Step = { ordinal: picture.ordinal, ptsUs: picture.ptsUs, held: picture.held, difference: picture.stats.difference };
        for (const w of waiting) w.after.push(step);
        while (waiting.length > 0 && step.ptsUs - waiting[0].last.ptsUs > SIDE_US) found.push(...judge(waiting.shift()!));
        const period = step.held + 1;
        // A period that a small change has split is whole again once the parts add up to it.
        const sofar = run ? run.within.reduce((sum, one) => sum + one.held + 1, period) : 0;
        if (run && sofar < run.period) {
          run.within.push(step);
        } else if (run && sofar === run.period && run.within.every((one) => one.difference < MAX_SHARE_INSIDE * step.difference)) {
          run.within = [];
          run.periods++;
          run.last = step;
          run.jumps.push(step.difference);
        } else {
          if (run && run.periods >= MIN_PERIODS) waiting.push(run);
          run = period >= MIN_PERIOD && past.length > 0
            ? { period, first: past[past.length - 1], last: step, periods: 1, jumps: [step.difference], within: [], before: past.slice(0, -1), after: [] } : null;
          if (waiting.length > 0 && waiting[waiting.length - 1].after.length === 0) waiting[waiting.length - 1].after.push(step);
        }
        past.push(step);
        if (past.length > MEMORY) past.shift();
        return found;
      },
      finish() {
        if (run && run.periods >= MIN_PERIODS) waiting.push(run);
        return waiting.splice(0).flatMap(judge);
      },
    };
  },
};
