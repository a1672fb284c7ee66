/** Searches a transcript window by window and remembers each: the caller decides how much at a time, and a correction costs only what it touched. */
import type { CueMatcher } from './cue-matcher';
import { cuesInWindow, cueWindows, type CueHit, type CueWindow } from './cue-hits';
import type { Utterance } from './utterance';

export interface CuesSoFar {
  readonly hits: readonly CueHit[];
  /** Windows that were not searched yet, in order; `search` each. */
  readonly pending: readonly CueWindow[];
}

const same = (a: CueWindow, b: CueWindow): boolean => a.own === b.own && a.lines.length === b.lines.length && a.lines.every((line, at) => line === b.lines[at]);

/** Of one lexicon: another one needs another search. */
export class CueSearch {
  readonly #matcher: CueMatcher;
  /** By the window's first line; lines are never changed, so the same objects have the same cues. */
  readonly #searched = new WeakMap<Utterance, { readonly window: CueWindow; readonly hits: readonly CueHit[] }>();

  constructor(matcher: CueMatcher) {
    this.#matcher = matcher;
  }

  /** @param utterances of one recording, in any order */
  soFar(utterances: readonly Utterance[]): CuesSoFar {
    const hits: CueHit[] = [];
    const pending: CueWindow[] = [];
    for (const window of cueWindows(utterances)) {
      const known = this.#searched.get(window.lines[0]!);
      if (known !== undefined && same(known.window, window)) hits.push(...known.hits);
      else pending.push(window);
    }
    return { hits, pending };
  }

  /** Some tens of milliseconds for dense speech. */
  search(window: CueWindow): void {
    this.#searched.set(window.lines[0]!, { window, hits: cuesInWindow(window, this.#matcher) });
  }
}
