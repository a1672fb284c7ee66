/** Scores jumps: a linear sum of their figures and of how far these stand out of a wider background, less what the stream's keyframes show as well. */
import type { Jump } from './jump-line';

/** A jump before it is scored. */
export type RawJump = Omit<Jump, 'score'>;

/** Jumps before and after that form the background; the ones next to the jump are left out. */
export const BACKGROUND_PAST = 240;
export const BACKGROUND_FUTURE = 60;
const BACKGROUND_LEFT_OUT = 5;
/** Upper tail of the background; lower than the maximum, so that other cuts in it do not hide this one. */
const BACKGROUND_QUANTILE = 0.97;
const MIN_BACKGROUND = 20;

/**
 * Logistic weights, fitted as `e2e/bench/lab-fit.ts` does it: joins against all other pictures of the same recordings, of uncut ones and
 * of 365 clips cut, sped up or left alone and encoded again from 27 of these cameras, keyframes left out (their lattice is taken off
 * below). With each camera scored by weights fitted on the others, 239 of 289 joins lie above every other picture (without the change
 * figures: 200), of cameras faster than `FAST_STEP_US`.
 */
const WEIGHTS = { excess: 1.43, spread: 0.07, ratio: 0, acceleration: 0, cells: 0.29, isolation: 0, twoApart: 1.1, threeApart: 1.82, together: 2.78 } as const;
const BACKGROUND_WEIGHTS = { acceleration: 0.46, cells: 1.13, ratio: 0.04 } as const;
const OFFSET = -2.56;
/** Figures are clipped to the range seen in the fit. */
const FIGURE_RANGE: readonly [number, number] = [-3, 4];
const BACKGROUND_RANGE: readonly [number, number] = [-3, 2];

/**
 * Another scene altogether, however shaky both sides are: the coarse pattern does not correlate, nothing matches, and only in this
 * one picture. Of 37,195 pictures all four together were met at 37, every one of them a join.
 */
const SCENE_MAX_PATTERN = 0.5;
const SCENE_MIN_UNMATCHED = 0.9;
const SCENE_MIN_CELL_CHANGE = 10;
const SCENE_MIN_ISOLATION = 0.5;
const SCENE_BONUS = 5;
/**
 * Taken off for each e-fold by which pictures follow each other slower than this: at ten a second the leap of an animal looks like a
 * break (the only uncut recording above the threshold without it). Set by hand: two of 27 cameras in the fit are that slow.
 */
const SLOW_COST = 3;
const FAST_STEP_US = 50_000;
/**
 * A break stands alone in time and stays: where a neighbouring picture changes nearly as much (a lens being covered, a wiper), or where
 * most of the change is gone two pictures later (an insect, a raindrop), the score is capped below every threshold. Of 238 joins found
 * with their camera left out, none has less isolation and two less lasting change.
 */
export const MIN_ISOLATION = 0.3;
export const MIN_LASTING = 0.6;
const CAPPED_SCORE = -1;
/** Keyframes remembered for the pulse of the lattice. */
const KEYS = 24;
/** Two keyframe distances are the same lattice within this many frames. */
const LATTICE_SLACK = 1;
/** Score that an ordinary keyframe reaches: no discount below (genuine keyframes: 95 % lower). */
const PULSE_FREE_SCORE = -2.5;
/** A low percentile: some lattice keyframes may themselves be joins. */
const PULSE_PERCENTILE = 0.4;

type Figure = keyof typeof WEIGHTS;
type BackgroundFigure = keyof typeof BACKGROUND_WEIGHTS;
const FIGURES = Object.keys(WEIGHTS) as Figure[];
const BACKGROUND_FIGURES = Object.keys(BACKGROUND_WEIGHTS) as BackgroundFigure[];

const clip = (value: number, [low, high]: readonly [number, number]): number => Math.max(low, Math.min(high, value));

/** Scratch of `backgroundOf`: the largest values so far, falling. Only the upper tail of the background is wanted, so the rest is never sorted. */
const largest = new Float64Array(Math.ceil((1 - BACKGROUND_QUANTILE) * (BACKGROUND_PAST + BACKGROUND_FUTURE + 1)) + 2);

function backgroundOf(jumps: readonly RawJump[], at: number, figure: BackgroundFigure): number {
  const from = Math.max(0, at - BACKGROUND_PAST);
  const to = Math.min(jumps.length - 1, at + BACKGROUND_FUTURE);
  const leftOut = Math.min(to, at + BACKGROUND_LEFT_OUT) - Math.max(from, at - BACKGROUND_LEFT_OUT) + 1;
  const count = to - from + 1 - leftOut;
  if (count < MIN_BACKGROUND) return jumps[at][figure];
  const wanted = count - Math.floor(BACKGROUND_QUANTILE * (count - 1));
  largest.fill(-Infinity, 0, wanted);
  for (let i = from; i <= to; i++) {
    const value = jumps[i][figure];
    if (Math.abs(i - at) <= BACKGROUND_LEFT_OUT || value <= largest[wanted - 1]) continue;
    let place = wanted - 1;
    for (; place > 0 && largest[place - 1] < value; place--) largest[place] = largest[place - 1];
    largest[place] = value;
  }
  return largest[wanted - 1];
}

/** The clipped figures of a jump in the order of the weights: its own, then how far they stand out of the background. */
export function figuresOf(jumps: readonly RawJump[], at: number): number[] {
  const jump = jumps[at];
  return [
    ...FIGURES.map((figure) => clip(jump[figure], FIGURE_RANGE)),
    ...BACKGROUND_FIGURES.map((figure) => clip(jump[figure] - backgroundOf(jumps, at, figure), BACKGROUND_RANGE)),
  ];
}

export const isOtherScene = (jump: RawJump): boolean => jump.pattern < SCENE_MAX_PATTERN && jump.unmatched > SCENE_MIN_UNMATCHED
  && jump.cellChange > SCENE_MIN_CELL_CHANGE && jump.isolation > SCENE_MIN_ISOLATION;

/** What the score loses because the recording has few pictures a second. */
export const slowCost = (jump: RawJump): number => SLOW_COST * Math.max(0, Math.log(jump.usualStepUs / FAST_STEP_US));

/** Names of the figures, as `figuresOf` orders them. */
export const FIGURE_NAMES: readonly string[] = [...FIGURES, ...BACKGROUND_FIGURES.map((figure) => `${figure} over background`)];
const ALL_WEIGHTS: readonly number[] = [...FIGURES.map((figure) => WEIGHTS[figure]), ...BACKGROUND_FIGURES.map((figure) => BACKGROUND_WEIGHTS[figure])];

/** Takes jumps in order and gives them back scored once their background is known. Bounded. */
export class JumpScores {
  private readonly jumps: RawJump[] = [];
  /** Place of the next jump to score within `jumps`. */
  private next = 0;
  private readonly keys: { readonly ordinal: number; readonly distance: number; readonly score: number }[] = [];

  push(jump: RawJump): Jump[] {
    this.jumps.push(jump);
    const ready = this.jumps.length - 1 - BACKGROUND_FUTURE;
    return ready >= this.next ? [this.scored()] : [];
  }

  close(): Jump[] {
    const rest: Jump[] = [];
    while (this.next < this.jumps.length) rest.push(this.scored());
    return rest;
  }

  private scored(): Jump {
    const at = this.next++;
    const jump = this.jumps[at];
    let score = this.sum(at) + (isOtherScene(jump) ? SCENE_BONUS : 0);
    if (jump.key) {
      const last = this.keys[this.keys.length - 1];
      this.keys.push({ ordinal: jump.after.ordinal, distance: last ? jump.after.ordinal - last.ordinal : 0, score });
      if (this.keys.length > KEYS) this.keys.shift();
      score -= this.pulse(at);
    }
    if (jump.isolation < MIN_ISOLATION || jump.lasting < MIN_LASTING) score = Math.min(score, CAPPED_SCORE);
    if (this.next > BACKGROUND_PAST + 1) { this.jumps.shift(); this.next--; }
    return { ...jump, score };
  }

  private sum(at: number): number {
    return figuresOf(this.jumps, at).reduce((sum, value, i) => sum + value * ALL_WEIGHTS[i], OFFSET) - slowCost(this.jumps[at]);
  }

  /** How much the other keyframes of a regular lattice score above an ordinary picture: those seen before and those already in view. */
  private pulse(at: number): number {
    const own = this.jumps[at].after.ordinal;
    const ahead: { ordinal: number; distance: number; score: number }[] = [];
    let before = own;
    for (let i = at + 1; i < this.jumps.length; i++) {
      if (!this.jumps[i].key) continue;
      const { ordinal } = this.jumps[i].after;
      ahead.push({ ordinal, distance: ordinal - before, score: this.sum(i) });
      before = ordinal;
    }
    const all = [...this.keys, ...ahead];
    const distances = all.map((k) => k.distance).filter((d) => d > 0).sort((a, b) => a - b);
    const usual = distances[distances.length >> 1] ?? 0;
    const others = all.filter((k) => k.ordinal !== own && usual > 1 && Math.abs(k.distance - usual) <= LATTICE_SLACK).map((k) => k.score).sort((a, b) => a - b);
    return others.length < 2 ? 0 : Math.max(0, others[Math.floor(PULSE_PERCENTILE * others.length)] - PULSE_FREE_SCORE);
  }
}
