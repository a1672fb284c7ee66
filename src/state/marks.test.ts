/** Marks set while playing, moved, classified and removed: each one entry of the log, taken back by undo. */
import { describe, expect, it } from 'vitest';
import type { ActionEntry } from '../core/action-log';
import { compileCues } from '../core/speech/cue-matcher';
import { us } from '../core/time';
import type { AnalysisService } from '../bridge/protocol';
import type { CaseStore, ComputedStore, NewEntry, SettingStore } from '../db/case-store';
import { parseUnit, readUnitFile, writeUnitFile } from '../db/unit-file';
import { CaseLog } from './case-log.svelte';
import { CaseReview } from './case-review.svelte';
import { Jobs } from './jobs.svelte';
import { Marks } from './marks.svelte';
import { Review } from './review.svelte';
import { Selection } from './selection.svelte';
import { Unit } from './unit.svelte';

function setUp() {
  let time = 0;
  const kept: ActionEntry[] = [];
  const env = { now: () => ++time, newId: () => `id-${++time}`, actor: () => 'Li' };
  const store = {
    append: (entry: NewEntry) => { const row = { ...entry, seq: kept.length + 1 } as ActionEntry; kept.push(row); return Promise.resolve(row); },
  } as unknown as CaseStore;
  const settings: SettingStore = { load: () => Promise.resolve({}), save: () => Promise.resolve() };
  const log = new CaseLog(store, env);
  const jobs = new Jobs({ store, computed: {} as ComputedStore, env, service: () => Promise.reject<AnalysisService>(new Error('not asked for')) });
  const selection = new Selection();
  const review = new Review(log, jobs, selection, env);
  const unit = new Unit(settings, {}, { parse: parseUnit, read: readUnitFile, write: writeUnitFile });
  log.open('c', [], 0, false);
  const caseReview = new CaseReview({ log, jobs, review, unit, voice: { spansOf: () => null }, env, version: '1', matcher: (lexicon) => Promise.resolve(compileCues(lexicon, (text) => [...text])) });
  return { log, unit, selection, marks: new Marks({ caseReview, log, unit, selection, env }) };
}

describe('marks', () => {
  it('lie a reaction before the playhead while playing, and at it when paused', async () => {
    const { marks, unit } = setUp();
    await marks.markNow('r1', us(10e6), 2);
    expect(marks.one?.startUs).toBe(10e6 - 2 * unit.current.reactionLagMs * 1000);
    await marks.markNow('r1', us(10e6), 0);
    expect(marks.one?.startUs).toBe(10e6);
    expect(marks.fresh?.id).toBe(marks.one?.id);
  });

  it('start like the one classified before', async () => {
    const { marks } = setUp();
    await marks.markNow('r1', us(0), 0);
    await marks.edit(marks.chosen, { tier: 'papers' });
    await marks.edit(marks.chosen, { term: 'shown' });
    await marks.markNow('r1', us(5e6), 0);
    expect(marks.one).toMatchObject({ tier: 'papers', term: 'shown' });
  });

  it('start with what the item asks for that is judged, and go on as the reviewer classifies them there', async () => {
    const { marks } = setUp();
    marks.startWith('papers');
    await marks.markNow('r1', us(0), 0);
    expect(marks.one).toMatchObject({ tier: 'papers', term: '' });
    await marks.edit(marks.chosen, { tier: 'site' });
    await marks.markNow('r1', us(1e6), 0);
    expect(marks.one).toMatchObject({ tier: 'site' });
    marks.startWith(null);
    await marks.markNow('r1', us(2e6), 0);
    expect(marks.one).toMatchObject({ tier: 'note' });
  });

  it('take tier and term from two keys that follow each other at once', async () => {
    const { marks } = setUp();
    await marks.markNow('r1', us(0), 0);
    const fresh = marks.chosen;
    await Promise.all([marks.edit(fresh, { tier: 'papers' }), marks.edit(fresh, { term: 'shown' }), marks.setBox(fresh[0]!, { x: 0, y: 0, w: 0.5, h: 0.5 })]);
    expect(marks.one).toMatchObject({ tier: 'papers', term: 'shown', box: { w: 0.5 } });
  });

  it('get their ends at the playhead; an end that would cross takes the other along', async () => {
    const { marks } = setUp();
    await marks.setEdge('start', 'r1', us(4e6));
    await marks.setEdge('end', 'r1', us(6e6));
    expect(marks.one).toMatchObject({ startUs: 4e6, endUs: 6e6 });
    await marks.setEdge('end', 'r1', us(3e6));
    expect(marks.one).toMatchObject({ startUs: 3e6, endUs: 3e6 });
  });

  it('are removed together and come back by one undo; the next in the list is chosen', async () => {
    const { marks, log } = setUp();
    for (const atS of [1, 2, 3, 4]) await marks.markNow('r1', us(atS * 1e6), 0);
    const [, second, third, fourth] = marks.all;
    marks.choose([second!.id, third!.id]);
    await marks.removeChosen();
    expect(marks.all.map(({ startUs }) => startUs)).toEqual([1e6, 4e6]);
    expect(marks.one?.id).toBe(fourth?.id);
    await log.undo();
    expect(marks.all).toHaveLength(4);
  });

  it('are walked in the order of the list, and the place is asked for', async () => {
    const { marks, selection } = setUp();
    for (const atS of [1, 2]) await marks.markNow('r1', us(atS * 1e6), 0);
    marks.choose([]);
    expect(marks.step(1)).toBe(true);
    expect(selection.seek).toMatchObject({ recordingId: 'r1', timeUs: 1e6 });
    marks.setListed([marks.all[1]!.id]);
    expect(marks.step(1)).toBe(true);
    expect(marks.one?.startUs).toBe(2e6);
    expect(marks.step(1)).toBe(false);
  });
});
