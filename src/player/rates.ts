/** The speeds the player offers, and the next one up or down. */

/** Chromium plays 0.0625…16; below 0.1 its sound and frame callbacks become erratic. */
export const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4, 8, 16] as const;

/** The next offered speed above (`direction` 1) or below (−1); stays at the ends. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const list = direction === 1 ? RATES : [...RATES].reverse();
  return list.find((candidate) => (candidate - rate) * direction > 1e-6) ?? rate;
}
