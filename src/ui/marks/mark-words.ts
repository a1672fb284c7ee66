/** How annotations are called and coloured: tier and term in the reader's language. */
import { named, termsOf, type TierId, type UnitSettings } from '../../core/unit/unit-settings';
import type { Annotation } from '../../core/review/annotation';
import type { AnnotationMark, AnnotationTone } from '../timeline/timeline-data';

export const TIER_TONE: Readonly<Record<TierId, AnnotationTone>> = {
  notice: 'confirm', speech: 'review', papers: 'accent', site: 'confirm', stage: 'accent', continuity: 'high', note: 'note',
};

type Vocabulary = Pick<UnitSettings, 'tiers' | 'timelines'>;

export function tierName({ tiers }: Pick<UnitSettings, 'tiers'>, id: TierId, locale: string): string {
  const tier = tiers.find((one) => one.id === id);
  return tier === undefined ? id : named(tier.name, locale);
}

/** '' for none. @param activity enforcement type of the case: some of its steps have names of their own */
export function termName(unit: Vocabulary, tierId: TierId, termId: string, activity: string, locale: string): string {
  const term = termsOf(unit, tierId, activity).find(({ id }) => id === termId);
  return term === undefined ? '' : named(term.name, locale);
}

/** What the timeline draws of one recording's annotations. */
export function timelineMarks(annotations: readonly Annotation[], unit: Vocabulary, activity: string, locale: string): readonly AnnotationMark[] {
  return annotations.map(({ id, startUs, endUs, tier, term, text }) => {
    const words = [termName(unit, tier, term, activity, locale), text].filter((one) => one !== '').join(' ');
    const name = tierName(unit, tier, locale);
    return { id, startUs, endUs, tone: TIER_TONE[tier], label: words === '' ? name : `${name} ${words}` };
  });
}
