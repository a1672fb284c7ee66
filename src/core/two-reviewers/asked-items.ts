/** What a review asked its reviewer, item by item: two verdicts can be compared only where both answer the same question. */
import type { ChecklistItem, Named, UnitSettings } from '../unit/unit-settings';

/** What a reviewer reads of an item when judging it; what a machine offers beside it does not change the question. */
export type Question = Pick<ChecklistItem, 'id' | 'article' | 'clause' | 'duty' | 'title' | 'satisfies' | 'judge'>;

export interface Asked {
  /** In the order of the checklist. */
  readonly items: readonly Question[];
  /** Text of the articles that these items rest on, by number. */
  readonly articles: Readonly<Record<string, string>>;
}

/** Why an item stands in one review beside none in the other: only one checklist has it, or both ask it in other words. */
export type NotComparableReason = 'only-own' | 'only-theirs' | 'other-wording';

export interface NotComparable {
  readonly item: Question;
  readonly reason: NotComparableReason;
}

export function askedBy({ checklist, regulation }: Pick<UnitSettings, 'checklist' | 'regulation'>): Asked {
  const numbers = [...new Set(checklist.map(({ article }) => article))];
  return {
    items: checklist.map(({ id, article, clause, duty, title, satisfies, judge }) => ({ id, article, clause, duty, title, satisfies, judge })),
    articles: Object.fromEntries(numbers.flatMap((number) => { const text = regulation.articles[number]; return text === undefined ? [] : [[number, text]]; })),
  };
}

const sameName = (a: Named, b: Named): boolean => a.zh === b.zh && a.en === b.en;

function sameQuestion(a: Question, ofA: Asked, b: Question, ofB: Asked): boolean {
  return a.article === b.article && a.duty === b.duty && ofA.articles[a.article] === ofB.articles[b.article]
    && sameName(a.clause, b.clause) && sameName(a.title, b.title) && sameName(a.satisfies, b.satisfies) && sameName(a.judge, b.judge);
}

/** Ids of the items that both were asked alike, in one's own order; then what cannot be compared, one's own first. */
export function matchAsked(own: Asked, theirs: Asked): { readonly itemIds: readonly string[]; readonly notComparable: readonly NotComparable[] } {
  const here = new Set(own.items.map(({ id }) => id));
  const there = new Map(theirs.items.map((item) => [item.id, item]));
  const itemIds: string[] = [];
  const notComparable: NotComparable[] = [];
  for (const item of own.items) {
    const other = there.get(item.id);
    if (other === undefined) notComparable.push({ item, reason: 'only-own' });
    else if (sameQuestion(item, own, other, theirs)) itemIds.push(item.id);
    else notComparable.push({ item, reason: 'other-wording' });
  }
  return { itemIds, notComparable: [...notComparable, ...theirs.items.filter(({ id }) => !here.has(id)).map((item): NotComparable => ({ item, reason: 'only-theirs' }))] };
}
