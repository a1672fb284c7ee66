/** Measures how much one instant looks like two pieces of sound joined: prediction from both sides fails there, and there only. */
import { relativeErrors, TwoSidedPrediction, type Predictor } from './audio-prediction';

/** Order and window at 16 kHz: 1.5 ms of memory resolves formants, 30 ms is as long as speech keeps still. */
const ORDER = 24;
const WINDOW = 480;
/** Error is averaged over this many samples next to the instant: within the predictor's memory, longer than one glottal pulse. */
const RUN = 12;
/** An instant is placed within ± this of the coarse candidate. */
const SEARCH = 16;
/** Samples after the instant in which the prediction must have recovered. */
const RECOVER_FROM = 30;
const RECOVER_TO = 220;
/** Near and far surroundings whose loudness is compared. */
const NEAR = 48;
/** Coarse search, a quarter of the cost: half the order, one fit every 16 ms that serves what follows and what precedes it. */
const COARSE_ORDER = 12;
export const JOIN_HOP_SAMPLES = 256;
const COARSE_WINDOW = 2 * JOIN_HOP_SAMPLES;
/** Candidates from 5 dB above the usual error on both sides, the least that a measured instant has. */
const COARSE_RATIO = 3.2;

/** Samples needed on each side of an instant. */
export const JOIN_REACH_SAMPLES = COARSE_WINDOW + 2 * JOIN_HOP_SAMPLES;

export interface JoinMeasure {
  /** First sample of the right side. */
  readonly at: number;
  /** The smaller of both sides' error next to the instant, against its usual value, decades of power. */
  readonly surprise: number;
  readonly shape: JoinShape;
}

/** All in decades (log10) of power, but `bump` (of amplitude) and `peak` (full scale 1). */
export interface JoinShape {
  /** Error of the very first sample beyond the instant: the smaller of the one predicted from the left and from the right. */
  readonly edgeLeast: number;
  /** Error once the predictor's memory is past the instant: the worse and the better side. */
  readonly lasting: number;
  readonly lastingLeast: number;
  /** Loudest sample at the instant against the louder side. */
  readonly bump: number;
  readonly peak: number;
}

/** A window that begins where a hop ends, ends this many hops after the hop's start. */
const HOPS_TO_BACKWARD = 1 + COARSE_WINDOW / JOIN_HOP_SAMPLES;

const coarse = new TwoSidedPrediction(COARSE_ORDER);
const left = new TwoSidedPrediction(ORDER);
const right = new TwoSidedPrediction(ORDER);

/** Instants in [from, to) worth measuring, ascending. Needs JOIN_REACH_SAMPLES before `from` and after `to`. */
export function findJoinCandidates(samples: Float32Array, from: number, to: number): number[] {
  const out: number[] = [];
  // One fit a hop: its forward half foretells the hop that follows the window, its backward half the one that precedes it.
  const onward: Predictor[] = [];
  const backward: Predictor[] = [];
  const fitted = (index: number): void => {
    while (onward.length <= index) {
      const end = from + onward.length * JOIN_HOP_SAMPLES;
      coarse.fit(samples, end - COARSE_WINDOW, end);
      onward.push(coarse.forward());
      backward.push(coarse.backward());
    }
  };
  const span = JOIN_HOP_SAMPLES + RUN;
  for (let start = from, hop = 0; start < to; start += JOIN_HOP_SAMPLES, hop++) {
    fitted(hop + HOPS_TO_BACKWARD);
    const ahead = relativeErrors(samples, onward[hop]!, start, 1, span);
    const back = relativeErrors(samples, backward[hop + HOPS_TO_BACKWARD]!, start + JOIN_HOP_SAMPLES - 1, -1, span);
    const count = Math.min(JOIN_HOP_SAMPLES, to - start);
    let aheadSum = 0;
    let backSum = 0;
    for (let k = 0; k < RUN; k++) {
      aheadSum += ahead[k]!;
      backSum += back[JOIN_HOP_SAMPLES + k]!;
    }
    let best = 0;
    let bestAt = -1;
    for (let k = 0; k < count; k++) {
      const both = Math.min(aheadSum, backSum);
      if (both > COARSE_RATIO * RUN) {
        if (both > best) {
          best = both;
          bestAt = start + k;
        }
      } else if (bestAt >= 0) {
        out.push(bestAt);
        best = 0;
        bestAt = -1;
      }
      aheadSum += ahead[k + RUN]! - ahead[k]!;
      // Sample start + k lies at place HOP − 1 − k of the backward walk.
      const into = JOIN_HOP_SAMPLES - 1 - k;
      backSum += back[into]! - back[into + RUN]!;
    }
    if (bestAt >= 0) out.push(bestAt);
  }
  return out;
}

/** Less than this (decades) is no rival of anything that matters. */
export const LEAST_JOIN_SURPRISE = 0.5;

/** @param near a coarse candidate @returns null where prediction does not fail on both sides */
export function measureJoin(samples: Float32Array, near: number): JoinMeasure | null {
  const slight = 10 ** LEAST_JOIN_SURPRISE;
  left.fit(samples, near - SEARCH - WINDOW - ORDER, near - SEARCH);
  const span = 2 * SEARCH + RUN;
  const ahead = relativeErrors(samples, left.forward(), near - SEARCH, 1, span);
  if (highestMean(ahead) < slight) return null;
  right.fit(samples, near + SEARCH, near + SEARCH + WINDOW + ORDER);
  const back = relativeErrors(samples, right.backward(), near + SEARCH - 1, -1, span);
  let surprise = 0;
  let at = near;
  for (let offset = 0; offset <= 2 * SEARCH; offset++) {
    const both = Math.min(mean(ahead, offset, RUN), mean(back, 2 * SEARCH - offset, RUN));
    if (both > surprise) {
      surprise = both;
      at = near - SEARCH + offset;
    }
  }
  if (surprise < slight) return null;
  return { at, surprise: Math.log10(surprise), shape: shapeAt(samples, at) };
}

function shapeAt(samples: Float32Array, at: number): JoinShape {
  left.fit(samples, at - WINDOW - ORDER, at);
  right.fit(samples, at, at + WINDOW + ORDER);
  const onward = relativeErrors(samples, left.forward(), at, 1, RECOVER_TO);
  const backward = relativeErrors(samples, right.backward(), at - 1, -1, RECOVER_TO);
  const later = Math.log10(mean(onward, RECOVER_FROM, RECOVER_TO - RECOVER_FROM));
  const earlier = Math.log10(mean(backward, RECOVER_FROM, RECOVER_TO - RECOVER_FROM));
  const peakAt = highest(samples, at - NEAR, at + NEAR);
  const peakBeside = Math.max(highest(samples, at - WINDOW, at - NEAR), highest(samples, at + NEAR, at + WINDOW));
  return {
    edgeLeast: Math.log10(Math.min(onward[0]!, backward[0]!) + 1e-9),
    lasting: Math.max(later, earlier), lastingLeast: Math.min(later, earlier),
    bump: Math.log10((peakAt + 1e-9) / (peakBeside + 1e-9)), peak: Math.max(peakAt, peakBeside),
  };
}

function highestMean(errors: Float32Array): number {
  let best = 0;
  for (let offset = 0; offset + RUN <= errors.length; offset++) best = Math.max(best, mean(errors, offset, RUN));
  return best;
}

function mean(values: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let k = from; k < from + count; k++) sum += values[k]!;
  return sum / count;
}

function highest(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let n = Math.max(0, from); n < to; n++) peak = Math.max(peak, Math.abs(samples[n]!));
  return peak;
}
