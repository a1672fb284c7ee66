/** Half-written words outlive the page, and go once they are committed. */
import { expect, it, vi } from 'vitest';
import type { SettingStore } from '../db/case-store';
import { Drafts } from './drafts';

it('are there in the next page, also when this one is left at once, and are gone once taken away', () => {
  vi.useFakeTimers();
  const saved: Record<string, unknown> = {};
  const store: SettingStore = { load: () => Promise.resolve(saved), save: (key, value) => { saved[key] = value; return Promise.resolve(); } };
  const drafts = new Drafts(store, {});
  drafts.set('line-r', 'half a sen');
  drafts.flush();
  expect([new Drafts(store, saved).of('line-r'), new Drafts(store, saved).of('line-s')]).toEqual(['half a sen', '']);
  drafts.set('line-r', '');
  vi.runAllTimers();
  expect(new Drafts(store, saved).of('line-r')).toBe('');
  expect(new Drafts(store, { drafts: 'odd' }).of('line-r')).toBe('');
  vi.useRealTimers();
});
