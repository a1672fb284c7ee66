/** Text as the lexicon's patterns expect it, with the way back to the text as it was written. */

export interface NormalText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the index of the character in the source that it came from. */
  readonly origin: readonly number[];
}

/** Three characters that write a sound of hesitation, and the polite and the plain "you", as code points: words live in data. */
const FILLERS: ReadonlySet<number> = new Set([0x55ef, 0x5443, 0x5514]);
const POLITE_YOU = 0x60a8;
const YOU = 0x4f60;
const DROPPED = /[\s\p{P}\p{S}]/u;

/**
 * NFKC (full width to half, compatibility forms), no white space, punctuation, symbols or fillers, lower case. Traditional characters stay: they sound
 * the same, and the sound is compared where the writing differs.
 */
export function normalise(source: string): NormalText {
  let text = '';
  const origin: number[] = [];
  let at = 0;
  for (const char of source) {
    for (const unit of char.normalize('NFKC').toLowerCase()) {
      const code = unit.codePointAt(0)!;
      if (DROPPED.test(unit) || FILLERS.has(code)) continue;
      const kept = code === POLITE_YOU ? String.fromCodePoint(YOU) : unit;
      text += kept;
      for (let i = 0; i < kept.length; i++) origin.push(at);
    }
    at += char.length;
  }
  return { text, origin };
}
