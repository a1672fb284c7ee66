/** Finished passes on disk, by the content's SHA-256: nothing is computed twice, and a reload loses one pass at most. */
import type { PassResult, PassResultStore } from '../core/pass-result';
import type { ContentHash, FileHashes } from '../core/recording';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

/** Rejects with AppError storage-full or storage-unavailable. */
export class PassResultRepo implements PassResultStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async recall(fingerprint: string): Promise<FileHashes | null> {
    return (await stored(() => this.#db.fingerprints.get(fingerprint)))?.hashes ?? null;
  }

  async remember(fingerprint: string, hashes: FileHashes): Promise<void> {
    await stored(() => this.#db.fingerprints.put({ fingerprint, hashes }));
  }

  async load(content: ContentHash): Promise<readonly PassResult[]> {
    return (await stored(() => this.#db.passResults.where('content').equals(content).toArray())).map((row) => row.result);
  }

  /** One result per pass and content: a newer version takes the older one's place. */
  async save(content: ContentHash, result: PassResult): Promise<void> {
    await stored(() => this.#db.passResults.put({ content, pass: result.pass, result }));
  }
}
