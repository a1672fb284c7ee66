/** The place in a case outlives the page, and what cannot be read is no place. */
import { describe, expect, it } from 'vitest';
import type { SettingStore } from '../db/case-store';
import { Places, type Place } from './places';

const place = (timeUs: number): Place => ({ recordingId: 'r', findingId: null, timeUs, view: { startUs: 0, usPerPx: 500 } });

function setUp() {
  const saved: Record<string, unknown> = {};
  const store: SettingStore = { load: () => Promise.resolve(saved), save: (key, value) => { saved[key] = value; return Promise.resolve(); } };
  return { saved, store };
}

describe('places', () => {
  it('are there again in the next page, each with its case', () => {
    const { saved, store } = setUp();
    const places = new Places(store, {});
    places.save('a', place(1));
    places.save('b', place(2));
    const next = new Places(store, saved);
    expect([next.of('a'), next.of('b'), next.of('c')]).toEqual([place(1), place(2), null]);
  });

  it('keep the latest cases only', () => {
    const { saved, store } = setUp();
    const places = new Places(store, {});
    for (let n = 0; n < 60; n++) places.save(`case-${n}`, place(n));
    places.save('case-59', place(100));
    expect((saved['places'] as unknown[]).length).toBe(40);
    expect(places.of('case-0')).toBeNull();
    expect(places.of('case-59')?.timeUs).toBe(100);
  });

  it('of another shape are forgotten', () => {
    expect(new Places(setUp().store, { places: [['a', { recordingId: 3 }]] }).of('a')).toBeNull();
  });
});
