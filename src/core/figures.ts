/** How measured values are written: three significant digits from one up, two decimals below, with their unit. */
import { formatTimecode } from './time';

/** `6.10`, `0.94`, `12345`, `−48.2 dB`; a real minus sign, so that it is not read as a dash. */
export function formatFigure(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '—';
  const magnitude = Math.abs(value);
  const text = magnitude >= 1000 || Number.isInteger(value) ? String(Math.round(value)) : magnitude >= 1 ? value.toPrecision(3) : value.toFixed(decimals(magnitude));
  return text.replace('-', '−') + (unit === '' || unit === '%' ? unit : ` ${unit}`);
}

/** Units that are words; all others (dB, px …) are written as they are. */
const WORDED_UNITS: ReadonlySet<string> = new Set(['ratio', 'luma', 'ln', 'frames', 's', 'h', 'dBFS', 'times', 'bound', 'share', 'level', 'items', 'packets', 'places', 'readings', 'segments']);

/** A unit as the reader's language writes it. */
export function unitName(unit: string, t: (key: string) => string): string {
  return WORDED_UNITS.has(unit) ? t(`findings:unit_${unit}`) : unit;
}

/** Seconds where a value is a length of time: all are told in one unit, so that they can be held against each other; else null. */
export function lengthInSeconds(value: number, unit: string): number | null {
  if (unit === 's') return value;
  if (unit === 'ms') return value / 1000;
  return unit === 'h' && !Number.isInteger(value) ? value * 3600 : null;
}

type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A measured value with its unit as a person says it: lengths of time in words with their sign, shares in percent, all else as a figure. */
export function formatMeasured(value: number, unit: string, t: Words): string {
  if (!Number.isFinite(value)) return '—';
  const seconds = lengthInSeconds(value, unit);
  if (seconds !== null) return (seconds < 0 ? '−' : '') + formatSeconds(seconds, t);
  return unit === 'share' ? formatFigure(value * 100, '%') : formatFigure(value, unitName(unit, t));
}

/** Under a second, milliseconds where they say something: `0.04`, `0.033`. */
const underSecond = (size: number): string => size.toFixed(3).replace(/0$/, '');

/** A stretch of time in words, without its sign: `0.04 s`, `0.033 s`, `12.3 s`, `8 min 30 s`, `2 h 05 min`. */
export function formatSeconds(seconds: number, t: (key: string, values: Readonly<Record<string, string | number>>) => string): string {
  const size = Math.abs(seconds);
  if (size < 59.95) return t('findings:seconds', { s: size === 0 ? 0 : size < 0.9995 ? underSecond(size) : size < 10 ? size.toFixed(2) : size.toFixed(1) });
  const whole = Math.round(size);
  if (whole < 3600) return t('findings:minutes', { m: Math.floor(whole / 60), s: whole % 60 });
  if (whole < 86_400) return t('findings:hours', { h: Math.floor(whole / 3600), m: Math.floor(whole / 60) % 60, s: whole % 60 });
  return t('findings:days', { d: Math.floor(whole / 86_400), h: Math.floor(whole / 3600) % 24 });
}

/** Two places, more only where the first digits lie lower. */
function decimals(magnitude: number): number {
  return Math.min(8, Math.max(2, Math.ceil(-Math.log10(magnitude))));
}

/** `00:05.840`, from an hour on `01:00:05.840`: minutes always stand, so that no time is read as a count of seconds. */
export function formatShortTime(timeUs: number): string {
  const full = formatTimecode(Math.abs(timeUs));
  return (timeUs < 0 ? '−' : '') + (full.startsWith('00:') ? full.slice(3) : full);
}

/** Detector, metric and cause ids to message keys. */
export const keyPart = (id: string): string => id.replace(/[-/]/g, '_');
