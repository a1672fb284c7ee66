/** Which measured curves the timeline draws without being asked: the few that say most. */
import type { MetricSeries } from '../../core/tables';

/** The reader's own choice, else the `most` curves that have a threshold and pass it most clearly. Order of the input is kept. */
export function shownMetrics(metrics: readonly MetricSeries[], chosen: ReadonlySet<string> | null, most: number): readonly MetricSeries[] {
  if (chosen) return metrics.filter((series) => chosen.has(series.id));
  const ranked = [...metrics].sort((a, b) => salience(b) - salience(a)).slice(0, most);
  return metrics.filter((series) => ranked.includes(series));
}

/** Peak over threshold, cut at 3 so that one wild value does not decide; curves without a threshold come last. */
function salience(series: MetricSeries): number {
  if (series.threshold === null || series.threshold <= 0) return series.value.length > 0 ? 0.001 : 0;
  let peak = 0;
  for (const value of series.value) if (value > peak) peak = value;
  return Math.min(3, peak / series.threshold);
}
