/** Two reviews side by side: where they differ, and what was settled. */
import { isJudged, type ItemVerdict, type JudgedVerdict } from '../review/verdict';
import type { VerdictId } from '../unit/unit-settings';

/** The verdict that stands where two reviewers differed, and why. */
export interface Adjudication {
  readonly itemId: string;
  readonly verdict: VerdictId;
  readonly reason: string;
  readonly atMs: number;
  readonly actor: string;
}

export interface ComparedItem {
  readonly itemId: string;
  readonly first: JudgedVerdict | null;
  readonly second: JudgedVerdict | null;
  /** null where one of the two has not judged. */
  readonly agree: boolean | null;
  readonly adjudication: Adjudication | null;
  /** Differs and is not settled. */
  readonly open: boolean;
}

const judged = (verdict: ItemVerdict | undefined): JudgedVerdict | null => (isJudged(verdict) ? verdict : null);

/** In the order of `itemIds`. */
export function compareReviews(
  itemIds: readonly string[], first: ReadonlyMap<string, ItemVerdict>, second: ReadonlyMap<string, ItemVerdict>, adjudications: ReadonlyMap<string, Adjudication>,
): readonly ComparedItem[] {
  return itemIds.map((itemId) => {
    const [a, b] = [judged(first.get(itemId)), judged(second.get(itemId))];
    const agree = a === null || b === null ? null : a.verdict === b.verdict;
    const adjudication = adjudications.get(itemId) ?? null;
    return { itemId, first: a, second: b, agree, adjudication, open: agree === false && adjudication === null };
  });
}
