/** Quick changes of one row after each other keep what each of them changed. */
import { describe, expect, it } from 'vitest';
import { rebased } from './rebased';

interface Row { readonly id: string; readonly text: string; readonly who: string }
const row = (id: string, text: string, who = ''): Row => ({ id, text, who });
const rows = (...all: readonly Row[]): ReadonlyMap<string, Row> => new Map(all.map((one) => [one.id, one]));

describe('a change whose turn comes late', () => {
  it('keeps what another one changed meanwhile', () => {
    const shown = row('a', 'old');
    expect(rebased({ removed: [shown], added: [row('a', 'old', 'party')] }, rows(row('a', 'new')))).toEqual({ removed: [row('a', 'new')], added: [row('a', 'new', 'party')] });
  });

  it('does not bring back what was removed, and adds what is new', () => {
    expect(rebased({ removed: [row('a', 'x')], added: [row('a', 'y')] }, rows())).toBeNull();
    expect(rebased({ removed: [], added: [row('b', 'x')] }, rows())).toEqual({ removed: [], added: [row('b', 'x')] });
  });

  it('takes away what it takes away, and leaves what came meanwhile', () => {
    interface Marked { readonly id: string; readonly sure?: boolean; readonly note?: string }
    const now: ReadonlyMap<string, Marked> = new Map([['a', { id: 'a', sure: false, note: 'n' }]]);
    expect(rebased<Marked>({ removed: [{ id: 'a', sure: false }], added: [{ id: 'a' }] }, now)?.added).toEqual([{ id: 'a', note: 'n' }]);
  });

  it('removes what is there now, not what was shown', () => {
    expect(rebased({ removed: [row('a', 'old')], added: [] }, rows(row('a', 'new')))).toEqual({ removed: [row('a', 'new')], added: [] });
  });
});
