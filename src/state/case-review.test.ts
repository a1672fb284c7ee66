/** Reviewing over the log: verdicts, marks and transcripts are kept, undone and counted; nothing is signed while something is open. */
import { describe, expect, it } from 'vitest';
import type { AnalysisService } from '../bridge/protocol';
import type { ActionEntry } from '../core/action-log';
import { noFacts } from '../core/case';
import type { Finding } from '../core/finding';
import { liveMarkUs } from '../core/review/annotation';
import { compileCues } from '../core/speech/cue-matcher';
import { setSpeaker } from '../core/speech/edit-utterances';
import { us } from '../core/time';
import type { CaseStore, ComputedStore, NewEntry, SettingStore } from '../db/case-store';
import { parseUnit, readUnitFile, writeUnitFile } from '../db/unit-file';
import { toneless } from '../engine/speech/pinyin';
import { CaseLog } from './case-log.svelte';
import { CaseReview, type NewVerdict } from './case-review.svelte';
import { Jobs } from './jobs.svelte';
import { Review } from './review.svelte';
import { Selection } from './selection.svelte';
import { Unit } from './unit.svelte';

const cut: Finding = {
  id: 'f1', kind: 'cut', level: 'review', startUs: us(1e6), endUs: us(1e6), confidence: 0.7, groups: ['P'], evidence: [{ type: 'link', findingId: '' }], benign: [], disproof: [], detector: 'frame/jump', supportedBy: [],
};
const format = { parse: parseUnit, read: readUnitFile, write: writeUnitFile };
const utterance = (id: string, text: string, startS: number) => ({ id, recordingId: 'r1', speaker: 'unknown' as const, text, source: 'typed' as const, startUs: us(startS * 1e6), endUs: us(startS * 1e6 + 2e6) });
const verdict = (itemId: string, given: NewVerdict['verdict'] = 'conform'): NewVerdict => ({ itemId, verdict: given, citations: [], reason: 'told after entering', noCitation: 'seen in whole' });

async function setUp(findings: readonly Finding[] = []) {
  let time = 0;
  const kept: ActionEntry[] = [];
  const saved: Record<string, unknown> = {};
  const env = { now: () => ++time, newId: () => `id-${++time}`, actor: () => 'Li' };
  const store = {
    append: (entry: NewEntry) => { const row = { ...entry, seq: kept.length + 1 } as ActionEntry; kept.push(row); return Promise.resolve(row); },
    saveFacts: () => Promise.resolve(), saveFindings: () => Promise.resolve(), watch: () => () => undefined,
  } as unknown as CaseStore;
  const settings: SettingStore = { load: () => Promise.resolve({}), save: (key, value) => { saved[key] = value; return Promise.resolve(); } };
  const log = new CaseLog(store, env);
  const jobs = new Jobs({ store, computed: {} as ComputedStore, env, service: () => Promise.reject<AnalysisService>(new Error('not asked for')) });
  const review = new Review(log, jobs, new Selection(), env);
  const unit = new Unit(settings, {}, format);
  log.open('c', [], 0, false);
  await log.append(() => ({ kind: 'recordings-added', payload: { recordings: [{ id: 'r1', identity: { name: 'D_20260301100000_0001.mp4', folder: '', sizeBytes: 1, lastModifiedMs: 0 }, sampleUrl: null }] } }));
  jobs.open('c', ['r1'], [{ ...noFacts('r1', 'c'), analysis: 'done' }], new Map([['r1', findings]]));
  const caseReview = new CaseReview({ log, jobs, review, unit, voice: { spansOf: () => null }, env, version: '1', matcher: (lexicon) => Promise.resolve(compileCues(lexicon, toneless)) });
  return { log, kept, review, unit, saved, settings, caseReview };
}

describe('a verdict', () => {
  it('is preceded by evidence that leaves the item open, and a text saved late takes back nothing', async () => {
    const { caseReview, log, kept, unit } = await setUp();
    const all = unit.current.checklist.length;
    const rule = { type: 'rule', rule: 'keeper', outcome: 'met', inputs: [], note: '' } as const;
    await Promise.all([
      caseReview.changeVerdict('art16-keeper', ({ citations }) => ({ citations: [...citations, rule] })),
      caseReview.changeVerdict('art16-keeper', () => ({ reason: 'as the ledger has it' })),
    ]);
    expect(log.state.verdicts.get('art16-keeper')).toMatchObject({ verdict: null, citations: [rule], reason: 'as the ledger has it' });
    expect(caseReview.gathered.remaining.open).toHaveLength(all);
    await caseReview.changeVerdict('art16-keeper', () => ({ verdict: 'conform' }));
    expect(caseReview.gathered.remaining.open).toHaveLength(all - 1);
    const before = kept.length;
    expect(await caseReview.changeVerdict('art16-keeper', () => ({ verdict: 'conform' }))).toBeNull();
    expect(kept).toHaveLength(before);
  });

  it('is one entry, counts as settled, and is taken back by undo', async () => {
    const { caseReview, log, kept, unit } = await setUp();
    const all = unit.current.checklist.length;
    await caseReview.setVerdict(verdict('art14-1-notice', 'minor'));
    await caseReview.setVerdict(verdict('art14-1-notice', 'fail'));
    expect(kept.slice(-2).map(({ kind }) => kind)).toEqual(['verdict-set', 'verdict-set']);
    expect(log.state.verdicts.get('art14-1-notice')).toMatchObject({ verdict: 'fail', actor: 'Li' });
    expect(caseReview.gathered.remaining.open).toHaveLength(all - 1);
    await log.undo();
    expect(log.state.verdicts.get('art14-1-notice')?.verdict).toBe('minor');
    await caseReview.clearVerdict('art14-1-notice');
    expect(caseReview.gathered.remaining.open).toHaveLength(all);
    expect(await caseReview.clearVerdict('art14-1-notice')).toBeNull();
  });

  it('lets nothing be signed while an item is open or a continuity finding unseen', async () => {
    const { caseReview, review, unit, log } = await setUp([cut]);
    expect(await caseReview.sign('reviewer', 'Li', 'aa')).toBeNull();
    for (const { id } of unit.current.checklist) await caseReview.setVerdict(verdict(id));
    expect(caseReview.gathered.remaining.open.map(({ item }) => item.id)).toEqual(['art14-4-continuous', 'art14-4-insert']);
    expect(await caseReview.sign('reviewer', 'Li', 'aa')).toBeNull();
    await review.judge('r1', cut, 'reject');
    expect(caseReview.opinion.complete).toBe(true);
    await caseReview.sign('reviewer', ' Li ', 'aa');
    expect(log.state.signatures.get('reviewer')).toMatchObject({ name: 'Li', opinionHash: 'aa', unit: { revision: 1 } });
    expect(caseReview.opinion.signatures).toHaveLength(1);
    await caseReview.unsign('reviewer');
    expect(log.state.signatures.size).toBe(0);
  });
});

describe('marks and speech', () => {
  it('set a mark while playing, change many, and take each back as one', async () => {
    const { caseReview, log } = await setUp();
    const mark = (id: string, atS: number) => ({ id, recordingId: 'r1', tier: 'notice' as const, term: 'told', text: '', box: null, startUs: liveMarkUs(atS * 1e6, 300, 1), endUs: liveMarkUs(atS * 1e6, 300, 1) });
    await caseReview.addAnnotations([mark('a', 2), mark('b', 4)]);
    expect(caseReview.gathered.suggestions.get('art14-1-notice')?.status).toBe('cue-found');
    await caseReview.editAnnotations([...log.state.annotations.values()], { term: 'unclear' });
    expect([...log.state.annotations.values()].map(({ term }) => term)).toEqual(['unclear', 'unclear']);
    await log.undo();
    expect([...log.state.annotations.values()].map(({ term }) => term)).toEqual(['told', 'told']);
    await caseReview.removeAnnotations([...log.state.annotations.values()]);
    await log.undo();
    expect(log.state.annotations.size).toBe(2);
  });

  it('find cues piece by piece, and lose the party’s words as soon as a person says whose they are', async () => {
    const { caseReview, log } = await setUp();
    await caseReview.changeUtterances({ removed: [], added: [utterance('u1', '本次执法全程录音录像', 1), utterance('u2', '你他妈的', 60)] });
    let pauses = 0;
    const search = () => caseReview.searchCues(() => { pauses++; return Promise.resolve(); }, new AbortController().signal);
    await search();
    expect([caseReview.pendingCues, pauses]).toEqual([0, 2]);
    expect(caseReview.gathered.suggestions.get('art14-1-civil')?.status).toBe('anomaly');
    await caseReview.changeUtterances(setSpeaker([log.state.utterances.get('u2')!], 'party'));
    await search();
    expect(pauses).toBe(3);
    expect(caseReview.gathered.suggestions.get('art14-1-civil')?.status).toBe('cue-not-found');
    expect(caseReview.gathered.suggestions.get('art18-2')?.status).toBe('anomaly');
  });
});

describe('the unit’s settings', () => {
  it('are kept when edited, and left alone by a file that is wrong', async () => {
    const { unit, saved, settings } = await setUp();
    await unit.edit({ name: 'Unit 3' });
    expect(unit.current).toMatchObject({ name: 'Unit 3', revision: 2 });
    expect(unit.read({ text: '{}', encoding: 'utf-8' }).ok).toBe(false);
    expect((await unit.edit({ checklist: [] })).ok).toBe(false);
    expect(unit.current.revision).toBe(2);
    const again = new Unit(settings, saved, format);
    expect(again.current.name).toBe('Unit 3');
    expect(new Unit(settings, { unit: { schema: 'x' } }, format).faults).toHaveLength(1);
    const other = new Unit(settings, {}, format);
    const read = other.read({ text: unit.export(), encoding: 'utf-8' });
    expect(other.current.name).toBe('');
    if (read.ok) await other.take(read.value);
    expect(other.current).toEqual(unit.current);
  });
});
