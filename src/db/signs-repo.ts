/** Text in the picture by content: a recording is read once, and an ended reading goes on where it was. */
import type { ContentHash } from '../core/recording';
import type { SignsRecord } from '../core/review/sign-reading';
import type { SignsStore } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

/** Rejects with AppError storage-full or storage-unavailable. */
export class SignsRepo implements SignsStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async signs(content: ContentHash): Promise<SignsRecord | null> {
    return (await stored(() => this.#db.signs.get(content)))?.record ?? null;
  }

  async saveSigns(content: ContentHash, record: SignsRecord): Promise<void> {
    await stored(() => this.#db.signs.put({ content, record }));
  }
}
