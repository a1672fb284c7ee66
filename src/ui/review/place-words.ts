/** Places of suggestions: what one is called in the reader's language (its cue, finding, mark, step or sign), and whether two are the same. */
import type { SuggestionPlace } from '../../core/review/suggestions';
import { named, stageName, type TierId, type UnitSettings } from '../../core/unit/unit-settings';
import { termName, tierName } from '../marks/mark-words';

/** Suggestions are made anew with every action: a place is known again by what it says. */
export function samePlace(a: SuggestionPlace | null, b: SuggestionPlace): boolean {
  return a !== null && a.from === b.from && a.what === b.what && a.recordingId === b.recordingId && a.startUs === b.startUs && a.refId === b.refId;
}

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A mark by its term, else by its tier. */
function markName(what: string, unit: UnitSettings, activity: string, locale: string): string {
  const [tier, term = ''] = what.split(' ') as [TierId, string?];
  return termName(unit, tier, term, activity, locale) || tierName(unit, tier, locale);
}

export function cueName(id: string, { cueNames }: Pick<UnitSettings, 'cueNames'>, locale: string): string {
  const name = cueNames[id];
  return name === undefined ? id : named(name, locale);
}

/** @param activity enforcement type of the case: some of its steps have names of their own */
export function placeName({ from, what }: SuggestionPlace, unit: UnitSettings, activity: string, t: Translate, locale: string): string {
  switch (from) {
    case 'cue': return unit.cueNames[what] === undefined ? stageName(unit, what, activity, locale) : cueName(what, unit, locale);
    case 'finding': return t(`findings:kind_${what.replaceAll('-', '_')}`);
    case 'mark': return markName(what, unit, activity, locale);
    case 'order': { const [then = '', first = ''] = what.split(' '); return t('review:order_before', { then: stageName(unit, then, activity, locale), first: stageName(unit, first, activity, locale) }); }
    case 'sign': return t('review:place_sign');
    case 'name': return t('review:place_party');
    case 'document': return what;
    case 'opening': return t(`review:opening_${what}`);
    case 'neighbour': return t('review:place_neighbour');
    case 'voice': return t('review:place_voice');
  }
}
