/** The rows of the list of signs: what recorders write into the picture, folded into one row until it is opened, then the scene's. */
import type { SignReading } from '../../core/review/sign-reading';

export type SignRow =
  | { readonly kind: 'sign'; readonly sign: SignReading }
  | { readonly kind: 'recorder'; readonly count: number; readonly open: boolean };

/** @param words looked for, in any case; '' for all. Words open the recorder's group by themselves. */
export function signRows(signs: readonly SignReading[], words: string, open: boolean): readonly SignRow[] {
  const wanted = words.trim().toLowerCase();
  const found = signs.filter(({ text }) => text.toLowerCase().includes(wanted));
  const rows = (overlay: boolean): readonly SignRow[] => found.filter((sign) => sign.overlay === overlay).map((sign) => ({ kind: 'sign', sign }));
  const recorder = rows(true);
  const isOpen = open || (wanted !== '' && recorder.length > 0);
  return recorder.length === 0 ? rows(false) : [{ kind: 'recorder', count: recorder.length, open: isOpen }, ...(isOpen ? recorder : []), ...rows(false)];
}

/** The sign a step after the one pointed at, around the end; the first where none is. */
export function stepSign(rows: readonly SignRow[], at: SignReading | null, by: 1 | -1): SignReading | null {
  const signs = rows.flatMap((row) => (row.kind === 'sign' ? [row.sign] : []));
  const from = at === null ? -1 : signs.findIndex((sign) => isSameSign(sign, at));
  return signs[from < 0 ? (by === 1 ? 0 : signs.length - 1) : (from + by + signs.length) % signs.length] ?? null;
}

export const isSameSign = (a: Pick<SignReading, 'recordingId' | 'atUs' | 'text' | 'box'>, b: Pick<SignReading, 'recordingId' | 'atUs' | 'text' | 'box'>): boolean =>
  a.recordingId === b.recordingId && a.atUs === b.atUs && a.text === b.text && a.box.x === b.box.x && a.box.y === b.box.y;
