/** The same two-sided prediction on the rumble below 1 kHz: engines, wind and hum keep their phase over 60 ms, and a join breaks it. */
import { relativeErrors, TwoSidedPrediction } from './audio-prediction';

/** From about 16 kHz to 2 kHz. */
const FACTOR = 8;
/** Reach of the windowed sinc, in thinned samples. */
const HALF_WIDTH = 6;
/** Share of the thinned rate that passes. */
const CUTOFF = 0.45;
/** At 2 kHz: 8 ms of memory, 60 ms of window, 3 ms of run, placed within ± 1.5 ms. */
const ORDER = 16;
const WINDOW = 120;
const RUN = 6;
const SEARCH = 3;
const SIDE = WINDOW + ORDER + SEARCH;

/** Samples (not thinned) needed on each side of an instant. */
export const LOW_JOIN_REACH_SAMPLES = (SIDE + HALF_WIDTH) * FACTOR;

const taps = lowPass();
const thinned = new Float32Array(2 * SIDE);
const left = new TwoSidedPrediction(ORDER);
const right = new TwoSidedPrediction(ORDER);

/** The smaller of both sides' error next to `at`, against its usual value, decades of power. */
export function measureLowJoin(samples: Float32Array, at: number): number {
  const half = (taps.length - 1) / 2;
  for (let k = 0; k < thinned.length; k++) {
    const centre = at + (k - SIDE) * FACTOR;
    let sum = samples[centre]! * taps[half]!;
    for (let t = 1; t <= half; t++) sum += (samples[centre - t]! + samples[centre + t]!) * taps[half + t]!;
    thinned[k] = sum;
  }
  left.fit(thinned, 0, SIDE - SEARCH);
  right.fit(thinned, SIDE + SEARCH, 2 * SIDE);
  const span = 2 * SEARCH + RUN;
  const ahead = relativeErrors(thinned, left.forward(), SIDE - SEARCH, 1, span);
  const back = relativeErrors(thinned, right.backward(), SIDE + SEARCH - 1, -1, span);
  let best = 0;
  for (let offset = 0; offset <= 2 * SEARCH; offset++) best = Math.max(best, Math.min(sumOf(ahead, offset), sumOf(back, 2 * SEARCH - offset)));
  return Math.log10(best / RUN + 1e-6);
}

function sumOf(errors: Float32Array, from: number): number {
  let sum = 0;
  for (let k = from; k < from + RUN; k++) sum += errors[k]!;
  return sum;
}

/** Blackman-windowed sinc with unit gain. */
function lowPass(): Float32Array {
  const half = HALF_WIDTH * FACTOR;
  const out = new Float32Array(2 * half + 1);
  const cutoff = CUTOFF / FACTOR;
  let sum = 0;
  for (let i = -half; i <= half; i++) {
    const sinc = i === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * i) / (Math.PI * i);
    const phase = (Math.PI * (i + half)) / half;
    out[i + half] = sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
    sum += out[i + half]!;
  }
  return out.map((tap) => tap / sum);
}
