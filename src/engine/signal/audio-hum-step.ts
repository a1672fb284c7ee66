/** Asks of a followed hum: one steady oscillator, or two with a step of phase between them. */
import { HUM_HARMONIC, HUM_HOP_S, HUM_HOPS_IN_WINDOW, HUM_HZ, type HumFrame } from './audio-hum';

/** Windows on each side of a place: 1.9 s, in which a grid keeps its frequency. */
export const HUM_SIDE = 12;
/** Grids stay within ± 0.15 Hz of their mains but for hours of distress (own frequency limits of large grids are ± 0.2 Hz). */
const OFF_MAINS_HZ = 0.15;
const GRID = 31;
/** Windows that overlap by three quarters under a Hann window: so many count as one. */
const OVERLAP = 2.67;

export interface HumStep {
  /** Index of the first window right of the place; the place is where the last window left of it ends. */
  readonly at: number;
  /** −π … π. */
  readonly radians: number;
  /** What two oscillators explain beyond one, in units of what neither does (an F ratio). */
  readonly gain: number;
  /** Share of each side's power that the steady oscillator explains, the lesser one, 0…1. */
  readonly coherence01: number;
  /** Right side's strength against the left one's, dB. */
  readonly ratioDb: number;
}

/** Index in HUM_HZ of the harmonic that keeps its phase best from one half second to the next, and how well (0…1). */
export function steadiestHarmonic(frames: readonly HumFrame[]): { readonly harmonic: number; readonly steady01: number } {
  let best = { harmonic: 0, steady01: 0 };
  for (let h = 0; h < HUM_HZ.length; h++) {
    let re = 0;
    let im = 0;
    let power = 0;
    for (let k = HUM_HOPS_IN_WINDOW; k < frames.length; k++) {
      const now = frames[k]!;
      const before = frames[k - HUM_HOPS_IN_WINDOW]!;
      re += now.re[h]! * before.re[h]! + now.im[h]! * before.im[h]!;
      im += now.im[h]! * before.re[h]! - now.re[h]! * before.im[h]!;
      power += Math.hypot(now.re[h]!, now.im[h]!) * Math.hypot(before.re[h]!, before.im[h]!);
    }
    const steady01 = Math.hypot(re, im) / (power + 1e-12);
    if (steady01 > best.steady01) best = { harmonic: h, steady01 };
  }
  return best;
}

/** One measurement for every place that has a full side left and right of it. @param harmonic index in HUM_HZ */
export function humSteps(frames: readonly HumFrame[], harmonic: number): HumStep[] {
  const turns = Float64Array.from({ length: GRID }, (_, i) => ((2 * i) / (GRID - 1) - 1) * OFF_MAINS_HZ * HUM_HARMONIC[harmonic]! * HUM_HOP_S * 2 * Math.PI);
  const out: HumStep[] = [];
  const skip = HUM_HOPS_IN_WINDOW - 1;
  for (let left = 0; left + 2 * HUM_SIDE + skip <= frames.length; left++) {
    const right = left + HUM_SIDE + skip;
    const powerLeft = powerOf(frames, harmonic, left);
    const powerRight = powerOf(frames, harmonic, right);
    let one = 0;
    let two = -1;
    let best: { l: Sum; r: Sum } | null = null;
    for (const turn of turns) {
      const l = sumOf(frames, harmonic, left, turn, 0);
      const r = sumOf(frames, harmonic, right, turn, HUM_SIDE + skip);
      one = Math.max(one, ((l.re + r.re) ** 2 + (l.im + r.im) ** 2) / (2 * HUM_SIDE));
      const both = (l.re ** 2 + l.im ** 2 + r.re ** 2 + r.im ** 2) / HUM_SIDE;
      if (both > two) {
        two = both;
        best = { l, r };
      }
    }
    const { l, r } = best!;
    const rest = Math.max(powerLeft + powerRight - two, 1e-6 * (powerLeft + powerRight)) / (2 * HUM_SIDE);
    out.push({
      at: right,
      radians: Math.atan2(r.im * l.re - r.re * l.im, r.re * l.re + r.im * l.im),
      gain: (two - one) / (OVERLAP * rest + 1e-20),
      coherence01: Math.min((l.re ** 2 + l.im ** 2) / (HUM_SIDE * powerLeft + 1e-20), (r.re ** 2 + r.im ** 2) / (HUM_SIDE * powerRight + 1e-20)),
      ratioDb: 10 * Math.log10((r.re ** 2 + r.im ** 2 + 1e-20) / (l.re ** 2 + l.im ** 2 + 1e-20)),
    });
  }
  return out;
}

interface Sum { readonly re: number; readonly im: number }

function powerOf(frames: readonly HumFrame[], h: number, from: number): number {
  let sum = 0;
  for (let k = from; k < from + HUM_SIDE; k++) sum += frames[k]!.re[h]! ** 2 + frames[k]!.im[h]! ** 2;
  return sum;
}

/** Sum of a side's windows, each turned back by `turn` for every hop since the place `offset` hops earlier. */
function sumOf(frames: readonly HumFrame[], h: number, from: number, turn: number, offset: number): Sum {
  const stepRe = Math.cos(turn);
  const stepIm = -Math.sin(turn);
  let c = Math.cos(turn * offset);
  let s = -Math.sin(turn * offset);
  let re = 0;
  let im = 0;
  for (let k = from; k < from + HUM_SIDE; k++) {
    const a = frames[k]!.re[h]!;
    const b = frames[k]!.im[h]!;
    re += a * c - b * s;
    im += a * s + b * c;
    const next = c * stepRe - s * stepIm;
    s = c * stepIm + s * stepRe;
    c = next;
  }
  return { re, im };
}
