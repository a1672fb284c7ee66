/** Which measured curves the timeline draws without being asked: the few that say most. */
import type { MetricSeries } from '../../core/tables';

/** More lanes than this hide each other at 720 px of height. */
const SHOWN_AT_FIRST = 2;

/** The reader's own choice, else the curves that have a threshold and pass it most clearly. Order of the input is kept. */
export function shownMetrics(metrics: readonly MetricSeries[], chosen: ReadonlySet<string> | null): readonly MetricSeries[] {
  if (chosen) return metrics.filter((series) => chosen.has(series.id));
  const ranked = [...metrics].sort((a, b) => salience(b) - salience(a)).slice(0, SHOWN_AT_FIRST);
  return metrics.filter((series) => ranked.includes(series));
}

/** Peak over threshold, cut at 3 so that one wild value does not decide; curves without a threshold come last. */
function salience(series: MetricSeries): number {
  if (series.threshold === null || series.threshold <= 0) return series.value.length > 0 ? 0.001 : 0;
  let peak = 0;
  for (const value of series.value) if (value > peak) peak = value;
  return Math.min(3, peak / series.threshold);
}
