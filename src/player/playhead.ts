/** Where the recording stands: a plain subscribable, so that canvases follow every frame without going through Svelte state. */
import { us, type TimeUs } from '../core/time';

export interface PlayheadState {
  /** Presentation time of the frame on screen (or of the target while a seek is under way). */
  readonly timeUs: TimeUs;
  /** Presentation ordinal of that frame; −1 where no packet table is known. */
  readonly ordinal: number;
  readonly playing: boolean;
  /** Media seconds per second. */
  readonly rate: number;
  /** true between a seek and the first frame that the browser reports for it. */
  readonly seeking: boolean;
}

export type PlayheadListener = (state: PlayheadState) => void;

export class Playhead {
  #state: PlayheadState = { timeUs: us(0), ordinal: -1, playing: false, rate: 1, seeking: false };
  readonly #listeners = new Set<PlayheadListener>();

  get state(): PlayheadState {
    return this.#state;
  }

  /** Calls back at once and then at every change. Returns the function that ends it. */
  subscribe(listener: PlayheadListener): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  /** Merges and tells the listeners, unless nothing changed. */
  update(change: Partial<PlayheadState>): void {
    const next = { ...this.#state, ...change };
    const before = this.#state;
    if (next.timeUs === before.timeUs && next.ordinal === before.ordinal && next.playing === before.playing
      && next.rate === before.rate && next.seeking === before.seeking) return;
    this.#state = next;
    for (const listener of this.#listeners) listener(next);
  }
}
