/** One's own review against another's: item by item where both were asked alike, and what cannot be compared with the reason. */
import { isJudged, type ItemVerdict, type JudgedVerdict } from '../review/verdict';
import type { UnitSettings } from '../unit/unit-settings';
import { compareReviews, type Adjudication, type ComparedItem } from './adjudication';
import { pairsOf, type Pair } from './agreement';
import { askedBy, matchAsked, type NotComparable } from './asked-items';
import { askedIn, openItems, verdictsOf, type ReviewFile } from './review-file';

/** An item that cannot be compared, with what each side has judged of it. */
export interface UncomparedItem extends NotComparable {
  readonly first: JudgedVerdict | null;
  readonly second: JudgedVerdict | null;
}

export interface ReviewComparison {
  /** In the order of one's own checklist. */
  readonly items: readonly ComparedItem[];
  /** Of these, what both have judged. */
  readonly pairs: readonly Pair[];
  /** Counts in no figure. */
  readonly notComparable: readonly UncomparedItem[];
}

/** null while the other review is not complete, and where nobody can tell whether it is: nothing of it is to be seen then. */
export function compareWith(
  other: ReviewFile, unit: Pick<UnitSettings, 'name' | 'revision' | 'checklist' | 'regulation'>, own: ReadonlyMap<string, ItemVerdict>, adjudications: ReadonlyMap<string, Adjudication>,
): ReviewComparison | null {
  const theirs = askedIn(other, unit);
  if (theirs === null || openItems(other, unit) !== 0) return null;
  const second = verdictsOf(other);
  const { itemIds, notComparable } = matchAsked(askedBy(unit), theirs);
  const judgedHere = (itemId: string): JudgedVerdict | null => { const verdict = own.get(itemId); return isJudged(verdict) ? verdict : null; };
  return {
    items: compareReviews(itemIds, own, second, adjudications), pairs: pairsOf(itemIds, own, second),
    notComparable: notComparable.map((one) => ({
      ...one, first: one.reason === 'only-theirs' ? null : judgedHere(one.item.id), second: one.reason === 'only-own' ? null : second.get(one.item.id) ?? null,
    })),
  };
}
