/** What speaks against an item is read before what speaks for it. */
import { expect, it } from 'vitest';
import type { Suggestion, SuggestionStatus } from '../../core/review/suggestions';
import { anomaliesFirst, openCount } from './suggestion-order';

const of = (...statuses: SuggestionStatus[]): readonly Suggestion[] => statuses.map((status, at) => ({ status, says: String(at) }) as Suggestion);
const order = (suggestions: readonly Suggestion[]): string => anomaliesFirst(suggestions).map(({ says }) => says).join('');

it('puts anomalies first, leaves the rest in its order, and folds most of it away', () => {
  const mixed = of('no-data', 'cue-found', 'anomaly', 'cue-not-found');
  expect([order(mixed), openCount(mixed)]).toEqual(['2013', 2]);
  expect(openCount(of('anomaly', 'anomaly', 'anomaly', 'no-data'))).toBe(3);
});

it('folds nothing away where there is no anomaly', () => {
  const plain = of('cue-found', 'no-data', 'cue-not-found');
  expect([order(plain), openCount(plain)]).toEqual(['012', 3]);
});
