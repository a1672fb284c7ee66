/** The tables of `npm run accuracy` as text: by kind, by motion, and beside what people use today. */
import type { Interval, Ratio, RateRow } from './intervals';

const percent = (ratio: Ratio): string => (ratio.of === 0 ? '–' : `${((100 * ratio.top) / ratio.of).toFixed(1)}%`);
const span = (interval: Interval | null): string => (interval === null ? '' : `${Math.round(100 * interval.low01)}–${Math.round(100 * interval.high01)}`);
const cell = (ratio: Ratio, interval: Interval | null): string => (ratio.of === 0 ? '–'.padStart(26) : `${`${ratio.top}/${ratio.of}`.padStart(8)} ${percent(ratio).padStart(7)} ${span(interval).padStart(9)}`);

/** @param baseline rows of the same names from the tool compared with; null = not measured */
export function rateTable(title: string, rows: readonly RateRow[], baseline: readonly RateRow[] | null): string {
  const other = new Map((baseline ?? []).map((row) => [row.name, row]));
  const head = `${title.padEnd(22)} clips cams ${'boundaries found, 95 %'.padStart(26)} ${'genuine clips clean, 95 %'.padStart(26)}${baseline === null ? '' : '   ffmpeg found   clean'}`;
  const lines = rows.map((row) => {
    const twin = other.get(row.name);
    const beside = baseline === null ? '' : `   ${(twin === undefined ? '–' : percent(twin.found)).padStart(12)} ${(twin === undefined ? '–' : percent(twin.clean)).padStart(7)}`;
    return `${row.name.padEnd(22)} ${String(row.clips).padStart(5)} ${String(row.cameras).padStart(4)} ${cell(row.found, row.foundInterval)} ${cell(row.clean, row.cleanInterval)}${beside}`;
  });
  return [head, ...lines].join('\n');
}

/** As published with the corpus (its README), not measured here: PySceneDetect, adaptive detector, defaults. */
export const QUOTED_PYSCENEDETECT = [
  'quoted from the corpus README, not measured here: PySceneDetect (adaptive, defaults)',
  '  tampered: recall .377, within 1 frame .270, explained .386, precision .566, F1 .453, genuine clips clean 85 %, 134 alarms a genuine hour',
  '  real:     recall .75,  within 1 frame .75,  explained .75,  precision .69,  F1 .72,  genuine clips clean 100 %, 0 alarms a genuine hour',
].join('\n');
