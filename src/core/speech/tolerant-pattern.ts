/**
 * Finds a cue where a recogniser wrote other characters of the same sound, or once of nearly the same: syllables without tones, one edit apart;
 * or where it lost one character of a word or put one in.
 * A word that is wrong in more than half of its characters is another word.
 */
import type { PatternNode } from './pattern-tree';

/** Toneless syllable of each UTF-16 unit; units that are no Chinese characters give themselves. */
export type SoundsOf = (text: string) => readonly string[];

export interface SoundText {
  readonly text: string;
  readonly sounds: readonly string[];
}

export interface TolerantMatch {
  readonly start: number;
  readonly end: number;
  readonly substitutions: number;
}

/** More substitutions than this are no mishearing of one phrase. */
const MOST_SUBSTITUTIONS = 3;
/** A near sound needs this many characters around it that fit; so do phrases of which a false hit would hurt. */
const SURE_LITERALS = 3;
/** A lost or added character leaves less to go by: this many characters must be there, and in a phrase of which a false hit would hurt none may be lost or added. */
const EDITED_LITERALS = 5;
const EDITED_WORD_LITERALS = 2;

/** What was met on the way: literals, substitutions, near sounds and lost or added characters in all; literals, substitutions and edits of the word being read. */
interface Way { readonly at: number; readonly literals: number; readonly subs: number; readonly nears: number; readonly edits: number; readonly word: number; readonly wordSubs: number; readonly wordEdits: number }
type Next = (way: Way) => Way | null;
type Step = (input: SoundText, way: Way, budget: Budget, next: Next) => Way | null;
interface Budget { readonly subs: number; readonly nears: number; readonly edits: number }

/** Initials and finals that speakers and recognisers exchange: the list of fuzzy sounds that Chinese input methods offer. */
const FUZZY_INITIALS = [['zh', 'z'], ['ch', 'c'], ['sh', 's'], ['n', 'l'], ['f', 'h'], ['r', 'l']] as const;
const FUZZY_FINALS = [['ang', 'an'], ['eng', 'en'], ['ing', 'in']] as const;

const split = (syllable: string): readonly [string, string] => {
  const initial = /^(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?/.exec(syllable)?.[0] ?? '';
  return [initial, syllable.slice(initial.length)];
};
/** ian and iang, uan and uang go by their endings. */
const finalsNear = (a: string, b: string): boolean => FUZZY_FINALS.some(([x, y]) => (
  (a.endsWith(x) && b.endsWith(y) && a.slice(0, -x.length) === b.slice(0, -y.length)) || (b.endsWith(x) && a.endsWith(y) && b.slice(0, -x.length) === a.slice(0, -y.length))));

/** One edit of a syllable, and one that ears make: a fuzzy initial or a fuzzy final, not both. */
export function isNearSound(a: string, b: string): boolean {
  if (a === b) return false;
  const [[ai, af], [bi, bf]] = [split(a), split(b)];
  return af === bf ? FUZZY_INITIALS.some(([x, y]) => (ai === x && bi === y) || (ai === y && bi === x)) : ai === bi && finalsNear(af, bf);
}

/** Unified ideographs of the basic plane. */
const isHan = (char: string): boolean => char.charCodeAt(0) >= 0x3400 && char.charCodeAt(0) <= 0x9fff;

/** Each character stands between gaps in a word of its own until the next literal follows it at once. */
function literal(way: Way, sub: 0 | 1, near: 0 | 1): Way {
  return { ...way, at: way.at + 1, literals: way.literals + 1, subs: way.subs + sub, nears: way.nears + near, word: way.word + 1, wordSubs: way.wordSubs + sub };
}
/** The character that the pattern wants here was lost. */
const lost = (way: Way): Way => ({ ...way, subs: way.subs + 1, edits: way.edits + 1, word: way.word + 1, wordSubs: way.wordSubs + 1, wordEdits: way.wordEdits + 1 });
/** A character that the pattern does not know was put in. */
const added = (way: Way): Way => ({ ...way, at: way.at + 1, subs: way.subs + 1, edits: way.edits + 1, wordEdits: way.wordEdits + 1 });
/** A word that lost or gained a character is known by two others at least. */
const wordHolds = ({ word, wordSubs, wordEdits }: Way): boolean => wordSubs * 2 <= word && (wordEdits === 0 || word - wordSubs >= EDITED_WORD_LITERALS);
const gap = (way: Way): Way | null => (wordHolds(way) ? { ...way, at: way.at + 1, word: 0, wordSubs: 0, wordEdits: 0 } : null);

/** One of these characters, as written, by its sound, or nearly by its sound. */
function oneOf(chars: readonly string[], sounds: readonly string[]): Step {
  const exact = new Set(chars);
  const heard = new Set(chars.flatMap((char, i) => (isHan(char) ? [sounds[i]!] : [])));
  const here: Step = (input, way, budget, next) => {
    const char = input.text[way.at];
    if (char === undefined) return null;
    if (exact.has(char)) return next(literal(way, 0, 0));
    if (way.subs >= budget.subs || !isHan(char)) return null;
    const sound = input.sounds[way.at]!;
    if (heard.has(sound)) return next(literal(way, 1, 0));
    if (way.nears >= budget.nears) return null;
    for (const one of heard) if (isNearSound(one, sound)) return next(literal(way, 1, 1));
    return null;
  };
  return (input, way, budget, next) => {
    const end = here(input, way, budget, next);
    if (end !== null || way.edits >= budget.edits || way.subs >= budget.subs || way.word === 0) return end;
    return (isHan(input.text[way.at] ?? '') ? here(input, added(way), budget, next) : null) ?? next(lost(way));
  };
}

function compile(node: PatternNode, soundsOf: SoundsOf): Step {
  switch (node.type) {
    case 'char': return oneOf([node.char], soundsOf(node.char));
    case 'any': return (input, way, _, next) => { const on = way.at < input.text.length ? gap(way) : null; return on && next(on); };
    case 'class': {
      if (!node.negated && node.ranges.length === 0) return oneOf(node.chars, node.chars.map((char) => soundsOf(char)[0]!));
      const listed = (char: string): boolean => node.chars.includes(char) || node.ranges.some(([from, to]) => char >= from && char <= to);
      return (input, way, _, next) => {
        const char = input.text[way.at];
        const on = char !== undefined && listed(char) !== node.negated ? gap(way) : null;
        return on && next(on);
      };
    }
    case 'sequence': {
      const steps = node.parts.map((part) => compile(part, soundsOf));
      const from = (i: number): Step => (i === steps.length ? (_, way, __, next) => next(way) : (input, way, budget, next) => steps[i]!(input, way, budget, (on) => rest[i]!(input, on, budget, next)));
      const rest: Step[] = steps.map((_, i) => from(i + 1));
      return from(0);
    }
    case 'choice': {
      const options = node.options.map((option) => compile(option, soundsOf));
      return (input, way, budget, next) => {
        for (const option of options) { const end = option(input, way, budget, next); if (end !== null) return end; }
        return null;
      };
    }
    case 'repeat': {
      const step = compile(node.part, soundsOf);
      const more = (input: SoundText, way: Way, budget: Budget, next: Next, done: number): Way | null => {
        if (done < node.max) {
          const end = step(input, way, budget, (on) => (on.at === way.at ? null : more(input, on, budget, next, done + 1)));
          if (end !== null) return end;
        }
        return done >= node.min ? next(way) : null;
      };
      return (input, way, budget, next) => more(input, way, budget, next, 0);
    }
    case 'ahead': {
      const step = compile(node.part, soundsOf);
      // What must not follow must not be heard either.
      return (input, way, _, next) => ((step(input, way, { subs: way.subs + 2, nears: way.nears, edits: way.edits }, (on) => on) !== null) !== node.negated ? next(way) : null);
    }
  }
}

/** Characters with which a match can begin; null where it can begin with anything. */
function firstOf(node: PatternNode): { readonly chars: ReadonlySet<string>; readonly mayBeEmpty: boolean } | null {
  switch (node.type) {
    case 'char': return { chars: new Set([node.char]), mayBeEmpty: false };
    case 'any': return null;
    case 'class': return node.negated || node.ranges.length > 0 ? null : { chars: new Set(node.chars), mayBeEmpty: false };
    case 'ahead': return { chars: new Set(), mayBeEmpty: true };
    case 'repeat': { const first = firstOf(node.part); return first && { chars: first.chars, mayBeEmpty: first.mayBeEmpty || node.min === 0 }; }
    case 'choice': {
      const all = node.options.map(firstOf);
      return all.some((one) => one === null) ? null : { chars: new Set(all.flatMap((one) => [...one!.chars])), mayBeEmpty: all.some((one) => one!.mayBeEmpty) };
    }
    case 'sequence': {
      const chars = new Set<string>();
      for (const part of node.parts) {
        const first = firstOf(part);
        if (first === null) return null;
        for (const char of first.chars) chars.add(char);
        if (!first.mayBeEmpty) return { chars, mayBeEmpty: false };
      }
      return { chars, mayBeEmpty: true };
    }
  }
}

export class TolerantPattern {
  readonly #step: Step;
  readonly #first: ReadonlySet<string> | null;
  readonly #firstSounds: ReadonlySet<string>;
  /** Whether a match can begin with a sound, for the sounds met so far. */
  readonly #begins = new Map<string, boolean>();
  readonly #careful: boolean;

  /** @param careful whether a false hit would hurt: then no phrase of fewer than three characters is tolerated, and no character may be lost or added */
  constructor(tree: PatternNode, soundsOf: SoundsOf, careful: boolean) {
    this.#step = compile(tree, soundsOf);
    const first = firstOf(tree);
    this.#first = first === null || first.mayBeEmpty ? null : first.chars;
    this.#firstSounds = new Set([...(this.#first ?? [])].map((char) => soundsOf(char)[0]!));
    this.#careful = careful;
  }

  /** Matches with at least one substitution, the fewest possible each, without overlap. */
  matches(input: SoundText): readonly TolerantMatch[] {
    const out: TolerantMatch[] = [];
    for (let start = 0; start < input.text.length; start++) {
      const match = this.#canBegin(input, start) ? this.#at(input, start) : null;
      if (match === null) continue;
      out.push(match);
      start = match.end - 1;
    }
    return out;
  }

  #canBegin({ text, sounds }: SoundText, at: number): boolean {
    if (this.#first === null || this.#first.has(text[at]!)) return true;
    const sound = sounds[at]!;
    let begins = this.#begins.get(sound);
    if (begins === undefined) {
      begins = this.#firstSounds.has(sound) || [...this.#firstSounds].some((one) => isNearSound(one, sound));
      this.#begins.set(sound, begins);
    }
    return begins;
  }

  #at(input: SoundText, start: number): TolerantMatch | null {
    const begin: Way = { at: start, literals: 0, subs: 0, nears: 0, edits: 0, word: 0, wordSubs: 0, wordEdits: 0 };
    const within = (subs: number, nears: number, edits: number): Way | null => this.#step(input, begin, { subs, nears, edits }, (way) => (this.#holds(way) ? way : null));
    // Most places lead nowhere: the widest search says so at once, and only where it finds something is the best looked for.
    let end = within(MOST_SUBSTITUTIONS, 1, 0);
    for (let subs = 1; subs <= (end?.subs ?? 0); subs++) {
      const closer = within(subs, 0, 0) ?? within(subs, 1, 0);
      if (closer !== null) { end = closer; break; }
    }
    if (end === null && !this.#careful) end = within(1, 0, 1);
    return end && { start, end: end.at, substitutions: end.subs };
  }

  #holds(way: Way): boolean {
    const least = way.edits > 0 ? EDITED_LITERALS : way.nears > 0 || this.#careful ? SURE_LITERALS : 2;
    return way.subs > 0 && wordHolds(way) && way.literals >= least;
  }
}
