/** How much storage is used, the request to keep it, and clearing what can be computed again. */
import type { StorageKeeper, StorageReport } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

export class BrowserStorageKeeper implements StorageKeeper {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async report(): Promise<StorageReport> {
    const storage = this.#manager();
    const estimate = await storage?.estimate?.().catch(() => null);
    return {
      usedBytes: estimate?.usage ?? null,
      quotaBytes: estimate?.quota ?? null,
      persistent: (await storage?.persisted?.().catch(() => false)) ?? false,
      cachedResults: await stored(() => this.#db.passResults.count()),
    };
  }

  async reopen(): Promise<void> {
    this.#db.close({ disableAutoOpen: false });
    await stored(() => this.#db.open());
  }

  async persist(): Promise<boolean> {
    return (await this.#manager()?.persist?.().catch(() => false)) ?? false;
  }

  async clearCache(): Promise<void> {
    const { passResults, fingerprints, packetTables, stills, signs } = this.#db;
    const tables = [passResults, fingerprints, packetTables, stills, signs];
    await stored(() => this.#db.transaction('rw', tables, async () => {
      for (const table of tables) await table.clear();
    }));
  }

  /** Absent outside secure contexts. */
  #manager(): StorageManager | undefined {
    return (navigator as { readonly storage?: StorageManager }).storage;
  }
}
