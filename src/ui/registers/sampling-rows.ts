/** A sampling plan as rows to save: by which rate, strata and seed it was drawn, and which cases are in it and why. */
import type { CaseInfo } from '../../core/case';
import { alwaysSampled } from '../../core/unit/case-template';
import type { UnitSettings } from '../../core/unit/unit-settings';
import { samplingPlan, type SampledCase, type SamplingPlan } from '../../core/two-reviewers/sampling';
import type { SurveyedCase } from '../../state/case-survey';
import type { MessageValues } from '../../state/message';
import { fieldValueWords } from '../case-data/field-groups';

type Translate = (key: string, values?: MessageValues) => string;

/** By what cases are told into strata; `none` is one stratum. */
export const STRATA = ['activity', 'unit', 'month', 'none'] as const;
export type Strata = (typeof STRATA)[number];

/** Why a case is in the plan. */
export type Why = 'article12' | 'article18' | 'drawn';

export interface ChosenCase {
  readonly id: string;
  readonly caseNumber: string;
  readonly matter: string;
  readonly stratum: string;
  readonly why: Why;
}

export interface DrawnPlan {
  readonly plan: SamplingPlan;
  readonly chosen: readonly ChosenCase[];
  readonly of: number;
}

/** `startedAt` holds local time; its month stands before the day. */
function stratumOf(info: CaseInfo, by: Strata): string {
  if (by === 'none') return '';
  return by === 'month' ? info.startedAt.slice(0, 7) : info[by];
}

/** The same cases, rate, strata and seed give the same plan, on any machine and in any order. @param rate01 0…1 */
export function drawPlan(cases: readonly Pick<SurveyedCase, 'header' | 'state'>[], unit: Pick<UnitSettings, 'rules'>, rate01: number, by: Strata, seed: string): DrawnPlan {
  const listed = cases.map(({ header, state }): SampledCase => ({ id: header.id, stratum: stratumOf(state.info, by), always: alwaysSampled(unit, state.info, state.incidents.size) }));
  const plan = samplingPlan(listed, rate01, seed);
  const chosen = plan.chosen.flatMap((id): ChosenCase[] => {
    const found = cases.find(({ header }) => header.id === id);
    if (found === undefined) return [];
    const { info, incidents } = found.state;
    const why = unit.rules.sampling.alwaysActivities.includes(info.activity) ? 'article12' : incidents.size > 0 ? 'article18' : 'drawn';
    return [{ id, caseNumber: info.caseNumber, matter: info.matter, stratum: stratumOf(info, by), why }];
  });
  return { plan, chosen, of: cases.length };
}

export function stratumWords(stratum: string, by: Strata, t: Translate): string {
  if (by === 'none') return t('registers:stratum_all');
  return stratum === '' ? t('registers:stratum_unknown') : by === 'activity' ? fieldValueWords('activity', stratum, t) : stratum;
}

export function samplingRows({ plan, chosen, of }: DrawnPlan, by: Strata, t: Translate): readonly (readonly string[])[] {
  return [
    [t('registers:sampling_title')],
    [t('registers:seed'), plan.seed], [t('registers:rate'), `${Math.round(plan.rate01 * 1000) / 10}%`], [t('registers:strata'), t(`registers:by_${by}`)], [t('registers:chosen_of'), `${chosen.length} / ${of}`],
    [],
    ['stratum', 'total', 'always', 'drawn_from', 'drawn'].map((name) => t(`registers:stratum_${name}`)),
    ...plan.strata.map((one) => [stratumWords(one.stratum, by, t), String(one.total), String(one.always), String(one.drawnFrom), String(one.drawn)]),
    [],
    [t('registers:column_number'), t('registers:column_caseNumber'), t('registers:column_matter'), t('registers:stratum_stratum'), t('registers:why'), t('registers:case_id')],
    ...chosen.map((one, at) => [String(at + 1), one.caseNumber, one.matter, stratumWords(one.stratum, by, t), t(`registers:why_${one.why}`), one.id]),
  ];
}
