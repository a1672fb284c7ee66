/** Reads SRT and WebVTT: blocks of a time line and text. */
import { us, type TimeUs } from '../time';
import type { ReadLines, SpokenLine } from './utterance';
import { beginsWithLabel } from './voice-labels';

const STAMP = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`;
const TIMES = new RegExp(`^\\s*${STAMP}\\s*-->\\s*${STAMP}`);
const VOICE = /<v(?:\.[^\s>]*)?\s+([^>]+)>/;

/** A row that stands where a time line stands, and tells no time that can be read. */
const isUnread = (rows: readonly string[], at: number): boolean => rows[at]!.includes('-->') && !TIMES.test(rows[at]!) && /^\s*\d*\s*$/.test(rows[at - 1] ?? '');

/** null where no block has a time line, so that the caller can say what is wrong. */
export function readSubtitles(text: string): ReadLines | null {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const unread = rows.flatMap((_, at) => (isUnread(rows, at) ? [at] : []));
  const starts = rows.flatMap((row, at) => (TIMES.test(row) ? [at] : []));
  if (starts.length === 0) return null;
  const turned: number[] = [];
  const lines = starts.flatMap((at) => {
    const match = TIMES.exec(rows[at]!)!;
    const until = Math.min(...[...starts, ...unread, rows.length].filter((one) => one > at));
    const blank = rows.findIndex((row, r) => r > at && row.trim() === '');
    const body = rows.slice(at + 1, blank < 0 ? until : Math.min(blank, until));
    // Without an empty row between, the next block's number is the last row of this one.
    if (until < rows.length && at + 1 + body.length === until && /^\d+$/.test(body.at(-1)?.trim() ?? '')) body.pop();
    const parts = inVoices(body);
    const [startUs, endUs] = [stamp(match, 1), stamp(match, 5)];
    if (endUs < startUs) turned.push(at + 1);
    return shared(startUs, us(Math.max(startUs, endUs)), parts.map((raw) => ({ text: raw.replace(/<[^>]*>/g, '').replace(/\{\\[^}]*\}/g, '').trim(), voice: VOICE.exec(raw)?.[1] ?? '' })));
  });
  return { lines, unread: unread.map((at) => at + 1), turned };
}

/** What each of several speakers says within one block: by voice tags, or by rows that all begin with a name. */
function inVoices(body: readonly string[]): readonly string[] {
  if (body.length > 1 && body.every(beginsWithLabel)) return body;
  return body.join(' ').split(/(?=<v[.\s])/).filter((part) => part.trim() !== '');
}

/** The time of a block shared as its characters are. */
function shared(startUs: TimeUs, endUs: TimeUs, parts: readonly { readonly text: string; readonly voice: string }[]): SpokenLine[] {
  const all = parts.reduce((sum, { text }) => sum + text.length, 0);
  let before = 0;
  return parts.flatMap(({ text, voice }) => {
    const at = (chars: number): TimeUs => us(startUs + ((endUs - startUs) * chars) / Math.max(1, all));
    const from = at(before);
    before += text.length;
    return line(from, before === all ? endUs : at(before), text, voice);
  });
}

/** No line where nothing is said. */
export function line(startUs: TimeUs, endUs: TimeUs, raw: string, voice: string): SpokenLine[] {
  const text = unescape(raw).replace(/\s+/g, ' ').trim();
  return text === '' ? [] : [{ startUs, endUs, text, voice: voice.trim() }];
}

function stamp(match: RegExpExecArray, from: number): TimeUs {
  const [hours, minutes, seconds] = [match[from] ?? '0', match[from + 1], match[from + 2]].map(Number) as [number, number, number];
  return us(((hours * 60 + minutes) * 60 + seconds) * 1e6 + Number(match[from + 3]!.padEnd(3, '0')) * 1000);
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '' };
const unescape = (text: string): string => text.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity);
