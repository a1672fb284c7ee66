/** Places of suggestions: what one is called in the reader's language (its cue, finding, mark, step or sign), and whether two are the same. */
import type { SuggestionPlace } from '../../core/review/suggestions';
import { named, type UnitSettings } from '../../core/unit/unit-settings';

/** Suggestions are made anew with every action: a place is known again by what it says. */
export function samePlace(a: SuggestionPlace | null, b: SuggestionPlace): boolean {
  return a !== null && a.from === b.from && a.what === b.what && a.recordingId === b.recordingId && a.startUs === b.startUs && a.refId === b.refId;
}

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export function stageName(unit: UnitSettings, id: string, locale: string): string {
  const stage = unit.stages.find((one) => one.id === id);
  return stage === undefined ? id : named(stage.name, locale);
}

function termName(unit: UnitSettings, id: string, locale: string): string {
  const found = unit.tiers.find((tier) => tier.id === id) ?? unit.tiers.flatMap(({ terms }) => terms).find((term) => term.id === id);
  return found === undefined ? stageName(unit, id, locale) : named(found.name, locale);
}

export function placeName({ from, what }: SuggestionPlace, unit: UnitSettings, t: Translate, locale: string): string {
  switch (from) {
    case 'cue': { const name = unit.cueNames[what]; return name === undefined ? stageName(unit, what, locale) : named(name, locale); }
    case 'finding': return t(`findings:kind_${what.replaceAll('-', '_')}`);
    case 'mark': return termName(unit, what, locale);
    case 'order': { const [then = '', first = ''] = what.split(' '); return t('review:order_before', { then: stageName(unit, then, locale), first: stageName(unit, first, locale) }); }
    case 'sign': return t('review:place_sign');
    case 'name': return t('review:place_party');
    case 'document': return what;
    case 'voice': return t('review:place_voice');
  }
}
