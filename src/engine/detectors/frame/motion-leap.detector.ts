/**
 * Finds cuts within a motion that goes on: in one picture everything that moves leaps ahead along its own path, and then goes on as before.
 * How far it leaps tells how much time is missing. Short cuts among small movers change too little of a picture to stand out otherwise.
 * Source: own measurement on the uncut and cut clips of three sets (`e2e/bench/pace-study.md`).
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { PaceLine, paceWindow, type PaceSample } from './pace-line';

const ID = 'frame/motion-leap';
const VERSION = 1;
/** ln 2.2: one picture left out moves everything by twice, which rate conversions do all the time. */
const MIN_LEAP = 0.8;
const MIN_RETURN = 0.6;
/** Leap and return may differ by this share of the larger. */
const MAX_UNEQUAL = 0.35;
/** Measured well enough to be a leap. */
const CLEAR = { coherence: 0.75, spread: 0.25 } as const;
/** Pictures on each side whose changes are the usual unrest, the share of them taken for it, and how many must be known. */
const SIDE = 6;
const UNREST_RANK = 0.8;
const MIN_AROUND = 7;
/** Unrest that measurement has by itself (ln). */
const OWN_UNREST = 0.05;
/** Strongest leap of uncut clips 2.7, weakest of short cuts in motion 13.7. */
const MIN_STRENGTH = 6;
/** Between the two it may be chance, and supports what else is found there. */
const MIN_SUPPORT = 3.5;

interface Leap { readonly size: number; readonly strength: number; readonly spread: number; readonly unequal: number }

const clear = ({ pace }: PaceSample): boolean => pace !== null && pace.coherence >= CLEAR.coherence && pace.spread <= CLEAR.spread;

function leapAt(samples: readonly PaceSample[], at: number): Leap | null {
  if (at < 1 || at + 1 >= samples.length || !clear(samples[at]) || !clear(samples[at + 1]) || samples[at].change < MIN_LEAP / 2) return null;
  const { changes, measured, middle } = paceWindow(samples, at);
  const [leap, back] = [changes[middle], -changes[middle + 1]];
  if (leap < MIN_LEAP || back < MIN_RETURN) return null;
  const unequal = Math.abs(leap - back) / Math.max(leap, back);
  if (unequal > MAX_UNEQUAL) return null;
  const around: number[] = [];
  for (let i = Math.max(0, middle - SIDE); i < Math.min(changes.length, middle + SIDE + 2); i++) {
    if (i !== middle && i !== middle + 1 && measured[i]) around.push(Math.abs(changes[i]));
  }
  if (around.length < MIN_AROUND) return null;
  around.sort((a, b) => a - b);
  const unrest = around[Math.floor(UNREST_RANK * (around.length - 1))] + OWN_UNREST;
  return { size: leap, strength: Math.min(leap, back) / unrest, spread: Math.max(samples[at].pace!.spread, samples[at + 1].pace!.spread), unequal };
}

export const motionLeapDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['cut'],
  metrics: ['leap-steps'],
  lookbehindUs: us(4_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const found: FindingDraft[] = [];
    let tells = false;
    const line = new PaceLine((samples, at) => {
      const leap = leapAt(samples, at);
      if (!leap || leap.strength < MIN_SUPPORT) return;
      const [before, after] = [samples[at - 1], samples[at]];
      const alone = leap.strength >= MIN_STRENGTH;
      tells ||= alone;
      const stepUs = after.ptsUs - before.ptsUs;
      found.push({
        kind: 'cut', startUs: after.ptsUs, endUs: after.ptsUs, group: 'P', hard: false, standsAlone: alone,
        llr: alone ? Math.min(6, 3 + (leap.strength - MIN_STRENGTH) / 4) : 1.2,
        evidence: [
          { type: 'metric', metric: 'leap-steps', value: Math.exp(leap.size), threshold: Math.exp(MIN_LEAP), relation: '>', unit: '', atUs: after.ptsUs },
          { type: 'metric', metric: 'leap-strength', value: leap.strength, threshold: MIN_STRENGTH, relation: '>', unit: 'ratio', atUs: after.ptsUs },
          { type: 'metric', metric: 'leap-missing', value: ((Math.exp(leap.size) - 1) * stepUs) / 1e6, threshold: ((Math.exp(MIN_LEAP) - 1) * stepUs) / 1e6, relation: '>', unit: 's', atUs: after.ptsUs },
          { type: 'frames', frames: [{ role: 'before', ptsUs: before.ptsUs, ordinal: before.ordinal }, { role: 'after', ptsUs: after.ptsUs, ordinal: after.ordinal }] },
        ],
        benign: [
          { cause: 'one-mover', result: 'ruled-out', value: leap.spread, threshold: CLEAR.spread },
          { cause: 'jerk', result: 'ruled-out', value: leap.unequal, threshold: MAX_UNEQUAL, unit: 'share' },
          { cause: 'variable-rate', result: 'ruled-out', value: stepUs / 1e6, unit: 's' },
          { cause: 'pictures-lost', result: 'possible' },
        ],
        disproof: ['clock-continues', 'device-loses-alike'],
        detector: ID, version: VERSION,
      });
    });
    return {
      push(item) { line.push(item); return found.splice(0); },
      finish() { line.finish(); return found.splice(0); },
      metrics: () => (tells ? [line.curve('leap-steps', Math.exp(MIN_LEAP))] : []),
    };
  },
};
