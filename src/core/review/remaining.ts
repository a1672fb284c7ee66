/** What is left to judge before an opinion can be signed, item by item. */
import type { ChecklistItem } from '../unit/unit-settings';
import { unseenOf, type BearingFinding, type CaseFindings } from './continuity';
import { isJudged, verdictFaults, type CitedThings, type ItemVerdict, type VerdictFault } from './verdict';

export interface ItemState {
  readonly item: ChecklistItem;
  readonly verdict: ItemVerdict | null;
  readonly faults: readonly VerdictFault[];
  readonly unseen: readonly BearingFinding[];
  /** Judged, and nothing keeps the verdict from standing. */
  readonly settled: boolean;
}

export interface Remaining {
  /** In the order of the checklist. */
  readonly items: readonly ItemState[];
  readonly open: readonly ItemState[];
  readonly byArticle: readonly { readonly article: string; readonly settled: number; readonly total: number }[];
  readonly canSign: boolean;
}

export function remaining(checklist: readonly ChecklistItem[], verdicts: ReadonlyMap<string, ItemVerdict>, things: CitedThings, findings: readonly CaseFindings[]): Remaining {
  const items = checklist.map((item): ItemState => {
    const verdict = verdicts.get(item.id) ?? null;
    const unseen = unseenOf(item, findings);
    const faults = isJudged(verdict) ? verdictFaults(verdict, things, unseen.length) : [];
    return { item, verdict, faults, unseen, settled: isJudged(verdict) && faults.length === 0 };
  });
  const open = items.filter(({ settled }) => !settled);
  const byArticle = [...new Set(checklist.map(({ article }) => article))].map((article) => {
    const of = items.filter(({ item }) => item.article === article);
    return { article, settled: of.filter(({ settled }) => settled).length, total: of.length };
  });
  return { items, open, byArticle, canSign: items.length > 0 && open.length === 0 };
}

/** The next open item after this one, around the end; null when all are settled. */
export function nextOpen({ items }: Remaining, afterId: string | null): ItemState | null {
  const at = items.findIndex(({ item }) => item.id === afterId);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(({ settled, item }) => !settled && item.id !== afterId) ?? null;
}
