/** Lists of the unit's settings are changed without touching what stands beside. */
import { expect, it } from 'vitest';
import { freeId, linesOf, withAt } from './editing';

it('reads a list from lines', () => {
  expect(linesOf(' a \n\nb\na\r\n')).toEqual(['a', 'b']);
});

it('finds an id that is free', () => {
  expect(freeId('own', ['x', 'own-3'])).toBe('own-4');
});

it('changes one element or takes it out', () => {
  expect([withAt([1, 2, 3], 1, 9), withAt([1, 2, 3], 1, null)]).toEqual([[1, 9, 3], [1, 3]]);
});
