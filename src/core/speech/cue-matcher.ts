/** The unit's lexicon made ready: every cue as written, and tolerant of what recognisers write in its place. */
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

/** Throws SyntaxError for a pattern that is no regular expression: `unitFaults` finds those before. */
export function compileCues(lexicon: Lexicon, soundsOf: SoundsOf): CueMatcher {
  const cues = Object.entries(lexicon.groups).flatMap(([group, { cues: patterns }]) => Object.entries(patterns).map(([cue, source]) => {
    const tree = readPattern(source);
    return { group, cue, exact: new RegExp(source, 'g'), tolerant: tree === null ? null : new TolerantPattern(tree, soundsOf, group === CAREFUL_GROUP) };
  }));
  return {
    match(text) {
      const input = { text, sounds: soundsOf(text) };
      return cues.flatMap(({ group, cue, exact, tolerant }) => {
        const hits: TextHit[] = [...text.matchAll(exact)].flatMap(({ index, 0: { length } }) => (length === 0 ? [] : [{ group, cue, start: index, end: index + length, substitutions: 0 }]));
        const written = [...hits];
        for (const { start, end, substitutions } of tolerant?.matches(input) ?? []) {
          if (!written.some((hit) => hit.start < end && start < hit.end)) hits.push({ group, cue, start, end, substitutions });
        }
        return hits;
      }).sort((a, b) => a.start - b.start || a.end - b.end);
    },
  };
}
