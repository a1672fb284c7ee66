/** Words half written: there again after a reload or a crash, until they are committed or left. */
import * as v from 'valibot';
import type { SettingStore } from '../db/case-store';

const SETTING = 'drafts';
/** A crash loses no more than what was typed since. */
const SAVE_AFTER_MS = 400;
/** The latest ones are kept. */
const MOST_DRAFTS = 40;

export class Drafts {
  readonly #store: SettingStore;
  #texts = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>) {
    this.#store = store;
    const parsed = v.safeParse(v.array(v.tuple([v.string(), v.string()])), loaded[SETTING]);
    if (parsed.success) this.#texts = new Map(parsed.output);
  }

  /** '' for none. @param key of what is being written: a recording's new line, an annotation */
  of(key: string): string {
    return this.#texts.get(key) ?? '';
  }

  /** '' takes it away. Stored a little later, or by `flush`. */
  set(key: string, text: string): void {
    if (this.of(key) === text) return;
    this.#texts.delete(key);
    if (text !== '') this.#texts.set(key, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SAVE_AFTER_MS);
  }

  /** What waits is stored at once: the page is being left. A draft that cannot be stored still holds for this page. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#texts = new Map([...this.#texts].slice(-MOST_DRAFTS));
    this.#store.save(SETTING, [...this.#texts]).catch(() => undefined);
  }
}
