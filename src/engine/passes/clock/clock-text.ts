/** Reads a line of on-screen text as a clock: date, time of day, or both, in the formats of cameras and with the usual misreadings. */

/** A calendar day as days since 1970-01-01. */
export type EpochDay = number;

export interface ClockText {
  /** Whole seconds since midnight; null for a line that carries a date only. */
  readonly secondOfDay: number | null;
  /** The day, or both days where day and month can be exchanged (3/4/2018); empty for a line without a date. */
  readonly days: readonly EpochDay[];
  /** true: written with AM or PM, or on 24 hours for certain (an hour above 12, or 0); false: 4:11:10 may be either. */
  readonly fullDay: boolean;
  /** Where the time of day stands in the text: index of its first character and of the one after its last. */
  readonly from: number;
  readonly to: number;
}

const YEAR = '(?<year>(?:19|20)\\d\\d)';
const MONTH = '(?<month>0[1-9]|1[0-2]|[1-9])';
const DAY = '(?<day>0[1-9]|[12]\\d|3[01]|[1-9])';
/** Year last: which of the two is the day shows only where one exceeds 12. */
const EITHER = (name: string): string => `(?<${name}>0[1-9]|[12]\\d|3[01]|[1-9])`;
const DATE_GAP = '\\s*[-/.,_年月:]\\s*';
/** Between date and time: nothing, blanks, a weekday in any language, the T of ISO 8601. */
const GAP = '[^\\d]{0,14}?';
const NOON = 'AM|PM|A\\.M\\.|P\\.M\\.|上午|下午';
const HOUR = '(?<hour>[01]\\d|2[0-3]|\\d)';
const LOOSE = "\\s*[:：;.,·'时点分]\\s*";
/** A fraction or a frame counter is passed over; digits that follow at once belong to the next text (an id). */
const TIME = (gap: string): string => `(?<noon>${NOON})?\\s*${HOUR}${gap}(?<minute>[0-5]\\d)${gap}(?<second>[0-5]\\d)(?:\\s*秒)?(?:[.:,]\\d{1,3}(?!\\d))?(?:\\s*(?<noonAfter>${NOON}))?`;
const STRICT = '\\s*[:：;时分]\\s*';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = `(?<name>${MONTH_NAMES.join('|')})[a-z]*`;

const DATES: readonly string[] = [
  `${YEAR}${DATE_GAP}${MONTH}${DATE_GAP}${DAY}\\s*日?`,
  `${EITHER('first')}${DATE_GAP}${EITHER('other')}${DATE_GAP}${YEAR}`,
  `${YEAR}(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])`,
  `${DAY}[-\\s.,]*${NAME}[-\\s.,]*${YEAR}`,
  `${NAME}[-\\s.,]*${DAY}[-\\s.,]+${YEAR}`,
  `(?<!\\d)(?<year>[0-3]\\d)[-/.年](?<month>0[1-9]|1[0-2])[-/.月](?<day>0[1-9]|[12]\\d|3[01])日?`,
];

/** Tried in order; the first that fits is it. */
const FORMATS: readonly RegExp[] = [
  ...DATES.map((date) => new RegExp(`${date}${GAP}(?<time>${TIME(LOOSE)})`, 'i')),
  // Date and time as one row of 14 digits, or parted once.
  new RegExp(`${YEAR}(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])[\\s_T-]*(?<time>(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?<second>[0-5]\\d))(?!\\d)`, 'i'),
  ...DATES.slice(0, 2).map((date) => new RegExp(`${date}\\D{0,14}?(?<time>(?<hour>[01]\\d|2[0-3])[:.]?(?<minute>[0-5]\\d)[:.]?(?<second>[0-5]\\d))(?!\\d)`, 'i')),
  ...DATES.map((date) => new RegExp(`(?<!\\d)(?<time>${TIME(STRICT)})[^\\d]{0,14}?${date}`, 'i')),
  new RegExp(`(?<!\\d)(?<time>${TIME(STRICT)})(?!\\d)`, 'i'),
  new RegExp(`(?<!\\d)(?<time>${TIME(STRICT)})(?![\\d:])`, 'i'),
  ...DATES.map((date) => new RegExp(`(?<![\\d.])${date}(?![\\d:])`, 'i')),
];

/** null where the text is no clock. Spaces may be missing; letters that look like digits are taken for them between digits. */
export function parseClockText(raw: string): ClockText | null {
  const text = likelyDigits(raw);
  for (const format of FORMATS) {
    const match = format.exec(text);
    if (!match) continue;
    const parts = match.groups!;
    const days = daysOf(parts);
    if (days === null) continue;
    const time = parts['time'];
    if (time === undefined) return { secondOfDay: null, days, fullDay: true, from: match.index, to: match.index + match[0].length };
    const clock = timeOf(parts);
    if (clock === null) continue;
    const from = match.index + match[0].lastIndexOf(time);
    return { ...clock, days, from, to: from + time.length };
  }
  return null;
}

const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', o: '0', Q: '0', D: '0', l: '1', I: '1', '|': '1', i: '1', S: '5', s: '5', B: '8', Z: '2', z: '2' };

/** One character for one, so that positions stay. */
function likelyDigits(raw: string): string {
  const digit = (at: number): boolean => /[\d:/]/.test(raw[at] ?? '');
  const letter = (at: number): boolean => /[A-Za-z]/.test(raw[at] ?? '') && LOOKALIKES[raw[at]!] === undefined;
  return [...raw.normalize('NFC')].map((char, at) => {
    const wide = char.charCodeAt(0);
    if (wide >= 0xff10 && wide <= 0xff19) return String.fromCharCode(wide - 0xfee0);
    const like = LOOKALIKES[char];
    if (like === undefined) return char;
    const beside = digit(at - 1) && (digit(at + 1) || at === raw.length - 1 || raw[at + 1] === ' ') || digit(at + 1) && (at === 0 || !letter(at - 1) && raw[at - 1] !== undefined && !/[A-Za-z]/.test(raw[at - 1]!));
    return beside ? like : char;
  }).join('');
}

function timeOf(parts: Record<string, string | undefined>): { secondOfDay: number; fullDay: boolean } | null {
  let hour = Number(parts['hour']);
  const noon = (parts['noon'] ?? parts['noonAfter'])?.toUpperCase().replaceAll('.', '');
  if (noon !== undefined) {
    if (hour > 12) return { secondOfDay: hour * 3600 + Number(parts['minute']) * 60 + Number(parts['second']), fullDay: true };
    hour = (hour % 12) + (noon === 'PM' || noon === '下午' ? 12 : 0);
  }
  const fullDay = noon !== undefined || hour > 12 || hour === 0;
  return { secondOfDay: hour * 3600 + Number(parts['minute']) * 60 + Number(parts['second']), fullDay };
}

/** Empty without a date; null where there is no such day. */
function daysOf(parts: Record<string, string | undefined>): readonly EpochDay[] | null {
  if (parts['year'] === undefined) return [];
  const year = Number(parts['year'].length === 2 ? `20${parts['year']}` : parts['year']);
  const name = parts['name'];
  const pairs: readonly (readonly [month: number, day: number])[] = parts['first'] !== undefined
    ? [[Number(parts['first']), Number(parts['other'])], [Number(parts['other']), Number(parts['first'])]]
    : [[name === undefined ? Number(parts['month']) : MONTH_NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1, Number(parts['day'])]];
  const days = pairs.flatMap(([month, day]) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? [date.getTime() / 86_400_000] : [];
  });
  return days.length === 0 ? null : [...new Set(days)];
}

/**
 * One day for several readings of one clock that may each be read two ways: the order of day and month under which most of
 * them agree with the first or follow it within a day. @param readings in order of time; returns null without any date
 */
export function agreedDay(readings: readonly (readonly EpochDay[])[]): EpochDay | null {
  const votes = new Map<EpochDay, number>();
  for (const days of readings) for (const day of days) votes.set(day, (votes.get(day) ?? 0) + 1);
  let best: EpochDay | null = null;
  for (const [day, count] of votes) {
    const near = count + 0.5 * ((votes.get(day + 1) ?? 0) + (votes.get(day - 1) ?? 0));
    if (best === null || near > (votes.get(best) ?? 0) + 0.5 * ((votes.get(best + 1) ?? 0) + (votes.get(best - 1) ?? 0))) best = day;
  }
  return best;
}
