/** From a recogniser's probabilities to text: greedy CTC decoding (Graves et al. 2006), over all characters or over a chosen few. */

/** Probabilities by time step (rows) and class (columns); class 0 is the blank. */
export interface CtcOutput {
  readonly steps: number;
  readonly classes: number;
  readonly probability: Float32Array;
}

export interface ReadCharacter {
  readonly char: string;
  /** 0 … 1. */
  readonly score01: number;
  /** Middle of the character across the crop, 0 … 1. */
  readonly x01: number;
}

export interface ReadText {
  readonly text: string;
  /** Mean over the characters; 0 for no text. */
  readonly score01: number;
  readonly characters: readonly ReadCharacter[];
}

const BLANK = 0;

/**
 * @param alphabet character of each class; class 0 (the blank) is not read
 * @param allowed classes to choose from beside the blank; null: all of them
 * @param width01 share of the steps that the text's crop fills (the rest is padding)
 */
export function decodeCtc(output: CtcOutput, alphabet: readonly string[], allowed: readonly number[] | null = null, width01 = 1): ReadText {
  const { steps, classes, probability } = output;
  const characters: { char: string; score01: number; first: number; last: number }[] = [];
  let before = BLANK;
  for (let step = 0; step < steps; step++) {
    const row = step * classes;
    let best = BLANK;
    let bestScore = probability[row];
    const consider = (at: number): void => {
      if (probability[row + at] > bestScore) {
        best = at;
        bestScore = probability[row + at];
      }
    };
    if (allowed === null) for (let at = 1; at < classes; at++) consider(at);
    else for (const at of allowed) consider(at);
    if (best !== BLANK && best === before) {
      const last = characters[characters.length - 1];
      last.last = step;
      last.score01 = Math.max(last.score01, bestScore);
    } else if (best !== BLANK) characters.push({ char: alphabet[best], score01: bestScore, first: step, last: step });
    before = best;
  }
  const read = characters.map(({ char, score01, first, last }) => ({ char, score01, x01: Math.min(1, ((first + last + 1) / 2 / steps) / width01) }));
  return {
    text: read.map(({ char }) => char).join(''),
    score01: read.length === 0 ? 0 : read.reduce((sum, { score01 }) => sum + score01, 0) / read.length,
    characters: read,
  };
}
