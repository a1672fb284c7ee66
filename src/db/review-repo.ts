/** Cited stills, signed opinions and documents' handles in the database: what a review shows beside the log that cites it. */
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import type { CitedStill, DocumentHandle, ReviewStore } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

/** Rejects with AppError storage-full or storage-unavailable. */
export class ReviewRepo implements ReviewStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async saveStill(caseId: string, still: CitedStill): Promise<void> {
    await stored(() => this.#db.citedStills.put({ caseId, ...still }));
  }

  async still(caseId: string, hash: string): Promise<CitedStill | null> {
    return (await stored(() => this.#db.citedStills.get([caseId, hash]))) ?? null;
  }

  async saveOpinion(caseId: string, opinion: SignedOpinion): Promise<void> {
    const { signedOpinions } = this.#db;
    await stored(() => this.#db.transaction('rw', signedOpinions, async () => {
      if ((await signedOpinions.get([caseId, opinion.hash])) === undefined) await signedOpinions.add({ caseId, ...opinion });
    }));
  }

  async opinion(caseId: string, hash: string): Promise<SignedOpinion | null> {
    return (await stored(() => this.#db.signedOpinions.get([caseId, hash]))) ?? null;
  }

  async saveDocument(caseId: string, document: DocumentHandle): Promise<void> {
    await stored(() => this.#db.documents.put({ caseId, ...document }));
  }

  async documentsOf(caseId: string): Promise<ReadonlyMap<string, DocumentHandle>> {
    const rows = await stored(() => this.#db.documents.where('caseId').equals(caseId).toArray());
    return new Map(rows.map((row) => [row.documentId, row]));
  }
}
