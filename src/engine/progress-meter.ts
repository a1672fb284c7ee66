/** Progress of one pass as a person reads it: never backwards, at most a few reports a second, with speed and time left. */
import type { AnalysisPass } from '../core/pass-result';

export interface MeterReading {
  readonly pass: AnalysisPass;
  readonly done: number;
  readonly total: number;
  /** Media seconds per second; null before it can be told. */
  readonly speed: number | null;
  readonly leftMs: number | null;
}

/** Three passes may run side by side (hash, frame, audio); together they stay under ten reports a second. */
export const REPORT_EVERY_MS = 350;
/** Speed is that of the last seconds, so that a slow start does not spoil the estimate for long. */
const WINDOW_MS = 5000;
/** Below this the rate is noise. */
const SETTLE_MS = 400;

/**
 * @param mediaUs duration of the recording where the pass moves along media time, else null
 * @param now a millisecond clock
 */
export function createProgressMeter(pass: AnalysisPass, mediaUs: number | null, now: () => number): (done: number, total: number) => MeterReading | null {
  const startedMs = now();
  const marks: { atMs: number; fraction: number }[] = [{ atMs: startedMs, fraction: 0 }];
  let lastReportMs = -Infinity;
  let highestFraction = 0;
  return (done, total) => {
    const fraction = total > 0 ? Math.min(1, done / total) : 0;
    if (fraction < highestFraction) return null;
    highestFraction = fraction;
    const atMs = now();
    if (atMs - lastReportMs < REPORT_EVERY_MS && fraction < 1) return null;
    if (fraction === 1 && marks.at(-1)?.fraction === 1) return null;
    lastReportMs = atMs;
    marks.push({ atMs, fraction });
    while (marks.length > 2 && atMs - marks[0]!.atMs > WINDOW_MS) marks.shift();
    const first = marks[0]!;
    const elapsedMs = atMs - first.atMs;
    const perMs = (fraction - first.fraction) / elapsedMs;
    const settled = atMs - startedMs >= SETTLE_MS && perMs > 0;
    return {
      pass, done: Math.min(done, total), total,
      speed: settled && mediaUs !== null ? (perMs * mediaUs) / 1000 : null,
      leftMs: settled ? (1 - fraction) / perMs : null,
    };
  };
}
