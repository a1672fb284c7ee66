/** Figures for people: durations, sizes, percent, dates, in the language shown. */

const two = (value: number): string => String(value).padStart(2, '0');

/** `mm:ss`, from an hour on `h:mm:ss`; rounded to the nearest second. */
export function formatDuration(durationUs: number): string {
  const seconds = Math.max(0, Math.round(durationUs / 1e6));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Time left, rounded up to seconds: `0:42`. */
export function formatLeft(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  return seconds >= 3600 ? formatDuration(seconds * 1e6) : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

export const formatPercent = (ratio01: number): string => `${Math.floor(ratio01 * 100)}%`;

/** Date and time of day with seconds: of what is recorded. */
export function formatMoment(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(atMs);
}

export function formatDateTime(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false }).format(atMs);
}
