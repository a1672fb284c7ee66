/** Decodes readings of a clock as a path: stretches over which clock and recording run alike, parted by steps; lone misreadings fall out. */

/** One reading. The clock shows whole seconds: it stood at `clockS` or up to one second later. */
export interface ClockPoint {
  readonly ordinal: number;
  readonly mediaS: number;
  /** Seconds on any scale that runs with the clock (epoch seconds, or seconds of a day unrolled). */
  readonly clockS: number;
}

/** A stretch over which clock − media time is constant. */
export interface ClockStretch {
  /** Index of its first and last reading. */
  readonly first: number;
  readonly last: number;
  /** Bounds of clock − media time, seconds, that fit all its readings; low may exceed high by the slack. */
  readonly low: number;
  readonly high: number;
}

export interface ClockStep {
  /** The last reading that surely belongs before it and the first that surely belongs after it. */
  readonly before: number;
  readonly after: number;
  /** By how much the clock runs ahead of the recording across it, seconds; least and most that fit the readings. */
  readonly leastS: number;
  readonly mostS: number;
}

export interface ClockPath {
  readonly stretches: readonly ClockStretch[];
  readonly steps: readonly ClockStep[];
  /** Readings that fit nothing. */
  readonly misread: readonly number[];
}

/** What a step costs in readings that do not fit: fewer on one side are taken for misreadings or for a clock drawn late once. */
const STEP_COST = 2.5;
/** A reading this far outside (in slacks) counts as wholly wrong. */
const WRONG_AT_SLACKS = 3;

/**
 * Piecewise constant difference with outliers by dynamic programming over the differences that occur.
 * @param points in order of media time
 * @param slackS what genuine clocks are off: the length of a frame and the delay with which the camera draws
 */
export function decodeClockPath(points: readonly ClockPoint[], slackS: number): ClockPath {
  if (points.length === 0) return { stretches: [], steps: [], misread: [] };
  const least = points.map(({ clockS, mediaS }) => clockS - mediaS);
  const offsets = distinct(least, slackS / 4);
  const wrongness = (at: number, offset: number): number => {
    const outside = Math.max(least[at] - offset, offset - (least[at] + 1)) - slackS;
    return outside <= 0 ? 0 : Math.min(1, outside / (slackS * (WRONG_AT_SLACKS - 1)));
  };
  const from = points.map(() => new Int32Array(offsets.length));
  let cost = new Float64Array(offsets.length);
  for (let at = 0; at < points.length; at++) {
    let cheapest = 0;
    for (let k = 1; k < offsets.length; k++) if (cost[k] < cost[cheapest]) cheapest = k;
    const next = new Float64Array(offsets.length);
    for (let k = 0; k < offsets.length; k++) {
      const stays = cost[k] <= cost[cheapest] + STEP_COST;
      from[at][k] = stays ? k : cheapest;
      next[k] = (stays ? cost[k] : cost[cheapest] + STEP_COST) + wrongness(at, offsets[k]);
    }
    cost = next;
  }
  let state = cost.indexOf(Math.min(...cost));
  const path = new Int32Array(points.length);
  for (let at = points.length - 1; at >= 0; at--) {
    path[at] = state;
    state = from[at][state];
  }
  return describePath(points, least, offsets, path, slackS);
}

function distinct(values: readonly number[], apart: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, at) => at === 0 || value - sorted[at - 1] > apart || at === sorted.length - 1);
}

function describePath(points: readonly ClockPoint[], least: readonly number[], offsets: readonly number[], path: Int32Array, slackS: number): ClockPath {
  const misread: number[] = [];
  const fits = (at: number, offset: number): boolean => least[at] - offset <= slackS * WRONG_AT_SLACKS && offset - least[at] - 1 <= slackS * WRONG_AT_SLACKS;
  const stretches: ClockStretch[] = [];
  for (let at = 0; at < points.length;) {
    const offset = offsets[path[at]];
    let end = at;
    while (end + 1 < points.length && path[end + 1] === path[at]) end++;
    const good = range(at, end).filter((i) => fits(i, offset) || (misread.push(i), false));
    if (good.length > 0) {
      stretches.push({ first: good[0], last: good[good.length - 1], low: Math.max(...good.map((i) => least[i])), high: Math.min(...good.map((i) => least[i] + 1)) });
    }
    at = end + 1;
  }
  const steps = stretches.slice(1).map((later, at) => stepBetween(stretches[at], later, least, slackS, new Set(misread)));
  return { stretches, steps, misread };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** A reading near a step can fit both sides: the step lies between the last that does not fit the later side and the first that does not fit the earlier. */
function stepBetween(earlier: ClockStretch, later: ClockStretch, least: readonly number[], slackS: number, misread: ReadonlySet<number>): ClockStep {
  const fits = (at: number, { low, high }: ClockStretch): boolean =>
    least[at] <= Math.max(low, high) + slackS / 2 && least[at] + 1 >= Math.min(low, high) - slackS / 2;
  let before = earlier.last;
  while (before > earlier.first && (misread.has(before) || fits(before, later))) before--;
  let after = later.first;
  while (after < later.last && (misread.has(after) || fits(after, earlier))) after++;
  return { before, after, leastS: later.low - earlier.high, mostS: later.high - earlier.low };
}
