/** Several clocks in one picture: which is meant, by where it stands, and what they show where they disagree. */
import type { Box01, Evidence } from '../../core/finding';

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;
type Read = Extract<Evidence, { type: 'text' }> & { readonly box: Box01 };

/** A clock whose middle lies in this share of the picture stands in its middle, neither left nor right, neither above nor below. */
const MIDDLE_FROM = 0.4;
const MIDDLE_TO = 0.6;
/** Clocks that agree show the same second, or the next one. */
const AGREE_WITHIN_MS = 2_000;

const isRead = (one: Evidence): one is Read => one.type === 'text' && one.box !== undefined;
export const sameBox = (a: Box01, b: Box01): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

/** The places of the clocks that a finding quotes, each once. */
function clocksOf(evidence: readonly Evidence[]): readonly Box01[] {
  const boxes: Box01[] = [];
  for (const { box } of evidence.filter(isRead)) if (!boxes.some((known) => sameBox(known, box))) boxes.push(box);
  return boxes;
}

const third = (from: number, length: number): 0 | 1 | 2 => {
  const middle = from + length / 2;
  return middle < MIDDLE_FROM ? 0 : middle > MIDDLE_TO ? 2 : 1;
};
const PLACES = [['top_left', 'top', 'top_right'], ['left', 'middle', 'right'], ['bottom_left', 'bottom', 'bottom_right']] as const;

/** `upper left`, by where in the coded picture the clock stands; '' where the finding quotes only one clock, or none there. */
export function clockPlace(box: Box01 | undefined, evidence: readonly Evidence[], t: Translate): string {
  const clocks = clocksOf(evidence);
  if (box === undefined || clocks.length < 2) return '';
  const placeOf = ({ x, y, w, h }: Box01): string => PLACES[third(y, h)][third(x, w)];
  const place = placeOf(box);
  const alike = clocks.filter((other) => placeOf(other) === place);
  const name = t(`findings:clock_${place}`);
  return alike.length < 2 ? name : t('findings:clock_numbered', { place: name, number: alike.findIndex((other) => sameBox(other, box)) + 1 });
}

/** Year first, or day first as on many imported cameras. */
const YEAR_FIRST = /(\d{4})\D(\d{1,2})\D(\d{1,2})\D+(\d{1,2}:\d{2}:\d{2})/;
const DAY_FIRST = /(\d{1,2})\D(\d{1,2})\D(\d{4})\D+(\d{1,2}:\d{2}:\d{2})/;

/** NaN for a clock without its day: it cannot be held against another. */
function momentMs(text: string): number {
  const [, first, month, last, time] = YEAR_FIRST.exec(text) ?? DAY_FIRST.exec(text) ?? [];
  if (first === undefined) return NaN;
  const [year, day] = first.length === 4 ? [first, last!] : [last!, first];
  return Date.parse(`${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}T${time!.padStart(8, '0')}Z`);
}

/** How far a clock's reading is from the recording's own time. */
const offsetMs = ({ text, atUs }: Read): number => momentMs(text) - (atUs ?? 0) / 1000;

/** What each clock shows at one moment, where they show different times; null where one clock is quoted, or they agree. */
export function clocksDisagree(evidence: readonly Evidence[], t: Translate): string | null {
  const clocks = clocksOf(evidence);
  const reads = evidence.filter(isRead);
  // All on the same side of a jump, where each of them was read with its day.
  const sides = [...new Set(reads.map(({ label }) => label))].map((label) => clocks.flatMap((box) => reads.find((one) => one.label === label && sameBox(one.box, box) && !Number.isNaN(momentMs(one.text))) ?? []));
  const side = sides.find((read) => read.length === clocks.length);
  if (side === undefined || side.length < 2) return null;
  const offsets = side.map(offsetMs);
  if (Math.max(...offsets) - Math.min(...offsets) <= AGREE_WITHIN_MS) return null;
  return t('findings:clocks_disagree', { clocks: side.map((one) => t('findings:clock_reads', { place: clockPlace(one.box, evidence, t), text: one.text })).join(t('findings:list_gap')) });
}
