/** Settings as key and value. */
import type { SettingStore } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

export class SettingRepo implements SettingStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async load(): Promise<Readonly<Record<string, unknown>>> {
    const rows = await stored(() => this.#db.settings.toArray());
    return Object.fromEntries(rows.map((row) => [row.key, row.value]));
  }

  async save(key: string, value: unknown): Promise<void> {
    await stored(() => this.#db.settings.put({ key, value }));
  }
}
