/**
 * Steps of the pace: a picture from which on everything moves faster (or slower) at once. A body needs time to become faster; an edit that
 * plays a stretch at another speed does it from one picture to the next, to all that moves.
 */
import { known, paceWindow, type PaceSample } from './pace-line';

export interface PaceStep {
  /** Place in the samples: the first step (from the picture before) at the new pace. */
  readonly at: number;
  /** Natural log of the new pace over the old. */
  readonly size: number;
  /** `size` in units of the unrest around it. */
  readonly strength: number;
  /** Share of it that came from one picture to the next. */
  readonly sudden: number;
  /** As in `Pace`, there. */
  readonly spread: number;
}

/** Pictures on each side that the step is fitted to, with a common slope. */
const FIT = 8;
/** Measured well enough to be the step itself. */
const CLEAR = { coherence: 0.6, spread: 0.3 } as const;
/** Share of known paces within the fit. */
const MIN_KNOWN_SHARE = 0.75;
/** ln 1.42: smaller steps are common in what people do. */
export const MIN_STEP = 0.35;
export const MIN_SUDDEN = 0.55;
/** Unrest that measurement has by itself (ln). */
const OWN_UNREST = 0.04;
/** A change and the opposite one right after it, equal to this share, are one picture that came late or early. */
const OPPOSITE = 0.35;
const MIN_OPPOSITE = 0.15;

/** Single pictures that came early or late taken out: up and down again by the same. */
function withoutSingles(changes: readonly number[], measured: readonly boolean[]): number[] {
  const out = [...changes];
  for (let i = 0; i + 1 < out.length; i++) {
    const [a, b] = [out[i], out[i + 1]];
    if (!measured[i] || !measured[i + 1] || Math.abs(a) <= MIN_OPPOSITE || a * b >= 0 || Math.abs(a + b) >= OPPOSITE * Math.max(Math.abs(a), Math.abs(b))) continue;
    out[i] = a + b;
    out[i + 1] = 0;
    i++;
  }
  return out;
}

/** Least squares of level, slope and step over the summed changes; the step is the one between index FIT − 1 and FIT. */
function fitStep(levels: readonly number[]): { readonly size: number; readonly unrest: number } {
  const n = 2 * FIT;
  // The step column made orthogonal to level and slope: what its own regression on time leaves of it.
  const slope = (1.5 * n) / (n * n - 1);
  const column = Array.from({ length: n }, (_, i) => (i < FIT ? -0.5 : 0.5) - slope * (i - FIT + 0.5));
  const power = column.reduce((sum, v) => sum + v * v, 0);
  const size = column.reduce((sum, v, i) => sum + v * levels[i], 0) / power;
  const mean = levels.reduce((sum, v) => sum + v, 0) / n;
  const times = levels.map((_, i) => i - FIT + 0.5);
  const timePower = times.reduce((sum, t) => sum + t * t, 0);
  const flat = levels.map((v, i) => v - mean - size * (i < FIT ? -0.5 : 0.5));
  const trend = flat.reduce((sum, v, i) => sum + v * times[i], 0) / timePower;
  const left = flat.reduce((sum, v, i) => sum + (v - trend * times[i]) ** 2, 0);
  return { size, unrest: Math.sqrt(left / (n - 3) / power) };
}

/**
 * Whether the pace steps at sample `at`, judged by the samples around it (`PACE_REACH` on each side, fewer at the ends).
 * @returns null where it does not, or too little moves there to tell
 */
export function paceStepAt(samples: readonly PaceSample[], at: number): PaceStep | null {
  const here = samples[at].pace;
  if (!here || here.coherence < CLEAR.coherence || here.spread > CLEAR.spread || Math.abs(samples[at].change) < MIN_STEP / 2) return null;
  if (at < FIT || at + FIT > samples.length) return null;
  const around = samples.slice(at - FIT + 1, at + FIT);
  if (around.filter(known).length < MIN_KNOWN_SHARE * around.length) return null;
  const { changes: unbeaten, measured, middle } = paceWindow(samples, at);
  const changes = withoutSingles(unbeaten, measured);
  let level = 0;
  const levels = changes.map((change) => (level += change));
  const { size, unrest } = fitStep(levels.slice(middle - FIT, middle + FIT));
  if (Math.abs(size) < MIN_STEP) return null;
  const sudden = Math.max(unbeaten[middle] / size, changes[middle] / size);
  if (sudden < MIN_SUDDEN || sudden > 1 / MIN_SUDDEN) return null;
  return { at, size, strength: Math.abs(size) / (unrest + OWN_UNREST), sudden, spread: here.spread };
}
