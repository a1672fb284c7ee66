/** Steps of a second clock against presentation time: the offset between the two is constant while nothing is missing. */

export interface ClockStep {
  /** First stamp after the step. */
  readonly index: number;
  /** Seconds by which the clock went further than the recording (negative: back). */
  readonly jumpS: number;
}

const DAY_S = 86_400;
/** What a step must exceed beyond the clock's own resolution: late notes and rounding of stamps stay below. */
const SLACK_S = 0.7;
/** Stamps that must agree with the new offset, so that one misread or late stamp is none. */
const CONFIRM = 3;
/** Stamps that tell the offset; older ones would bring the drift of the two clocks in. */
const REMEMBER = 240;

/**
 * @param timeS presentation times, ascending, seconds @param clockS seconds, of the day or absolute; NaN is passed over
 * @param resolutionS the clock's tick: its reading lies up to this much behind the true time
 */
export function clockSteps(timeS: ArrayLike<number>, clockS: ArrayLike<number>, resolutionS: number): ClockStep[] {
  const steps: ClockStep[] = [];
  const offsets: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i < timeS.length; i++) {
    const offset = clockS[i]! - timeS[i]!;
    if (Number.isNaN(offset)) continue;
    // A clock of the day falls back at midnight; the offset does not.
    const last = offsets.at(-1) ?? offset;
    offsets.push(offset + DAY_S * (Math.abs(offset + DAY_S - last) < resolutionS + SLACK_S ? 1 : 0));
    indices.push(i);
  }
  let from = 0;
  for (let k = 1; k < offsets.length; k++) {
    const before = mean(offsets, Math.max(from, k - REMEMBER), k);
    const limit = resolutionS + SLACK_S;
    if (Math.abs(offsets[k]! - before) <= limit || k + CONFIRM > offsets.length) continue;
    const after = mean(offsets, k, Math.min(offsets.length, k + REMEMBER, nextBreak(offsets, k, limit)));
    const holds = offsets.slice(k, k + CONFIRM).every((offset) => Math.abs(offset - offsets[k]!) <= resolutionS + SLACK_S / 2);
    if (!holds || Math.abs(after - before) <= limit) continue;
    steps.push({ index: indices[k]!, jumpS: after - before });
    from = k;
  }
  return steps;
}

function mean(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}

/** Where the offset leaves that of `k` again. */
function nextBreak(offsets: readonly number[], k: number, limit: number): number {
  let at = k + 1;
  while (at < offsets.length && Math.abs(offsets[at]! - offsets[k]!) <= limit) at++;
  return at;
}
