/** Places are called as lists and strip call them. */
import { expect, it } from 'vitest';
import type { SuggestionPlace } from '../../core/review/suggestions';
import { DEFAULT_UNIT } from '../../core/unit/default-unit';
import { placeName } from './place-words';

const name = (what: string): string => placeName({ from: 'mark', what } as SuggestionPlace, DEFAULT_UNIT, 'inspection', (key) => key, 'en');

it('a mark by its term, a step as the enforcement type calls it, and without a term by its tier', () => {
  expect([name('papers shown'), name('stage seize'), name('stage id'), name('site sign'), name('notice')]).toEqual(['Shown', 'Inspection', 'Papers shown', 'Sign', 'Notice']);
});
