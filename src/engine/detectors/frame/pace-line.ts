/**
 * The pace of a recording, sample after sample, without the beats of a converted picture rate: every sixth picture left out moves everything
 * twice as far, then as before, over and over. What recurs in equal distances is the rate's, not an edit's.
 */
import type { MetricSeries } from '../../../core/tables';
import type { TimeUs } from '../../../core/time';
import type { Pace } from '../../passes/frame/pace';
import type { DistinctPicture, FrameItem } from '../../passes/frame/frame-item';

export interface PaceSample {
  readonly ordinal: number;
  readonly ptsUs: TimeUs;
  /** Null for a held picture too. */
  readonly pace: Pace | null;
  /** `pace.change` for the same time: a picture that came later by its own stamp moved further for that. 0 without a pace. */
  readonly change: number;
}

/** Samples on each side within which a beat is looked for. */
export const PACE_REACH = 38;
/** A pace that is measured well enough to count among the others. */
const KNOWN = { coherence: 0.4, spread: 0.5 } as const;
const MAX_CHANGE = 2.5;
/** Periods of a beat, pictures; and what one must explain of all changes to be taken for one. */
const BEATS = [5, 6, 4, 3, 2] as const;
const MIN_BEAT_SHARE = 0.25;
const MIN_BEATS = 4;

/** Whether the pace there is measured well enough to count. */
export const known = ({ pace }: PaceSample): boolean => pace !== null && pace.coherence > KNOWN.coherence && pace.spread < KNOWN.spread;

function meanSize(changes: readonly number[], measured: readonly boolean[]): number {
  let [sum, n] = [0, 0];
  changes.forEach((change, i) => { if (measured[i]) { sum += Math.abs(change); n++; } });
  return n > 0 ? sum / n : 0;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values.length === 0 ? 0 : values.length % 2 ? values[values.length >> 1] : (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
}

/** The changes without the beat that explains most of them, if one does. */
function withoutBeat(changes: readonly number[], measured: readonly boolean[]): readonly number[] {
  let best = changes;
  let least = meanSize(changes, measured) * (1 - MIN_BEAT_SHARE);
  for (const period of BEATS) {
    const pattern = Array.from({ length: period }, (_, phase) => {
      const own = changes.filter((_, i) => i % period === phase && measured[i]);
      return own.length >= MIN_BEATS ? median([...own]) : 0;
    });
    const rest = changes.map((change, i) => (measured[i] ? change - pattern[i % period] : 0));
    const size = meanSize(rest, measured) * (1 + 0.02 * period);
    if (size < least) { least = size * 0.95; best = rest; }
  }
  return best;
}

export interface PaceWindow {
  /** Changes without a beat, ±2.5; 0 where nothing is known. */
  readonly changes: readonly number[];
  readonly measured: readonly boolean[];
  /** Place of the sample asked for. */
  readonly middle: number;
}

/** The samples around `at`, `PACE_REACH` on each side and fewer at the ends. */
export function paceWindow(samples: readonly PaceSample[], at: number): PaceWindow {
  const first = Math.max(0, at - PACE_REACH);
  const window = samples.slice(first, at + PACE_REACH + 1);
  const measured = window.map(known);
  const raw = window.map(({ change }, i) => (measured[i] ? Math.max(-MAX_CHANGE, Math.min(MAX_CHANGE, change)) : 0));
  return { changes: withoutBeat(raw, measured), measured, middle: at - first };
}

/** Gathers samples, hands each one out once `PACE_REACH` more are there (or at the end), and forgets what no window reaches. */
export class PaceLine {
  private readonly samples: PaceSample[] = [];
  /** Sample that `samples[0]` is in the whole recording, and the next to be handed out. */
  private dropped = 0;
  private next = 0;
  private last: DistinctPicture | null = null;
  private readonly times: number[] = [];
  private readonly ratios: number[] = [];

  /** @param judge gets the window's samples, the place in them, and the place in the whole recording */
  constructor(private readonly judge: (samples: readonly PaceSample[], at: number, number: number) => void) {}

  push({ ordinal, ptsUs, distinct }: FrameItem): void {
    const pace = distinct?.pace ?? null;
    const longer = pace && this.last && this.last.stepUs > 0 && distinct!.stepUs > 0 ? Math.log(distinct!.stepUs / this.last.stepUs) : 0;
    this.samples.push({ ordinal, ptsUs, pace, change: pace ? pace.change - longer : 0 });
    if (distinct) this.last = distinct;
    if (pace) { this.times.push(ptsUs); this.ratios.push(Math.exp(pace.change - longer)); }
    this.advance(this.dropped + this.samples.length - PACE_REACH);
  }

  /** Velocity over that of the step before, where enough moves. */
  curve(id: string, threshold: number): MetricSeries {
    return { id, unit: '', timeUs: Float64Array.from(this.times), value: Float32Array.from(this.ratios), threshold };
  }

  finish(): void { this.advance(this.dropped + this.samples.length); }

  private advance(upTo: number): void {
    for (; this.next < upTo; this.next++) this.judge(this.samples, this.next - this.dropped, this.next);
    const spare = this.next - this.dropped - PACE_REACH - 1;
    if (spare > 0) { this.samples.splice(0, spare); this.dropped += spare; }
  }
}
