/** How far the clock on screen and the time in the container are apart, where both tell a day. */
import type { MediaSummary } from '../recording';
import type { ClockTrack } from '../tables';

/** Written by containers without a zone: taken as it stands. Seconds since 1970; null for none. */
function containerSeconds(written: string | null): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/.exec(written ?? '');
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, Number.isNaN(second) ? 0 : second) / 1000;
}

/**
 * Clock minus container, seconds; null where either is unknown. Devices write the container's time when they begin or when they end a file: the nearer of
 * the two counts, both as they stand and eight hours apart.
 */
export function clockMinusContainerS(clocks: readonly ClockTrack[], summary: Pick<MediaSummary, 'containerTime' | 'startUs' | 'durationUs'> | null): number | null {
  const container = containerSeconds(summary?.containerTime ?? null);
  const reading = clocks.find(({ dated }) => dated)?.readings.find(({ fits }) => fits);
  if (container === null || summary === null || reading === undefined) return null;
  const atStart = reading.clockS - (reading.atUs - summary.startUs) / 1e6 - container;
  const atEnd = atStart + summary.durationUs / 1e6;
  const plain = (seconds: number): number => Math.min(Math.abs(seconds), Math.abs(Math.abs(seconds) - 8 * 3600));
  return plain(atEnd) < plain(atStart) ? atEnd : atStart;
}
