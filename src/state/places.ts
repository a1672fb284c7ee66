/** Where a person was in each case: restored when the case is opened again, after a reload or a week later. */
import * as v from 'valibot';
import type { SettingStore } from '../db/case-store';

const placeSchema = v.object({
  recordingId: v.string(),
  findingId: v.nullable(v.string()),
  /** Of the playhead, on the recording's own timeline. */
  timeUs: v.number(),
  /** The stretch that the timeline shows; null: the whole. */
  view: v.nullable(v.object({ startUs: v.number(), usPerPx: v.number() })),
});
export type Place = Readonly<v.InferOutput<typeof placeSchema>>;

/** Cases whose place is remembered: the latest ones. */
const MOST_PLACES = 40;

export class Places {
  readonly #store: SettingStore;
  #places = new Map<string, Place>();

  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>) {
    this.#store = store;
    const parsed = v.safeParse(v.array(v.tuple([v.string(), placeSchema])), loaded['places']);
    if (parsed.success) this.#places = new Map(parsed.output);
  }

  of(caseId: string): Place | null {
    return this.#places.get(caseId) ?? null;
  }

  /** A place that cannot be stored still holds for this page. */
  save(caseId: string, place: Place): void {
    this.#places.delete(caseId);
    this.#places.set(caseId, place);
    this.#places = new Map([...this.#places].slice(-MOST_PLACES));
    this.#store.save('places', [...this.#places]).catch(() => undefined);
  }
}
