/** Presentation steps of a track with what is usual on either side of each: the common ground of the timing detectors. */
import type { PacketTable } from '../../../core/tables';

/** Steps looked at on each side: half a second of video, less than a short GOP. */
const SIDE_STEPS = 12;

export interface TimeStep {
  /** Presentation ordinal of the later packet. */
  readonly ordinal: number;
  /** Decode-order indices of both packets. */
  readonly before: number;
  readonly after: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly stepUs: number;
  /** Median step before and after (this one left out); NaN where fewer than `minSide` steps exist. */
  readonly leftUs: number;
  readonly rightUs: number;
  /** Share of the neighbouring steps that lie within `SAME_STEP_US` of their side's median, the worse side. */
  readonly regular01: number;
}

/** One clock tick of a millisecond container both ways. */
export const SAME_STEP_US = 2_000;
/** Fewer neighbours say nothing of what is usual. */
export const MIN_SIDE_STEPS = 5;

/** Steps whose length satisfies `odd(step, overall median)`, in presentation order. Only those are measured closely. */
export function oddSteps(table: PacketTable, odd: (stepUs: number, medianUs: number) => boolean): TimeStep[] {
  const { displayOrder: order, ptsUs, count } = table;
  const found: TimeStep[] = [];
  const step = (ordinal: number): number => ptsUs[order[ordinal]!]! - ptsUs[order[ordinal - 1]!]!;
  for (let ordinal = 1; ordinal < count; ordinal++) {
    const stepUs = step(ordinal);
    const left = sideOf(step, Math.max(1, ordinal - SIDE_STEPS), ordinal);
    const right = sideOf(step, ordinal + 1, Math.min(count, ordinal + 1 + SIDE_STEPS));
    const leftUs = left.medianUs;
    const rightUs = right.medianUs;
    const usual = Number.isNaN(leftUs) ? rightUs : Number.isNaN(rightUs) ? leftUs : Math.min(leftUs, rightUs);
    if (Number.isNaN(usual) || !odd(stepUs, usual)) continue;
    const before = order[ordinal - 1]!;
    const after = order[ordinal]!;
    found.push({
      ordinal, before, after, fromUs: ptsUs[before]!, toUs: ptsUs[after]!, stepUs, leftUs, rightUs,
      regular01: Math.min(left.regular01, right.regular01),
    });
  }
  return found;
}

const scratch = new Float64Array(SIDE_STEPS);

function sideOf(step: (ordinal: number) => number, from: number, to: number): { medianUs: number; regular01: number } {
  const count = to - from;
  if (count < MIN_SIDE_STEPS) return { medianUs: NaN, regular01: 0 };
  const steps = scratch.subarray(0, count);
  for (let i = 0; i < count; i++) steps[i] = step(from + i);
  steps.sort();
  const medianUs = steps[count >> 1]!;
  let same = 0;
  for (const one of steps) if (Math.abs(one - medianUs) <= SAME_STEP_US) same++;
  return { medianUs, regular01: same / count };
}
