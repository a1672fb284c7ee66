/** Local times as ledgers write them, on the same scale as the times in device file names. */

const PATTERN = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** Seconds since 1970 as if local time were UTC; null for anything but a day with hours and minutes (a bare day settles no hours). */
export function localSeconds(written: string): number | null {
  const match = PATTERN.exec(written.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const seconds = Date.UTC(year, month - 1, day, hour, minute, Number.isNaN(second) ? 0 : second) / 1000;
  const back = new Date(seconds * 1000);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 ? seconds : null;
}

/** `YYYY-MM-DD HH:mm:ss`. */
export function localText(seconds: number): string {
  return new Date(Math.round(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The same day that many years later, as `YYYY-MM-DD`; 29 February becomes the 28th. */
export function yearsLater(seconds: number, years: number): string {
  const date = new Date(seconds * 1000);
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  const last = new Date(Date.UTC(date.getUTCFullYear() + years, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(date.getUTCFullYear() + years, month, Math.min(day, last))).toISOString().slice(0, 10);
}
