/** A document's own time against the recordings', in words. */
import { againstRecordings } from '../../core/rules/written-time';
import { formatSeconds } from '../../core/figures';

/** '' for a document without a time. @param writtenAt local `YYYY-MM-DDTHH:mm` @param placed the recordings on the same clock, seconds */
export function writtenRelation(
  writtenAt: string, placed: readonly { readonly startS: number; readonly endS: number }[], t: (key: string, values?: Readonly<Record<string, string | number>>) => string,
): string {
  const told = againstRecordings(writtenAt, placed);
  if (told === null) return writtenAt === '' ? '' : t('documents:time_unknown');
  return told.relation === 'during' ? t('documents:time_during') : t(`documents:time_${told.relation}`, { length: formatSeconds(told.byS, t) });
}
