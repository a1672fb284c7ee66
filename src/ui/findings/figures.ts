/** How measured values are written: three significant digits from one up, two decimals below, with their unit. */
import { formatTimecode } from '../../core/time';

/** `6.10`, `0.94`, `12345`, `−48.2 dB`; a real minus sign, so that it is not read as a dash. */
export function formatFigure(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '—';
  const magnitude = Math.abs(value);
  const text = magnitude >= 1000 || Number.isInteger(value) ? String(Math.round(value)) : magnitude >= 1 ? value.toPrecision(3) : value.toFixed(decimals(magnitude));
  return text.replace('-', '−') + (unit === '' || unit === '%' ? unit : ` ${unit}`);
}

/** Units that are words; all others (dB, ms, px …) are written as they are. */
const WORDED_UNITS: ReadonlySet<string> = new Set(['ratio', 'luma', 'ln', 'frames', 's', 'h', 'times', 'bound', 'correlation', 'share']);

/** A unit as the reader's language writes it. */
export function unitName(unit: string, t: (key: string) => string): string {
  return WORDED_UNITS.has(unit) ? t(`findings:unit_${unit}`) : unit;
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
