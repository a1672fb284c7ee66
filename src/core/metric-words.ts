/** A measured value against its limit as a reader says it, alike in the inspector and in the opinion. */
import { CLOCK_JUMP_METRIC, type Evidence } from './finding';
import { formatFigure, formatMeasured, formatSeconds, lengthInSeconds, unitName } from './figures';

export type MetricEvidence = Extract<Evidence, { type: 'metric' }>;

type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const RELATION = { '>': '＞', '<': '＜', '=': '＝' } as const;

/** `6.10`, `6.10 ＞ 1 dB`, `12 (elsewhere 30)`: a boundary of zero says nothing and is left out. */
export function metricWords(one: MetricEvidence, withThreshold: boolean, t: Words): string {
  if (one.metric === CLOCK_JUMP_METRIC) return t(one.value < 0 ? 'findings:clock_back' : 'findings:clock_on', { clock: formatSeconds(one.value, t), media: formatSeconds(one.threshold, t) });
  if ([one.value, one.threshold].some((value) => lengthInSeconds(value, one.unit) !== null)) return lengths(one, withThreshold, t);
  const unit = unitName(one.unit, t);
  if (!withThreshold) return formatFigure(one.value);
  if (one.relation === '>' && one.threshold === 0) return formatFigure(one.value, unit);
  if (one.relation === '=' && one.value !== one.threshold) return t('findings:expected_value', { value: formatFigure(one.value), expected: formatFigure(one.threshold, unit) });
  return `${formatFigure(one.value)} ${RELATION[one.relation]} ${formatFigure(one.threshold, unit)}`;
}

/** Lengths of time carry their units in themselves. */
function lengths({ value, threshold, relation, unit }: MetricEvidence, withThreshold: boolean, t: Words): string {
  const figure = formatMeasured(value, unit, t);
  if (!withThreshold || (relation === '>' && threshold === 0)) return figure;
  const limit = formatMeasured(threshold, unit, t);
  return relation === '=' && value !== threshold ? t('findings:expected_value', { value: figure, expected: limit }) : `${figure} ${RELATION[relation]} ${limit}`;
}
