/** Cases in the database: headers, machine-made facts and last findings, together with the action log. */
import type { ActionEntry } from '../core/action-log';
import type { CaseHeader, RecordingFacts } from '../core/case';
import type { Finding } from '../core/finding';
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import type { RecordingId } from '../core/recording';
import { ActionRepo } from './action-repo';
import type { CaseStore, CitedStill, NewEntry, StoredCase } from './case-store';
import { observe } from './live-query';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

export class CaseRepo implements CaseStore {
  readonly #db: ZhijianDb;
  readonly #actions: ActionRepo;

  constructor(db: ZhijianDb) {
    this.#db = db;
    this.#actions = new ActionRepo(db);
  }

  list(): Promise<readonly CaseHeader[]> {
    return stored(() => this.#db.cases.orderBy('updatedAtMs').reverse().toArray());
  }

  recordingsOfSize(sizes: readonly number[]): Promise<readonly RecordingFacts[]> {
    return stored(() => this.#db.recordings.filter(({ summary }) => summary !== null && sizes.includes(summary.sizeBytes)).toArray());
  }

  async load(caseId: string): Promise<StoredCase | null> {
    const { cases, recordings, findings } = this.#db;
    const [header, facts, rows] = await stored(() => Promise.all([
      cases.get(caseId), recordings.where('caseId').equals(caseId).toArray(), findings.where('caseId').equals(caseId).toArray(),
    ]));
    if (header === undefined) return null;
    const entries = await this.#actions.load(caseId);
    return { header, entries, facts, findings: new Map(rows.map((row) => [row.recordingId, row.findings])), stills: [], opinions: [] };
  }

  append(entry: NewEntry, header: CaseHeader): Promise<ActionEntry> {
    return this.#actions.append(entry, header);
  }

  rewrite(entries: readonly ActionEntry[], header: CaseHeader): Promise<void> {
    return this.#actions.rewrite(entries, header);
  }

  async saveFacts(facts: RecordingFacts): Promise<void> {
    await stored(() => this.#db.recordings.put(facts));
  }

  async saveFindings(caseId: string, recordingId: RecordingId, findings: readonly Finding[], atMs: number): Promise<void> {
    await stored(() => this.#db.findings.put({ recordingId, caseId, findings, savedAtMs: atMs }));
  }

  async insert(given: StoredCase, atMs: number): Promise<void> {
    const { cases, recordings, findings, actions, citedStills, signedOpinions } = this.#db;
    const caseId = given.header.id;
    await stored(() => this.#db.transaction('rw', [cases, recordings, findings, actions, citedStills, signedOpinions], async () => {
      await citedStills.bulkPut(given.stills.map((still) => ({ ...still, caseId })));
      await signedOpinions.bulkPut(given.opinions.map((opinion) => ({ ...opinion, caseId })));
      await cases.put(given.header);
      await actions.bulkAdd([...given.entries]);
      await recordings.bulkPut([...given.facts]);
      await findings.bulkPut([...given.findings].map(([recordingId, list]) => ({ recordingId, caseId, findings: list, savedAtMs: atMs })));
    }));
  }

  async stills(caseId: string): Promise<readonly CitedStill[]> {
    const rows = await stored(() => this.#db.citedStills.where('caseId').equals(caseId).toArray());
    return rows.map(({ caseId: _, ...still }) => still);
  }

  async opinions(caseId: string): Promise<readonly SignedOpinion[]> {
    const rows = await stored(() => this.#db.signedOpinions.where('caseId').equals(caseId).toArray());
    return rows.map(({ caseId: _, ...opinion }) => opinion);
  }

  async remove(caseId: string): Promise<void> {
    const { cases, recordings, findings, actions, handles, citedStills, signedOpinions, documents } = this.#db;
    await stored(() => this.#db.transaction('rw', [cases, recordings, findings, actions, handles, citedStills, signedOpinions, documents], async () => {
      await cases.delete(caseId);
      for (const table of [recordings, findings, handles, citedStills, signedOpinions, documents]) await table.where('caseId').equals(caseId).delete();
      await actions.where('[caseId+seq]').between([caseId, -Infinity], [caseId, Infinity]).delete();
    }));
  }

  watch(caseId: string, onEntries: (entries: readonly ActionEntry[]) => void): () => void {
    return observe(() => this.#actions.load(caseId), onEntries);
  }
}
