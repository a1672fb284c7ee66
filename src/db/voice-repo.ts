/** Voice activity by content: a recording is listened to once. */
import type { ContentHash } from '../core/recording';
import type { VoiceActivity } from '../core/voice';
import type { VoiceStore } from './case-store';
import type { ZhijianDb } from './schema';
import { stored } from './storage-errors';

/** Rejects with AppError storage-full or storage-unavailable. */
export class VoiceRepo implements VoiceStore {
  readonly #db: ZhijianDb;

  constructor(db: ZhijianDb) {
    this.#db = db;
  }

  async voice(content: ContentHash): Promise<VoiceActivity | null> {
    return (await stored(() => this.#db.voices.get(content)))?.activity ?? null;
  }

  async saveVoice(content: ContentHash, activity: VoiceActivity): Promise<void> {
    await stored(() => this.#db.voices.put({ content, activity }));
  }
}
