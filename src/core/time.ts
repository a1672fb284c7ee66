/** The product's unit of time: branded integer microseconds, and the display forms made from them. */

declare const timeUsBrand: unique symbol;

/** Integer microseconds on a recording's own presentation timeline (as in WebCodecs). May be negative for hidden lead-in. */
export type TimeUs = number & { readonly [timeUsBrand]: true };

/** Rounds to integer microseconds. Throws RangeError on NaN or infinity, which would poison every comparison after it. */
export function us(value: number): TimeUs {
  if (!Number.isFinite(value)) throw new RangeError(`not a time: ${value}`);
  return Math.round(value) as TimeUs;
}

/** Seconds to microseconds. */
export function usFromSeconds(seconds: number): TimeUs {
  return us(seconds * 1e6);
}

/** Exact ticks at a timescale (ticks per second) to the nearest microsecond. */
export function usFromTicks(ticks: number, timescale: number): TimeUs {
  return us((ticks / timescale) * 1e6);
}

/** Half-open span of presentation time: startUs ≤ t < endUs; a point has startUs === endUs. */
export interface SpanUs {
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** `hh:mm:ss.mmm`, truncated: what is typed back must lead to this frame, and a time rounded up may belong to the next one; a leading minus for negative times. */
export function formatTimecode(timeUs: number): string {
  const sign = timeUs < 0 ? '-' : '';
  const ms = Math.floor(Math.abs(timeUs) / 1000);
  return `${sign}${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
}
