/** A document's own time against the recordings': before, during or after them, and by how much. */
import { localSeconds } from '../../core/rules/local-time';

export interface WrittenTime {
  readonly relation: 'before' | 'during' | 'after';
  /** Seconds from the nearer end; 0 during. */
  readonly byS: number;
}

/** @param writtenAt local `YYYY-MM-DDTHH:mm` @param spans of the recordings on the same clock, seconds; null where either is unknown */
export function againstRecordings(writtenAt: string, spans: readonly { readonly startS: number; readonly endS: number }[]): WrittenTime | null {
  const atS = localSeconds(writtenAt);
  if (atS === null || spans.length === 0) return null;
  const from = Math.min(...spans.map(({ startS }) => startS));
  const to = Math.max(...spans.map(({ endS }) => endS));
  if (atS < from) return { relation: 'before', byS: from - atS };
  return atS > to ? { relation: 'after', byS: atS - to } : { relation: 'during', byS: 0 };
}
