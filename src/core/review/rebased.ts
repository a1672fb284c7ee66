/** A change of rows that was thought out on what the page showed, made of what is there when its turn comes. */
import type { RowsChange } from './review-log';

/**
 * Fields that the change leaves alone keep what came in between; a row that is gone by now stays gone, and with it what was to become of it.
 * New rows are added as they are. null: nothing is left to change.
 */
export function rebased<T extends { readonly id: string }>({ removed, added }: RowsChange<T>, rows: ReadonlyMap<string, T>): RowsChange<T> | null {
  const seen = new Map(removed.map((row) => [row.id, row]));
  const gone = removed.flatMap(({ id }) => rows.get(id) ?? []);
  const come = added.flatMap((row): readonly T[] => {
    const before = seen.get(row.id);
    if (before === undefined) return [row];
    const now = rows.get(row.id);
    return now === undefined ? [] : [{ ...without(now, before, row), ...changed(before, row) }];
  });
  return gone.length === 0 && come.length === 0 ? null : { removed: gone, added: come };
}

/** What the change takes away is away. */
function without<T extends object>(now: T, before: T, after: T): T {
  return Object.fromEntries(Object.entries(now).filter(([key]) => key in after || !(key in before))) as T;
}

function changed<T extends object>(before: T, after: T): Partial<T> {
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== before[key as keyof T])) as Partial<T>;
}
