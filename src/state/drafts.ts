/** Words half written: there again after a reload or a crash, until they are committed or left. Every keystroke is kept at once, for a page that is left waits for nothing. */
import * as v from 'valibot';

const KEY = 'drafts';
/** The latest ones are kept. */
const MOST_DRAFTS = 40;

/** `db/draft-storage.ts` */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem'>;

export class Drafts {
  readonly #storage: () => DraftStorage;
  readonly #caseId: () => string;
  #texts = new Map<string, string>();

  /** @param storage may throw where the browser gives none: then drafts hold for this page */
  constructor(storage: () => DraftStorage, caseId: () => string) {
    this.#storage = storage;
    this.#caseId = caseId;
    this.#texts = this.#stored() ?? this.#texts;
  }

  /** '' for none. @param key of what is being written in the open case: a recording's new line, an annotation, an item's reason */
  of(key: string): string {
    return this.#texts.get(this.#inCase(key)) ?? '';
  }

  /** '' takes it away. */
  set(key: string, text: string): void {
    if (this.of(key) === text) return;
    this.#change((texts) => {
      texts.delete(this.#inCase(key));
      if (text !== '') texts.set(this.#inCase(key), text);
    });
  }

  /** A case that is removed leaves no words behind. */
  forget(caseId: string): void {
    this.#change((texts) => { for (const key of [...texts.keys()]) if (key.startsWith(`${caseId}:`)) texts.delete(key); });
  }

  #change(make: (texts: Map<string, string>) => void): void {
    // Other tabs write theirs.
    const texts = this.#stored() ?? this.#texts;
    make(texts);
    this.#texts = new Map([...texts].slice(-MOST_DRAFTS));
    try {
      this.#storage().setItem(KEY, JSON.stringify([...this.#texts]));
    } catch {
      // Full or refused: the draft still holds for this page.
    }
  }

  /** null where there is no storage, or nothing in it that can be read. */
  #stored(): Map<string, string> | null {
    try {
      const parsed = v.safeParse(v.array(v.tuple([v.string(), v.string()])), JSON.parse(this.#storage().getItem(KEY) ?? '[]'));
      return parsed.success ? new Map(parsed.output) : null;
    } catch {
      return null;
    }
  }

  #inCase(key: string): string {
    return `${this.#caseId()}:${key}`;
  }
}
