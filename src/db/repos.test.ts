/** Cases, handles and settings in a real IndexedDB engine, and the portable case file. */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { ACTION_VERSION, type ActionEntry } from '../core/action-log';
import { EMPTY_CASE_INFO, noFacts, type CaseHeader } from '../core/case';
import { AppError } from '../core/errors';
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import { migrateEntry } from './action-migrations';
import { readCaseFile, renewIds, writeCaseFile } from './case-file';
import { CaseRepo } from './case-repo';
import type { NewEntry, StoredCase } from './case-store';
import { HandleRepo } from './handle-repo';
import { ZhijianDb } from './schema';
import { SettingRepo } from './setting-repo';
import { storageError } from './storage-errors';

const opened: ZhijianDb[] = [];
let serial = 0;
function database(): ZhijianDb {
  const db = new ZhijianDb(`test-${serial++}`, { indexedDB: new IDBFactory(), IDBKeyRange });
  opened.push(db);
  return db;
}
afterEach(() => opened.splice(0).forEach((db) => db.close()));

const CASE = '00000000-0000-4000-8000-000000000001';
const header = (over: Partial<CaseHeader> = {}): CaseHeader => ({ id: CASE, info: EMPTY_CASE_INFO, recordingCount: 0, createdAtMs: 1, updatedAtMs: 1, ...over });
const edit = (n: number): NewEntry => ({
  kind: 'case-edited', payload: { field: 'party', from: String(n - 1), to: String(n) },
  id: `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`, caseId: CASE, atMs: n, actor: 'Li', version: ACTION_VERSION,
});
async function filled(): Promise<{ repo: CaseRepo; db: ZhijianDb }> {
  const db = database();
  const repo = new CaseRepo(db);
  for (let n = 1; n <= 3; n++) await repo.append(edit(n), header({ updatedAtMs: n }));
  return { repo, db };
}

it('a database of the first version opens with all it holds, and takes what the second adds', async () => {
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
  const first = new Dexie('old', engine);
  first.version(1).stores({
    cases: 'id, updatedAtMs', recordings: 'id, caseId', actions: 'id, [caseId+seq]', handles: 'recordingId, caseId', findings: 'recordingId, caseId',
    passResults: '[content+pass], content', fingerprints: 'fingerprint', settings: 'key',
  });
  await first.table('cases').put(header());
  first.close();
  const db = new ZhijianDb('old', engine);
  opened.push(db);
  expect((await new CaseRepo(db).list()).map(({ id }) => id)).toEqual([CASE]);
  await db.packetTables.put({ content: 'aa', packets: { video: null, audio: null, boxes: [] } });
  expect(await db.packetTables.count()).toBe(1);
});

describe('cases in the database', () => {
  it('number entries in order and give them back', async () => {
    const { repo } = await filled();
    const stored = await repo.load(CASE);
    expect(stored?.entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(stored?.header.updatedAtMs).toBe(3);
  });

  it('number entries without holes or doubles when two tabs write at once', async () => {
    const { repo, db } = await filled();
    const other = new CaseRepo(db);
    await Promise.all([4, 5, 6, 7].map((n) => (n % 2 === 0 ? repo : other).append(edit(n), header())));
    expect((await repo.load(CASE))?.entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('store neither entry nor header when one of them fails', async () => {
    const { repo } = await filled();
    await expect(repo.append(edit(1), header({ updatedAtMs: 99 }))).rejects.toThrow();
    expect((await repo.load(CASE))?.header.updatedAtMs).toBe(3);
  });

  it('list the latest first and forget all of a deleted one', async () => {
    const { repo, db } = await filled();
    await repo.append({ ...edit(9), caseId: 'other', id: 'x' }, header({ id: 'other', updatedAtMs: 50 }));
    await repo.saveFacts(noFacts('r', CASE));
    await repo.saveFindings(CASE, 'r', [], 0);
    expect((await repo.list()).map((one) => one.id)).toEqual(['other', CASE]);
    await repo.remove(CASE);
    expect(await repo.load(CASE)).toBeNull();
    expect([await db.actions.count(), await db.recordings.count(), await db.findings.count()]).toEqual([1, 0, 0]);
  });

  it('tell another tab of every entry', async () => {
    const { repo } = await filled();
    const seen: number[] = [];
    const end = repo.watch(CASE, (entries) => seen.push(entries.length));
    await expect.poll(() => seen.at(-1)).toBe(3);
    await repo.append(edit(4), header());
    await expect.poll(() => seen.at(-1)).toBe(4);
    end();
  });
});

describe('handles and settings', () => {
  it('come back as they were put', async () => {
    const db = database();
    const handle = { kind: 'file', name: 'a.mp4' } as unknown as FileSystemFileHandle;
    await new HandleRepo(db).save(CASE, 'r', { handle, segments: [handle] });
    expect((await new HandleRepo(db).ofCase(CASE)).get('r')).toMatchObject({ handle: { name: 'a.mp4' }, segments: [{ name: 'a.mp4' }] });
    await new SettingRepo(db).save('theme', 'light');
    expect(await new SettingRepo(db).load()).toEqual({ theme: 'light' });
  });
});

describe('log entries from outside', () => {
  it('are refused when of a newer program or of no known kind', () => {
    const entry = { ...edit(1), seq: 1 };
    expect(migrateEntry(entry)).toEqual(entry);
    expect(() => migrateEntry({ ...entry, version: ACTION_VERSION + 1 })).toThrow(AppError);
    expect(() => migrateEntry({ ...entry, kind: 'case-burnt' })).toThrow(AppError);
  });
});

describe('the case file', () => {
  const recordingId = '00000000-0000-4000-8000-0000000000aa';
  const added: ActionEntry = {
    ...edit(4), seq: 4, kind: 'recordings-added',
    payload: { recordings: [{ id: recordingId, identity: { name: `${CASE}.mp4`, folder: '', sizeBytes: 1, lastModifiedMs: 1 }, sampleUrl: null }] },
  } as ActionEntry;
  async function storedCase(): Promise<StoredCase> {
    const { repo } = await filled();
    await repo.saveFacts(noFacts(recordingId, CASE));
    const stored = await repo.load(CASE);
    if (stored === null) throw new Error('no case');
    const still = { hash: 'ab'.repeat(32), recordingId, ptsUs: 5, ordinal: 1, width: 2, height: 2, type: 'image/jpeg' as const, bytes: Uint8Array.from([0, 255, 7]) };
    const signed: SignedOpinion = {
      hash: 'cd'.repeat(32), locale: 'zh-CN', pictures: [{ hash: 'ef'.repeat(32), data: Uint8Array.from([0, 255, 9]), type: 'jpg', width: 2, height: 2 }],
      blocks: [
        { type: 'title', text: 't' }, { type: 'heading', level: 1, text: 'h' }, { type: 'paragraph', text: 'p', style: 'note', keep: true }, { type: 'pairs', wide: false, pairs: [['a', 'b'], ['c', 'd', { words: '', role: 'reviewer' }]] },
        { type: 'table', columns: [{ label: 'l', width: 100 }], rows: [[{ text: 'x', mono: true }]] }, { type: 'evidence', hash: null, caption: '', lines: [{ text: 'x', strong: true }] },
        { type: 'pictures', label: 'l', pictures: [{ hash: 'ef'.repeat(32), caption: 'c' }], note: '' }, { type: 'signatures', lines: [{ label: 'r', name: null, date: null }], seal: 's', dateLabel: 'd' },
        { type: 'space', label: 's', lines: 4 }, { type: 'page-break' },
      ],
    };
    return { ...stored, entries: [...stored.entries, added], stills: [still], opinions: [signed] };
  }

  it('gives back what was written', async () => {
    const stored = await storedCase();
    expect(readCaseFile(writeCaseFile(stored, 7), 'a.json')).toEqual({ stored, exportedAtMs: 7 });
  });

  it('names the file when it is no case file', () => {
    for (const text of ['', '{', '{"schema":"zhijian.case/99"}', '[]']) {
      expect(() => readCaseFile(text, 'b.json')).toThrow(expect.objectContaining({ code: 'case-file-unreadable', fileName: 'b.json' }) as Error);
    }
  });

  it('says where it is wrong, in the log too', async () => {
    const text = writeCaseFile(await storedCase(), 7);
    const faultIn = (broken: string): unknown => { try { return readCaseFile(broken, 'b.json'); } catch (thrown) { return (thrown as AppError).fault; } };
    expect(faultIn(text.replace('"exportedAtMs": 7', '"exportedAtMs": "7"'))).toMatchObject({ at: 'exportedAtMs', expected: { kind: 'number' } });
    expect(faultIn(text.replace(/"kind": "[a-z-]+"/, '"kind": "case-burnt"'))).toMatchObject({ at: 'actions[0].kind', detail: '"case-burnt"' });
    expect(faultIn('{"schema":"zhijian.case/99"}')).toMatchObject({ at: 'schema', problem: 'newer-version' });
  });

  it('brings its stills and signed opinions to another machine', async () => {
    const stored = await storedCase();
    const repo = new CaseRepo(database());
    await repo.insert(readCaseFile(writeCaseFile(stored, 7), 'a.json').stored, 1);
    expect(await repo.stills(CASE)).toEqual(stored.stills);
    expect(await repo.opinions(CASE)).toEqual(stored.opinions);
  });

  it('opens without stills and signed opinions where it was written before there were any', async () => {
    const { stills: _, opinions: __, ...older } = JSON.parse(writeCaseFile(await storedCase(), 7)) as Record<string, unknown>;
    expect(readCaseFile(JSON.stringify(older), 'a.json').stored).toMatchObject({ stills: [], opinions: [] });
  });

  it('can stand beside the case it came from', async () => {
    const stored = await storedCase();
    let made = 0;
    const copy = renewIds(stored, () => `00000000-0000-4000-9000-0000000000${String(made++).padStart(2, '0')}`);
    const ids = (one: StoredCase): readonly string[] => [one.header.id, ...one.entries.map((entry) => entry.id), ...one.facts.map((facts) => facts.id)];
    expect(ids(copy).filter((id) => ids(stored).includes(id))).toEqual([]);
    const last = copy.entries.at(-1);
    expect(last?.kind === 'recordings-added' && last.payload.recordings[0]?.id).toBe(copy.facts[0]?.id);
    expect(copy.stills[0]?.recordingId).toBe(copy.facts[0]?.id);
  });
});

describe('storage errors', () => {
  it('are told apart from bugs, also where Dexie wraps them', () => {
    const wrapped = Object.assign(new Error('aborted'), { name: 'AbortError', inner: Object.assign(new Error('no room'), { name: 'QuotaExceededError' }) });
    expect(storageError(wrapped)).toMatchObject({ code: 'storage-full' });
    expect(storageError(Object.assign(new Error('x'), { name: 'OpenFailedError' }))).toMatchObject({ code: 'storage-unavailable' });
    const bug = new TypeError('oops');
    expect(storageError(bug)).toBe(bug);
  });
});
