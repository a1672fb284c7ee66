/** Half-written words outlive the page, belong to their case, and go once they are committed. */
import { expect, it } from 'vitest';
import { Drafts, type DraftStorage } from './drafts';

function storage(): DraftStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => { kept.set(key, text); } };
}

it('are there in the next page, in their case, and gone once taken away', () => {
  const [disk, where] = [storage(), { caseId: 'a' }];
  const next = () => new Drafts(() => disk, () => where.caseId);
  const drafts = next();
  drafts.set('reason', 'half a sen');
  expect([next().of('reason'), next().of('note')]).toEqual(['half a sen', '']);
  where.caseId = 'b';
  expect(next().of('reason')).toBe('');
  where.caseId = 'a';
  // Another tab's draft is not written over.
  const other = next();
  drafts.set('note', 'mine');
  other.set('place', 'theirs');
  drafts.set('reason', '');
  expect(['reason', 'note', 'place'].map((key) => next().of(key))).toEqual(['', 'mine', 'theirs']);
});

it('go with their case', () => {
  const [disk, where] = [storage(), { caseId: 'a' }];
  const drafts = new Drafts(() => disk, () => where.caseId);
  drafts.set('reason', 'of a');
  where.caseId = 'b';
  drafts.set('reason', 'of b');
  drafts.forget('a');
  expect([drafts.of('reason'), disk.getItem('drafts')?.includes('of a')]).toEqual(['of b', false]);
});

it('hold for the page where the browser keeps nothing, and are empty where what was kept cannot be read', () => {
  const refused = new Drafts(() => { throw new Error('denied'); }, () => 'a');
  refused.set('reason', 'words');
  expect(refused.of('reason')).toBe('words');
  const odd = storage();
  odd.setItem('drafts', '{');
  expect(new Drafts(() => odd, () => 'a').of('reason')).toBe('');
});
