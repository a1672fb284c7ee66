/** In which order an item's suggestions are read: what speaks against it first, and how much of the rest is laid open beside that. */
import type { Suggestion } from '../../core/review/suggestions';

/** Beside anomalies so many are laid open in all; the card is as high as a small window lets it be. */
const OPEN_BESIDE_ANOMALIES = 2;

/** Anomalies first, the rest in its own order. */
export function anomaliesFirst(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const isAnomaly = ({ status }: Suggestion): boolean => status === 'anomaly';
  return [...suggestions.filter(isAnomaly), ...suggestions.filter((one) => !isAnomaly(one))];
}

/** How many of `anomaliesFirst` are laid open: all anomalies, and little beside them; where there are none, everything. */
export function openCount(suggestions: readonly Suggestion[]): number {
  const anomalies = suggestions.filter(({ status }) => status === 'anomaly').length;
  return anomalies === 0 ? suggestions.length : Math.max(anomalies, OPEN_BESIDE_ANOMALIES);
}
