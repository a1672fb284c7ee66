/** What the list of cases tells of each: its first files, how much was found and judged, when it was last open. Kept as it was last seen. */
import { untrack } from 'svelte';
import * as v from 'valibot';
import type { SettingStore } from '../db/case-store';

const digestSchema = v.object({
  /** The first recordings of the case, as many as are listed. */
  names: v.array(v.string()),
  /** Findings of all its recordings, and those with a decision that holds. */
  all: v.number(),
  decided: v.number(),
  openedAtMs: v.number(),
});
export type CaseDigest = Readonly<v.InferOutput<typeof digestSchema>>;

/** Names that tell a case without a number from another. */
const NAMES = 2;
/** Cases that are told of: the latest ones. */
const MOST_DIGESTS = 200;

export class CaseDigests {
  readonly #store: SettingStore;
  readonly #now: () => number;
  #digests = $state.raw<ReadonlyMap<string, CaseDigest>>(new Map());

  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>, now: () => number) {
    this.#store = store;
    this.#now = now;
    const parsed = v.safeParse(v.array(v.tuple([v.string(), digestSchema])), loaded['digests']);
    if (parsed.success) this.#digests = new Map(parsed.output);
  }

  /** null for a case that was never open since it is kept. */
  of(caseId: string): CaseDigest | null {
    return this.#digests.get(caseId) ?? null;
  }

  /** Of the open case; '' is none. A digest that cannot be stored still holds for this page. */
  save(caseId: string, seen: Omit<CaseDigest, 'openedAtMs'>): void {
    if (caseId === '') return;
    const digest: CaseDigest = { ...seen, names: seen.names.slice(0, NAMES), openedAtMs: this.#now() };
    // Read without being followed: whoever saves in an effect must not run again for what it saved.
    const others = untrack(() => [...this.#digests].filter(([id]) => id !== caseId));
    this.#digests = new Map([...others, [caseId, digest] as const].slice(-MOST_DIGESTS));
    this.#store.save('digests', untrack(() => [...this.#digests])).catch(() => undefined);
  }
}
