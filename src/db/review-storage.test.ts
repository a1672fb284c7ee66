/** A review on disk: every kind of its actions is read back, stills and handles live beside the log, and a second reviewer gets a copy without opinions. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { ACTION_VERSION, replay, type Action, type ActionEntry } from '../core/action-log';
import { EMPTY_CASE_INFO } from '../core/case';
import { AppError } from '../core/errors';
import { us } from '../core/time';
import type { ReviewFile } from '../core/two-reviewers/review-file';
import { migrateEntry } from './action-migrations';
import { CaseRepo } from './case-repo';
import type { StoredCase } from './case-store';
import { ReviewRepo } from './review-repo';
import { blindCopy, readReviewFile, writeReviewFile } from './review-transfer';
import { ZhijianDb } from './schema';

const opened: ZhijianDb[] = [];
let serial = 0;
function database(): ZhijianDb {
  const db = new ZhijianDb(`review-${serial++}`, { indexedDB: new IDBFactory(), IDBKeyRange });
  opened.push(db);
  return db;
}
afterEach(() => opened.splice(0).forEach((db) => db.close()));

const hash = 'ab'.repeat(32);
const stamp = { atMs: 1, actor: 'Li' };
const verdict = {
  itemId: 'art14-1-notice', verdict: 'minor' as const, reason: 'r', noCitation: '', ...stamp,
  citations: [
    { type: 'recording' as const, recordingId: 'r', ptsUs: us(3e6), endUs: null, ordinal: 75, stillHash: hash, quote: 'q', note: '' },
    { type: 'document' as const, documentId: 'd', page: 2, quote: '', note: 'n' },
    { type: 'rule' as const, rule: 'storage-24h' as const, outcome: 'met' as const, inputs: [{ name: 'due', value: null }], note: '' },
  ],
};
const review: ReviewFile = {
  schema: 'zhijian.review', version: 1, id: 'x', reviewer: 'Wu', exportedAtMs: 1, caseNumber: '14', recordings: [{ id: 'r', name: 'a.mp4', sha256: hash }], unit: { name: '', version: 1, revision: 1 }, verdicts: [verdict],
};
const annotation = { id: 'a', recordingId: 'r', tier: 'site' as const, term: 'sign', text: 't', box: { x: 0, y: 0, w: 1, h: 1 }, startUs: us(0), endUs: us(5), ...stamp };
const utterance = { id: 'u', recordingId: 'r', speaker: 'party' as const, text: 't', source: 'srt' as const, startUs: us(0), endUs: us(5) };
const document = { id: 'd', name: 'a.pdf', kind: 'pdf' as const, sha256: hash, sizeBytes: 1, pages: null, title: '', writtenAt: '' };
const ACTIONS: readonly Action[] = [
  { kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, caseNumber: '14', reviewer: 'Li' } } },
  { kind: 'verdict-set', payload: { from: null, to: verdict } },
  { kind: 'annotations-changed', payload: { removed: [], added: [annotation] } },
  { kind: 'utterances-changed', payload: { removed: [], added: [utterance] } },
  { kind: 'incident-changed', payload: { from: null, to: { id: 'i', clause: 2, recordingId: null, atUs: null, note: '', ...stamp } } },
  { kind: 'document-changed', payload: { from: null, to: document } },
  { kind: 'opinion-signed', payload: { from: null, to: { role: 'reviewer', name: 'Li', atMs: 1, seq: 3, opinionHash: hash, unit: review.unit } } },
  { kind: 'other-review-changed', payload: { from: null, to: review } },
  { kind: 'adjudicated', payload: { from: null, to: { itemId: 'art14-1-notice', verdict: 'fail', reason: '', ...stamp } } },
  { kind: 'case-edited', payload: { field: 'overall', from: '', to: 'fine' } },
  { kind: 'case-edited', payload: { field: 'keeper', from: '', to: 'Zhao' } },
  { kind: 'undone', payload: { target: 'e2' } },
];
const entries: readonly ActionEntry[] = ACTIONS.map((action, i) => ({ ...action, id: `e${i + 1}`, caseId: 'c', seq: i + 1, atMs: i, actor: 'Li', version: ACTION_VERSION }));
const stored: StoredCase = { header: { id: 'c', info: { ...EMPTY_CASE_INFO, overall: 'fine', reviewer: 'Li', rectifyBy: '2026-04-01', viewing: 'full' }, recordingCount: 1, createdAtMs: 1, updatedAtMs: 1 }, entries, facts: [], findings: new Map(), stills: [], opinions: [] };

describe('the log', () => {
  it('gives back every action of a review as it was stored', () => {
    expect(entries.map(migrateEntry)).toEqual(entries);
  });

  it('refuses a verdict of no known kind', () => {
    expect(() => migrateEntry({ ...entries[1], payload: { from: null, to: { ...verdict, verdict: 'fine' } } })).toThrow(AppError);
  });
});

describe('beside the log', () => {
  it('stills are found by their hash and go with their case', async () => {
    const db = database();
    const repo = new ReviewRepo(db);
    const still = { hash, recordingId: 'r', ptsUs: 3e6, ordinal: 75, width: 640, height: 360, type: 'image/jpeg' as const, bytes: Uint8Array.from([1]) };
    await repo.saveStill('c', still);
    await repo.saveStill('other', still);
    await repo.saveDocument('c', { documentId: 'd', handle: { name: 'a.pdf' } as unknown as FileSystemFileHandle });
    expect(await repo.still('c', hash)).toMatchObject({ ordinal: 75, ptsUs: 3e6 });
    expect(await repo.still('c', 'cd')).toBeNull();
    expect([...(await repo.documentsOf('c')).keys()]).toEqual(['d']);
    const cases = new CaseRepo(db);
    await cases.remove('c');
    expect(await cases.stills('c')).toEqual([]);
    expect((await repo.documentsOf('c')).size).toBe(0);
    expect(await cases.stills('other')).toHaveLength(1);
  });
});

describe('a signed opinion', () => {
  it('is kept as it was first stored, and goes with its case', async () => {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const before = new Dexie('earlier', engine);
    before.version(5).stores({ citedStills: '[caseId+hash], caseId' });
    await before.open();
    before.close();
    const db = new ZhijianDb('earlier', engine);
    opened.push(db);
    const [repo, cases] = [new ReviewRepo(db), new CaseRepo(db)];
    const opinion = { hash, locale: 'zh-CN', blocks: [{ type: 'title' as const, text: 'first' }], pictures: [] };
    await repo.saveOpinion('c', opinion);
    await repo.saveOpinion('c', { ...opinion, blocks: [] });
    expect(await repo.opinion('c', hash)).toMatchObject({ blocks: [{ text: 'first' }] });
    expect(await cases.opinions('c')).toEqual([opinion]);
    expect(await repo.opinion('other', hash)).toBeNull();
    await cases.remove('c');
    expect(await cases.opinions('c')).toEqual([]);
  });
});

describe('two reviewers', () => {
  it('exchange a review as a file', () => {
    expect(readReviewFile(writeReviewFile(review), 'a.json')).toEqual(review);
    for (const text of ['', '{}', '{"schema":"zhijian.review","version":9}']) {
      expect(() => readReviewFile(text, 'b.json')).toThrow(expect.objectContaining({ code: 'review-file-unreadable', fileName: 'b.json' }) as Error);
    }
    const [first] = review.verdicts;
    const broken = JSON.stringify({ ...review, verdicts: [{ ...first, verdict: 'fine' }] });
    expect(() => readReviewFile(broken, 'b.json')).toThrow(expect.objectContaining({ fault: expect.objectContaining({ at: 'verdicts[0].verdict', detail: '"fine"' }) as unknown }) as Error);
  });

  it('the second one sees the material, and nothing of what the first one thought', () => {
    const copy = blindCopy(stored);
    const state = replay(copy.entries);
    expect(copy.entries.map(({ seq }) => seq)).toEqual(copy.entries.map((_, i) => i + 1));
    expect([state.utterances.size, state.documents.size]).toEqual([1, 1]);
    expect([state.verdicts, state.annotations, state.incidents, state.signatures, state.otherReviews, state.adjudications].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(state.info).toMatchObject({ caseNumber: '14', keeper: 'Zhao', reviewer: '', overall: '' });
    expect(copy.header.info).toMatchObject({ overall: '', reviewer: '', rectifyBy: '', viewing: '' });
    expect(JSON.stringify(copy)).not.toContain('"verdict"');
    expect(JSON.stringify(copy)).not.toContain('Li"');
    expect([...state.utterances.values()].map(({ text, speaker }) => [text, speaker])).toEqual([['t', 'unknown']]);
  });
});
