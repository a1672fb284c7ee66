/** What was computed of a content, for reading its findings while the file itself cannot be read. */
import type { PassResult } from '../core/pass-result';
import type { ContentHash } from '../core/recording';
import type { ComputedStore, PacketTables } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

/** Rejects with AppError storage-full or storage-unavailable. */
export class ComputedRepo implements ComputedStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async load(content: ContentHash): Promise<{ readonly results: readonly PassResult[]; readonly packets: PacketTables | null }> {
    const { passResults, packetTables } = this.#db;
    const [rows, row] = await stored(() => Promise.all([passResults.where('content').equals(content).toArray(), packetTables.get(content)]));
    return { results: rows.map(({ result }) => result), packets: row?.packets ?? null };
  }

  async savePackets(content: ContentHash, packets: PacketTables): Promise<void> {
    await stored(() => this.#db.packetTables.put({ content, packets }));
  }

  async still(content: ContentHash, ordinal: number): Promise<Blob | null> {
    return (await stored(() => this.#db.stills.get([content, ordinal])))?.image ?? null;
  }

  async saveStill(content: ContentHash, ordinal: number, image: Blob): Promise<void> {
    await stored(() => this.#db.stills.put({ content, ordinal, image }));
  }
}
