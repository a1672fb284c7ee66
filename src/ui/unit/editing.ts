/** What the parts of the unit's settings are given: the settings, and how a change is checked and stored. */
import type { UnitSettings } from '../../core/unit/unit-settings';

export type UnitChange = Partial<Omit<UnitSettings, 'schema' | 'version' | 'revision'>>;

export interface UnitPart {
  readonly unit: UnitSettings;
  /** Stores the change, or stores nothing and tells on the page why. */
  readonly edit: (change: UnitChange) => void;
}

/** Lines of a list that is typed as text: trimmed, without empty ones and doubles. */
export function linesOf(text: string): readonly string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))];
}

/** An id that is not taken yet, of the form that settings files use: `stem-1`, `stem-2` … */
export function freeId(stem: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  let number = known.size + 1;
  while (known.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

/** `list` with the element at `at` changed, or taken out where `to` is null. */
export function withAt<T>(list: readonly T[], at: number, to: T | null): readonly T[] {
  return list.flatMap((one, i) => (i === at ? (to === null ? [] : [to]) : [one]));
}
