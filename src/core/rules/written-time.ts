/** A document's own time against the recordings': before, during or after them, and by how much. */
import { localSeconds } from './local-time';

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

/** `−0:30:00` for half an hour before the recordings, `+1:05:00` after them, `0` within. */
export function apartText({ relation, byS }: WrittenTime): string {
  if (relation === 'during') return '0';
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.round(byS);
  return `${relation === 'before' ? '−' : '+'}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
