/** How far two reviewers agree: raw, and beyond chance by Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20:37–46). */
import type { ItemVerdict } from '../review/verdict';
import { VERDICT_IDS, type VerdictId } from '../unit/unit-settings';

/** One thing judged by both. */
export interface Pair {
  readonly itemId: string;
  readonly first: VerdictId;
  readonly second: VerdictId;
}

export interface Agreement {
  /** How many were judged by both. */
  readonly n: number;
  /** Share that is the same, 0…1; null where n is 0. */
  readonly raw01: number | null;
  /** null where chance alone would make both agree always (each used one and the same verdict), or n is below 2: of one pair it says nothing. */
  readonly kappa: number | null;
  /** Share of agreement that chance would give, 0…1. */
  readonly chance01: number | null;
  /** Rows: the first reviewer's verdict, columns: the second's, in the order of VERDICT_IDS. */
  readonly table: readonly (readonly number[])[];
}

/** @param table square, counts: rows one rater's categories, columns the other's */
export function cohenKappa(table: readonly (readonly number[])[]): Pick<Agreement, 'n' | 'raw01' | 'kappa' | 'chance01'> {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const n = sum(table.map(sum));
  if (n === 0) return { n, raw01: null, kappa: null, chance01: null };
  const raw01 = sum(table.map((row, i) => row[i] ?? 0)) / n;
  const chance01 = sum(table.map((row, i) => sum(row) * sum(table.map((other) => other[i] ?? 0)))) / (n * n);
  return { n, raw01, chance01, kappa: n < 2 || chance01 === 1 ? null : (raw01 - chance01) / (1 - chance01) };
}

export function agreement(pairs: readonly Pair[]): Agreement {
  const table = VERDICT_IDS.map((first) => VERDICT_IDS.map((second) => pairs.filter((pair) => pair.first === first && pair.second === second).length));
  return { ...cohenKappa(table), table };
}

/** What both have judged of these items, in their order. */
export function pairsOf(itemIds: readonly string[], first: ReadonlyMap<string, ItemVerdict>, second: ReadonlyMap<string, ItemVerdict>): readonly Pair[] {
  return itemIds.flatMap((itemId) => {
    const [own, other] = [first.get(itemId)?.verdict ?? null, second.get(itemId)?.verdict ?? null];
    return own === null || other === null ? [] : [{ itemId, first: own, second: other }];
  });
}

/** Over many cases, for each item on its own: in one case an item has one pair, of which kappa says nothing. @param itemIds in the order wanted */
export function agreementByItem(pairs: readonly Pair[], itemIds: readonly string[]): ReadonlyMap<string, Agreement> {
  return new Map(itemIds.map((id) => [id, agreement(pairs.filter(({ itemId }) => itemId === id))]));
}
