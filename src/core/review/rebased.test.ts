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

  it('removes what is there now, not what was shown', () => {
    expect(rebased({ removed: [row('a', 'old')], added: [] }, rows(row('a', 'new')))).toEqual({ removed: [row('a', 'new')], added: [] });
  });
});
