/** Importing a case file: what is here already is asked about, and a recording that came with a case file is known as such. */
import { describe, expect, it } from 'vitest';
import type { ActionEntry } from '../core/action-log';
import { EMPTY_CASE_INFO } from '../core/case';
import type { CaseLock } from '../db/case-lock';
import type { CaseStore, ComputedStore, HandleStore, SettingStore, StoredCase } from '../db/case-store';
import { readCaseFile, renewIds, writeCaseFile } from '../db/case-file';
import { blindCopy } from '../db/review-transfer';
import { CaseLog } from './case-log.svelte';
import type { FileAccess } from './file-access';
import { Jobs } from './jobs.svelte';
import { Places } from './places';
import { Project } from './project.svelte';
import { Selection } from './selection.svelte';
import { Sources } from './sources.svelte';

const ID = '11111111-2222-4333-8444-555555555555';
const created: ActionEntry = { kind: 'case-created', payload: { info: EMPTY_CASE_INFO }, id: 'e1', caseId: ID, seq: 1, atMs: 1, actor: '', version: 1 };
const added: ActionEntry = {
  kind: 'recordings-added', payload: { recordings: [{ id: 'r', identity: { name: 'a.mp4', folder: '', sizeBytes: 3, lastModifiedMs: 0 }, sampleUrl: null }] },
  id: 'e2', caseId: ID, seq: 2, atMs: 2, actor: '', version: 1,
};
const stored: StoredCase = {
  header: { id: ID, info: EMPTY_CASE_INFO, recordingCount: 1, createdAtMs: 1, updatedAtMs: 2 }, entries: [created, added], facts: [], findings: new Map(), stills: [], opinions: [],
};

function setUp(present: readonly StoredCase[]) {
  const cases = new Map(present.map((one) => [one.header.id, one]));
  let ids = 0;
  const env = { now: () => 5, newId: () => `id-${++ids}`, actor: () => '' };
  const store = {
    list: () => Promise.resolve([...cases.values()].map(({ header }) => header)),
    load: (id: string) => Promise.resolve(cases.get(id) ?? null),
    insert: (one: StoredCase) => { cases.set(one.header.id, one); return Promise.resolve(); },
    watch: () => () => undefined,
  } as unknown as CaseStore;
  const files = {} as FileAccess;
  const log = new CaseLog(store, env);
  const jobs = new Jobs({ store, computed: {} as ComputedStore, env, service: () => Promise.reject(new Error('not asked for')) });
  const project = new Project({
    store, env, files, log, jobs, selection: new Selection(), lock: { acquire: () => Promise.resolve(true), release: () => undefined } as unknown as CaseLock,
    sources: new Sources(files, { ofCase: () => Promise.resolve(new Map()) } as unknown as HandleStore),
    places: new Places({ save: () => Promise.resolve() } as unknown as SettingStore, {}),
    recognise: () => Promise.resolve(null), format: () => Promise.resolve({ write: writeCaseFile, read: readCaseFile, renew: renewIds, blind: blindCopy }),
  });
  return { project, cases };
}

describe('importing a case file', () => {
  const text = writeCaseFile(stored, 3);

  it('opens it, and knows that its recordings were never given to this machine', async () => {
    const { project } = setUp([]);
    expect(await project.importCase(text, 'a.zhijian.json')).toBeNull();
    expect([project.phase, project.caseId, project.isImported('r')]).toEqual(['open', ID, true]);
  });

  it('makes no second case unasked where it is here already', async () => {
    const { project, cases } = setUp([stored]);
    expect(await project.importCase(text, 'a.zhijian.json')).toMatchObject({ id: ID });
    expect([cases.size, project.phase]).toEqual([1, 'start']);
  });

  it('imports a copy when asked to', async () => {
    const { project, cases } = setUp([stored]);
    expect(await project.importCase(text, 'a.zhijian.json', true)).toBeNull();
    expect(cases.size).toBe(2);
    expect(project.caseId).not.toBe(ID);
  });

  it('does not call a case imported that was made here', async () => {
    const { project } = setUp([stored]);
    await project.open(ID);
    expect(project.isImported('r')).toBe(false);
  });
});
