/** A tested cause in words: what was measured, and what it would have had to be for the cause to be possible. */
import type { BenignTest } from '../../core/finding';
import { formatMeasured, keyPart } from '../../core/figures';

interface Words {
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
}

/** Causes tested against several limits at once: a limit alone would not say when they are possible. */
const LIMIT_SAYS_LITTLE: ReadonlySet<string> = new Set(['storage-padding']);

/** `change of light 5.85 grey levels; would need less than 4 grey levels`; null for a test without a figure. @param test with its unit */
export function measuredWords(test: BenignTest, words: Words): string | null {
  const { t } = words;
  if (test.value === undefined) return null;
  const cause = keyPart(test.cause);
  const unit = test.unit ?? '';
  const gauge = [`gauge_${cause}_${unit}`, `gauge_${cause}`].find((key) => words.has(key));
  const value = formatMeasured(test.value, unit, t);
  const measured = gauge === undefined ? value : t('findings:benign_measured', { gauge: t(gauge), value });
  if (test.result === 'not-testable') return measured;
  if (words.has(`needs_${cause}`)) return t('findings:benign_condition', { measured, condition: t(`needs_${cause}`) });
  if (test.threshold === undefined || LIMIT_SAYS_LITTLE.has(test.cause)) return measured;
  // The measurement lies on the side of the limit on which the cause is (or is not) possible.
  const above = test.value >= test.threshold;
  const less = above === (test.result === 'ruled-out');
  const limit = t(less ? 'findings:limit_less' : 'findings:limit_more', { value: formatMeasured(test.threshold, unit, t) });
  return t(`findings:benign_needs_${keyPart(test.result)}`, { measured, limit });
}
