/** Measures how much one instant looks like two pieces of sound joined: prediction from both sides fails there, and there only. */
import { relativeErrors, TwoSidedPrediction } from './audio-prediction';

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
/** Coarse search, a quarter of the cost: half the order, a new predictor every 16 ms, candidates from 6 dB above the usual error. */
const COARSE_ORDER = 12;
export const JOIN_HOP_SAMPLES = 256;
const COARSE_RATIO = 4;

/** Samples needed on each side of an instant. */
export const JOIN_REACH_SAMPLES = WINDOW + ORDER + SEARCH + JOIN_HOP_SAMPLES;

export interface JoinMeasure {
  /** First sample of the right side. */
  readonly at: number;
  /** The smaller of both sides' error next to the instant, against its usual value, decades of power. */
  readonly surprise: number;
  /** Null where the surprise is too small for it to matter. */
  readonly shape: JoinShape | null;
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

const coarse = new TwoSidedPrediction(COARSE_ORDER);
const left = new TwoSidedPrediction(ORDER);
const right = new TwoSidedPrediction(ORDER);

/** Instants in [from, to) worth measuring, ascending. Needs JOIN_REACH_SAMPLES before `from` and after `to`. */
export function findJoinCandidates(samples: Float32Array, from: number, to: number): number[] {
  const out: number[] = [];
  for (let start = from; start < to; start += JOIN_HOP_SAMPLES) {
    coarse.fit(samples, start - WINDOW, start);
    const count = Math.min(JOIN_HOP_SAMPLES, to - start);
    const errors = relativeErrors(samples, coarse.forward(), start, 1, count + RUN);
    let sum = 0;
    for (let k = 0; k < RUN; k++) sum += errors[k]!;
    let best = 0;
    let bestAt = -1;
    for (let k = 0; k < count; k++) {
      if (sum > COARSE_RATIO * RUN) {
        if (sum > best) {
          best = sum;
          bestAt = start + k;
        }
      } else if (bestAt >= 0) {
        out.push(bestAt);
        best = 0;
        bestAt = -1;
      }
      sum += errors[k + RUN]! - errors[k]!;
    }
    if (bestAt >= 0) out.push(bestAt);
  }
  return out;
}

/** Less than this (decades) is no rival of anything that matters; below the second only its strength is measured, not its shape. */
const SLIGHT = 0.5;
const WORTH_A_LOOK = 0.8;

/** @param near a coarse candidate @returns null where prediction does not fail on both sides */
export function measureJoin(samples: Float32Array, near: number): JoinMeasure | null {
  const slight = 10 ** SLIGHT;
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
  const decades = Math.log10(surprise);
  return decades < WORTH_A_LOOK ? { at, surprise: decades, shape: null } : { at, surprise: decades, shape: shapeAt(samples, at) };
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
