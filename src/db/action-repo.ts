/** The action log in the database: appended to, never changed. */
import Dexie from 'dexie';
import type { ActionEntry } from '../core/action-log';
import type { CaseHeader } from '../core/case';
import { migrateEntry } from './action-migrations';
import type { NewEntry } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

export class ActionRepo {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  /** In order of `seq`, lifted to the present version. Entries of a newer version than this program knows reject. */
  async load(caseId: string): Promise<readonly ActionEntry[]> {
    const rows = await stored(() => this.#ofCase(caseId).toArray());
    return rows.map(migrateEntry);
  }

  /** The entry with its number; log and header change together or not at all. */
  append(entry: NewEntry, header: CaseHeader): Promise<ActionEntry> {
    return stored(() => this.#db.transaction('rw', this.#db.actions, this.#db.cases, async () => {
      const last = await this.#ofCase(entry.caseId).last();
      const row = { ...entry, seq: (last?.seq ?? 0) + 1 } as ActionEntry;
      await this.#db.actions.add(row);
      await this.#db.cases.put(header);
      return row;
    }));
  }

  /** The whole log of one case in the place of whatever is there. */
  rewrite(entries: readonly ActionEntry[], header: CaseHeader): Promise<void> {
    return stored(() => this.#db.transaction('rw', this.#db.actions, this.#db.cases, async () => {
      await this.#ofCase(header.id).delete();
      await this.#db.actions.bulkAdd([...entries]);
      await this.#db.cases.put(header);
    }));
  }

  #ofCase(caseId: string) {
    return this.#db.actions.where('[caseId+seq]').between([caseId, Dexie.minKey], [caseId, Dexie.maxKey]);
  }
}
