/**
 * Finds a stretch that plays at another speed: everything that moves becomes faster from one picture to the next, and as much slower again
 * at its end. Source: own measurement on 134 stretches made faster and 280 clips without one (`e2e/bench/pace-study.md`).
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { PaceLine, type PaceSample } from './pace-line';
import { MIN_STEP, MIN_SUDDEN, paceStepAt, type PaceStep } from './pace-steps';

const ID = 'frame/speed-change';
const VERSION = 1;
/** Steps closer than this are one, pictures. */
const APART = 4;
/** Weaker ends are common where people walk and cameras turn (strongest pair in unedited clips 3.8). */
const MIN_STRENGTH = 4.5;
/** The ends may differ by this share of the larger. */
const MAX_UNEQUAL = 0.4;
const MIN_SPAN_US = 350_000;
/** Further apart two steps of one size meet by chance; none of the recordings that the limits were measured on is long enough to tell how often. */
const MAX_SPAN_US = 30_000_000;
/** At ten pictures a second a motor reaches its speed between two of them. */
const MAX_STEP_US = 70_000;
/** Spread above which only some of what moves would have become faster. */
const MAX_SPREAD = 0.3;

interface Kept extends PaceStep { readonly before: PaceSample; readonly first: PaceSample }

export const speedChangeDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['speed-change'],
  metrics: ['pace-factor'],
  lookbehindUs: us(MAX_SPAN_US),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const found: FindingDraft[] = [];
    let rising: Kept[] = [];
    let waiting: Kept | null = null;
    let tells = false;

    function judge(end: Kept): FindingDraft[] {
      const strengthWith = (start: Kept): number => {
        const larger = Math.max(start.size, -end.size);
        const unequal = Math.abs(start.size + end.size) / larger;
        return unequal > MAX_UNEQUAL ? 0 : Math.min(start.strength, end.strength) * (1 - unequal);
      };
      const spanOf = (start: Kept): number => end.first.ptsUs - start.first.ptsUs;
      rising = rising.filter((start) => spanOf(start) <= MAX_SPAN_US);
      const fitting = rising.filter((start) => spanOf(start) >= MIN_SPAN_US && strengthWith(start) >= MIN_STRENGTH);
      if (fitting.length === 0) return [];
      const start = fitting.reduce((a, b) => (strengthWith(b) > strengthWith(a) ? b : a));
      rising = rising.filter((other) => other !== start);
      const strength = strengthWith(start);
      tells = true;
      return [{
        kind: 'speed-change', startUs: start.first.ptsUs, endUs: end.first.ptsUs, group: 'P', hard: false, standsAlone: true,
        llr: Math.min(6, 3 + (strength - MIN_STRENGTH) / 3),
        evidence: [
          { type: 'metric', metric: 'pace-factor', value: Math.exp((start.size - end.size) / 2), threshold: Math.exp(MIN_STEP), relation: '>', unit: 'ratio', atUs: start.first.ptsUs },
          { type: 'metric', metric: 'pace-strength', value: strength, threshold: MIN_STRENGTH, relation: '>', unit: 'ratio', atUs: start.first.ptsUs },
          { type: 'metric', metric: 'pace-unequal', value: Math.abs(start.size + end.size) / Math.max(start.size, -end.size), threshold: MAX_UNEQUAL, relation: '<', unit: '', atUs: end.first.ptsUs },
          { type: 'frames', frames: [
            { role: 'before', ptsUs: start.before.ptsUs, ordinal: start.before.ordinal }, { role: 'first-inside', ptsUs: start.first.ptsUs, ordinal: start.first.ordinal },
            { role: 'last-inside', ptsUs: end.before.ptsUs, ordinal: end.before.ordinal }, { role: 'after', ptsUs: end.first.ptsUs, ordinal: end.first.ordinal },
          ] },
        ],
        benign: [
          { cause: 'motion-accelerates', result: 'ruled-out', value: Math.min(start.sudden, end.sudden), threshold: MIN_SUDDEN, unit: 'share' },
          { cause: 'one-mover', result: 'ruled-out', value: Math.max(start.spread, end.spread), threshold: MAX_SPREAD },
          { cause: 'camera-rate-change', result: 'possible' },
        ],
        disproof: ['clock-keeps-pace', 'device-changes-rate'],
        detector: ID, version: VERSION,
      }];
    }

    /** Of steps next to each other the strongest counts; a rising one waits for its end, a falling one looks for its beginning. */
    function settle(upTo: number): FindingDraft[] {
      if (!waiting || upTo - waiting.at < APART) return [];
      const step = waiting;
      waiting = null;
      if (step.size < 0) return judge(step);
      rising.push(step);
      return [];
    }

    const line = new PaceLine((samples, at, number) => {
      found.push(...settle(number));
      if (at < 2 || samples[at].ptsUs - samples[at - 1].ptsUs > MAX_STEP_US) return;
      const step = paceStepAt(samples, at);
      if (step && (!waiting || step.strength > waiting.strength)) waiting = { ...step, at: number, before: samples[at - 2], first: samples[at - 1] };
    });

    return {
      push(item) {
        line.push(item);
        return found.splice(0);
      },
      finish() {
        line.finish();
        return [...found.splice(0), ...settle(Infinity)];
      },
      metrics: () => (tells ? [line.curve('pace-factor', Math.exp(MIN_STEP))] : []),
    };
  },
};
