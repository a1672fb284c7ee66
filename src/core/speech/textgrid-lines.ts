/** Reads Praat TextGrid files, long and short form: each interval of each interval tier that has words. Source: Praat manual, "TextGrid file formats". */
import { usFromSeconds } from '../time';
import { line } from './subtitle-lines';
import type { ReadLines, SpokenLine } from './utterance';

/** Numbers and quoted strings in order; all else (names, indexes in brackets, flags) is decoration of the long form. */
function tokens(text: string): readonly (number | string)[] {
  const out: (number | string)[] = [];
  const pattern = /"((?:[^"]|"")*)"|\[[^\]]*\]|!.*|(?<![\w.])(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?![\w.])/gi;
  for (const match of text.matchAll(pattern)) {
    if (match[1] !== undefined) out.push(match[1].replaceAll('""', '"'));
    else if (match[2] !== undefined) out.push(Number(match[2]));
  }
  return out;
}

/** The tier's name is the speaker. null for what is no TextGrid or breaks off. */
export function readTextGrid(text: string): ReadLines | null {
  const all = tokens(text.replace(/^\uFEFF/, ''));
  const kind = all.indexOf('TextGrid');
  if (kind < 0) return null;
  let at = kind + 1;
  const number = (): number => { const value = all[at++]; return typeof value === 'number' ? value : Number.NaN; };
  const word = (): string => { const value = all[at++]; return typeof value === 'string' ? value : ''; };
  number();
  number();
  const tiers = number();
  const lines: SpokenLine[] = [];
  const turned: number[] = [];
  let entries = 0;
  for (let tier = 0; tier < tiers; tier++) {
    const isInterval = word() === 'IntervalTier';
    const name = word();
    number();
    number();
    const count = number();
    if (Number.isNaN(count)) return null;
    for (let i = 0; i < count; i++) {
      const from = number();
      const to = isInterval ? number() : from;
      const label = word();
      if (Number.isNaN(from) || Number.isNaN(to)) return null;
      entries++;
      if (to < from) turned.push(entries);
      lines.push(...line(usFromSeconds(from), usFromSeconds(Math.max(from, to)), label, name));
    }
  }
  return Number.isNaN(tiers) ? null : { lines: lines.sort((a, b) => a.startUs - b.startUs), unread: [], turned };
}
