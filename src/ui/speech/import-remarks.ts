/** What a person should know of a transcript that came in: what was left out and why, what was repaired, and what does not fit the recording. */
import type { ReadFile } from '../../state/transcripts.svelte';
import { formatTimecode } from '../../core/time';

type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** More places than this are told by their first ones. */
const PLACES = 6;

/** '' where all is well. */
export function importRemarks({ unread, turned, byRow, past, endUs, garbledAs }: ReadFile, t: Words): string {
  const by = byRow ? 'row' : 'entry';
  const places = (all: readonly number[]): string => all.slice(0, PLACES).join(t('speech:list_separator')) + (all.length > PLACES ? '…' : '');
  return [
    unread.length > 0 ? t(`speech:left_out_${by}`, { count: unread.length, places: places(unread) }) : '',
    turned.length > 0 ? t(`speech:turned_${by}`, { count: turned.length, places: places(turned) }) : '',
    past > 0 && endUs !== null ? t('speech:past_end', { count: past, end: formatTimecode(endUs) }) : '',
    garbledAs !== null ? t('speech:garbled', { encoding: garbledAs.toUpperCase() }) : '',
  ].filter(Boolean).join(t('speech:remark_separator'));
}
