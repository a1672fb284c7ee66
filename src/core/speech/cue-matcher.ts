/** The unit's lexicon made ready: every cue as written, and tolerant of what recognisers write in its place; not where its context says that it means something else. */
import type { Lexicon } from '../unit/unit-settings';
import { readPattern } from './pattern-tree';
import { TolerantPattern, type SoundsOf } from './tolerant-pattern';

/** A cue in a normalised text; half-open, in UTF-16 units. */
export interface TextHit {
  readonly group: string;
  readonly cue: string;
  readonly start: number;
  readonly end: number;
  /** Characters that are others than the cue's, of the same or nearly the same sound; 0: as written. */
  readonly substitutions: number;
}

/** Reproach needs more certainty than a duty done. */
const CAREFUL_GROUP = 'bad';

export interface CueMatcher {
  /** @param text normalised (`normalise`) */
  match(text: string): readonly TextHit[];
}

interface Stretch { readonly start: number; readonly end: number }

const touches = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end;

/** Where a pattern stands in the text, without overlap; what touches one of `barred` is passed over, and the search goes on behind it. */
function written(pattern: RegExp, text: string, barred: readonly Stretch[]): readonly Stretch[] {
  const out: Stretch[] = [];
  const from = new RegExp(pattern);
  for (let match = from.exec(text); match !== null; match = from.exec(text)) {
    const found = { start: match.index, end: match.index + match[0].length };
    const bar = barred.find((one) => touches(one, found));
    if (match[0] !== '' && bar === undefined) out.push(found);
    from.lastIndex = bar === undefined ? Math.max(found.end, found.start + 1) : Math.max(bar.end, found.start + 1);
  }
  return out;
}

/** Throws SyntaxError for a pattern that is no regular expression: `unitFaults` finds those before. */
export function compileCues(lexicon: Lexicon, soundsOf: SoundsOf): CueMatcher {
  const cues = Object.entries(lexicon.groups).flatMap(([group, { cues: patterns, unless }]) => Object.entries(patterns).map(([cue, source]) => {
    const tree = readPattern(source);
    const context = unless?.[cue];
    return { group, cue, exact: new RegExp(source, 'g'), context: context === undefined ? null : new RegExp(context, 'g'), tolerant: tree === null ? null : new TolerantPattern(tree, soundsOf, group === CAREFUL_GROUP) };
  }));
  return {
    match(text) {
      const input = { text, sounds: soundsOf(text) };
      return cues.flatMap(({ group, cue, exact, context, tolerant }): TextHit[] => {
        const barred = context === null ? [] : written(context, text, []);
        const plain = written(exact, text, barred);
        const heard = (tolerant?.matches(input) ?? []).filter((one) => ![...plain, ...barred].some((other) => touches(one, other)));
        return [...plain.map((one) => ({ group, cue, ...one, substitutions: 0 })), ...heard.map(({ start, end, substitutions }) => ({ group, cue, start, end, substitutions }))];
      }).sort((a, b) => a.start - b.start || a.end - b.end);
    },
  };
}
