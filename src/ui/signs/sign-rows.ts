/** The rows of the list of signs: what recorders write into the picture and what is rather a guess, each folded into one row until it is opened, around the scene's. */
import { isDoubtful } from '../../core/review/recorder-signs';
import type { SignReading } from '../../core/review/sign-reading';

/** Kinds of text that are folded away. */
export type SignGroup = 'recorder' | 'doubtful';

export type SignRow =
  | { readonly kind: 'sign'; readonly sign: SignReading }
  | { readonly kind: 'group'; readonly group: SignGroup; readonly count: number; readonly open: boolean };

/** @param words looked for, in any case; '' for all. Words open the groups by themselves. @param open groups that were opened */
export function signRows(signs: readonly SignReading[], words: string, open: ReadonlySet<SignGroup>): readonly SignRow[] {
  const wanted = words.trim().toLowerCase();
  const found = signs.filter(({ text }) => text.toLowerCase().includes(wanted));
  const rowsOf = (given: readonly SignReading[]): readonly SignRow[] => given.map((sign) => ({ kind: 'sign', sign }));
  const folded = (group: SignGroup, given: readonly SignReading[]): readonly SignRow[] => {
    const isOpen = open.has(group) || wanted !== '';
    return given.length === 0 ? [] : [{ kind: 'group', group, count: given.length, open: isOpen }, ...(isOpen ? rowsOf(given) : [])];
  };
  const scene = found.filter(({ overlay }) => !overlay);
  return [...folded('recorder', found.filter(({ overlay }) => overlay)), ...rowsOf(scene.filter((sign) => !isDoubtful(sign))), ...folded('doubtful', scene.filter(isDoubtful))];
}

/** The sign a step after the one pointed at, around the end; the first where none is. */
export function stepSign(rows: readonly SignRow[], at: SignReading | null, by: 1 | -1): SignReading | null {
  const signs = rows.flatMap((row) => (row.kind === 'sign' ? [row.sign] : []));
  const from = at === null ? -1 : signs.findIndex((sign) => isSameSign(sign, at));
  return signs[from < 0 ? (by === 1 ? 0 : signs.length - 1) : (from + by + signs.length) % signs.length] ?? null;
}

export const isSameSign = (a: Pick<SignReading, 'recordingId' | 'atUs' | 'text' | 'box'>, b: Pick<SignReading, 'recordingId' | 'atUs' | 'text' | 'box'>): boolean =>
  a.recordingId === b.recordingId && a.atUs === b.atUs && a.text === b.text && a.box.x === b.box.x && a.box.y === b.box.y;
