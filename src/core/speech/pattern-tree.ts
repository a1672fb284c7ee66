/** The part of regular expressions that speech cues are written in, as a tree that a tolerant matcher can walk. */

export type PatternNode =
  | { readonly type: 'char'; readonly char: string }
  | { readonly type: 'any' }
  /** Listed characters may also be met by their sound, ranges only as written. */
  | { readonly type: 'class'; readonly chars: readonly string[]; readonly ranges: readonly (readonly [string, string])[]; readonly negated: boolean }
  | { readonly type: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly type: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly type: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }
  | { readonly type: 'ahead'; readonly part: PatternNode; readonly negated: boolean };

const QUANTIFIER = /^(?:([?*+])|\{(\d+)(?:(,)(\d*))?\})\??/;

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean { return this.#at >= this.#source.length; }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.done && !this.#sees('|') && !this.#sees(')')) parts.push(this.#quantified());
    return parts.length === 1 ? parts[0]! : { type: 'sequence', parts };
  }

  #quantified(): PatternNode {
    const part = this.#atom();
    const match = QUANTIFIER.exec(this.#source.slice(this.#at));
    if (match === null) return part;
    this.#at += match[0].length;
    const [, sign, least, comma, most] = match;
    if (sign !== undefined) return { type: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    return { type: 'repeat', part, min, max: comma === undefined ? min : most === '' ? Infinity : Number(most) };
  }

  #atom(): PatternNode {
    if (this.#take('(?!') || this.#take('(?=')) {
      const negated = this.#source[this.#at - 1] === '!';
      return { type: 'ahead', part: this.#group(), negated };
    }
    if (this.#take('(?:')) return this.#group();
    if (this.#sees('(?')) throw new SyntaxError('group');
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#take('.')) return { type: 'any' };
    const char = this.#source[this.#at++]!;
    if ('\\^$*+?{}'.includes(char)) throw new SyntaxError(char);
    return { type: 'char', char };
  }

  #group(): PatternNode {
    const part = this.choice();
    if (!this.#take(')')) throw new SyntaxError('open group');
    return part;
  }

  #class(): PatternNode {
    const negated = this.#take('^');
    const chars: string[] = [];
    const ranges: [string, string][] = [];
    while (!this.#take(']')) {
      if (this.done || this.#sees('\\')) throw new SyntaxError('class');
      const char = this.#source[this.#at++]!;
      if (this.#sees('-') && this.#source[this.#at + 1] !== ']') {
        this.#at++;
        ranges.push([char, this.#source[this.#at++]!]);
      } else {
        chars.push(char);
      }
    }
    return { type: 'class', chars, ranges, negated };
  }

  #sees(text: string): boolean { return this.#source.startsWith(text, this.#at); }
  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }
}

/** null for patterns that use more than literals, classes, groups, choices, repetitions and looking ahead: those are matched as written only. */
export function readPattern(source: string): PatternNode | null {
  const reader = new Reader(source);
  try {
    const tree = reader.choice();
    return reader.done ? tree : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
