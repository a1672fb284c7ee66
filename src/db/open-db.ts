/** Opens the database, or the same database in memory where the browser gives no storage. */
import { toWireError, type WireError } from '../core/errors';
import { ZhijianDb } from './schema';
import { storageError } from './storage-errors';

export interface OpenedDb {
  readonly db: ZhijianDb;
  /** Why nothing outlives this page; null when the database is on disk. */
  readonly memoryOnly: WireError | null;
}

/** Storage that is blocked can hang instead of failing (Firefox with history off): then memory serves too. */
const OPEN_TIMEOUT_MS = 4000;

async function opened(db: ZhijianDb): Promise<void> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = self.setTimeout(() => reject(new DOMException('opening the database takes too long', 'UnknownError')), OPEN_TIMEOUT_MS);
  });
  try {
    await Promise.race([db.open(), late]);
  } finally {
    self.clearTimeout(timer);
  }
}

/** Never rejects for want of storage; `name` differs only in tests. */
export async function openDb(name?: string): Promise<OpenedDb> {
  const db = new ZhijianDb(name);
  try {
    await opened(db);
    return { db, memoryOnly: null };
  } catch (thrown) {
    db.close();
    const { IDBFactory, IDBKeyRange } = await import('fake-indexeddb');
    const inMemory = new ZhijianDb(name, { indexedDB: new IDBFactory(), IDBKeyRange });
    await inMemory.open();
    const error = toWireError(storageError(thrown));
    return { db: inMemory, memoryOnly: error.code === 'storage-full' ? error : { ...error, code: 'storage-unavailable' } };
  }
}
