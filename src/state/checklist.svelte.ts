/** Which item of the checklist is being judged, and the ways to another one: by step, by number within its paragraph, to what is still open. */
import { nextOpen, type ItemState } from '../core/review/remaining';
import type { CaseReview } from './case-review.svelte';

/** Items of one article and paragraph. */
export interface ItemGroup {
  readonly article: string;
  readonly items: readonly ItemState[];
}

/** In the order of the checklist; an article that comes twice makes two groups. */
function grouped(items: readonly ItemState[]): readonly ItemGroup[] {
  const groups: { article: string; items: ItemState[] }[] = [];
  for (const one of items) {
    const last = groups.at(-1);
    const before = last?.items[0]?.item;
    if (last !== undefined && before?.article === one.item.article && before.clause.zh === one.item.clause.zh) last.items.push(one);
    else groups.push({ article: one.item.article, items: [one] });
  }
  return groups;
}

export class Checklist {
  readonly #review: CaseReview;
  readonly #caseId: () => string;
  /** Of one case: another one begins without a choice. */
  #chosen = $state.raw<{ readonly caseId: string; readonly itemId: string } | null>(null);
  readonly #itemId = $derived.by(() => (this.#chosen?.caseId === this.#caseId() ? this.#chosen.itemId : null));
  readonly #groups = $derived.by(() => grouped(this.#review.gathered.remaining.items));

  constructor(review: CaseReview, caseId: () => string) {
    this.#review = review;
    this.#caseId = caseId;
  }

  get groups(): readonly ItemGroup[] {
    return this.#groups;
  }

  /** null until one is chosen, or when the unit's checklist no longer has it. */
  get item(): ItemState | null {
    return this.of(this.#itemId);
  }

  of(itemId: string | null): ItemState | null {
    return this.#review.gathered.remaining.items.find(({ item }) => item.id === itemId) ?? null;
  }

  /** The group of the item chosen; before a choice, the first with an open item. */
  get group(): ItemGroup | null {
    return this.#groups.find(({ items }) => items.some(({ item }) => item.id === this.#itemId)) ?? this.#groups.find(({ items }) => items.some(({ settled }) => !settled)) ?? null;
  }

  choose(itemId: string | null): void {
    this.#chosen = itemId === null ? null : { caseId: this.#caseId(), itemId };
  }

  /** false: there is none in this direction. Without a choice, forwards leads to the first. */
  step(direction: 1 | -1): boolean {
    const { items } = this.#review.gathered.remaining;
    const at = items.findIndex(({ item }) => item.id === this.#itemId);
    const next = at < 0 ? items[0] : items[at + direction];
    if (next !== undefined) this.choose(next.item.id);
    return next !== undefined;
  }

  /** @param at 0 for the first of the group; false: it has fewer */
  chooseInGroup(at: number): boolean {
    const one = this.group?.items[at];
    if (one !== undefined) this.choose(one.item.id);
    return one !== undefined;
  }

  /** Stays where nothing is open any more. */
  goOn(): void {
    const next = nextOpen(this.#review.gathered.remaining, this.#itemId);
    if (next !== null) this.choose(next.item.id);
  }
}
