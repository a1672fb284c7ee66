/** File handles of recordings, so that a case opens its files again after a reload. */
import type { RecordingId } from '../core/recording';
import type { HandleStore, RecordingHandles } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

export class HandleRepo implements HandleStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async save(caseId: string, recordingId: RecordingId, handles: RecordingHandles): Promise<void> {
    await stored(() => this.#db.handles.put({ recordingId, caseId, ...handles }));
  }

  async ofCase(caseId: string): Promise<ReadonlyMap<RecordingId, RecordingHandles>> {
    const rows = await stored(() => this.#db.handles.where('caseId').equals(caseId).toArray());
    return new Map(rows.map((row) => [row.recordingId, row]));
  }
}
