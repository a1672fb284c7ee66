/** Previews go on being made while another recording is looked at: coming back finds them further on, not at the beginning. */
import type { Outcome } from '../core/result';
import type { ProxyMaker } from './playback-engine';

interface Making {
  readonly outcome: Promise<Outcome<Blob>>;
  readonly abort: AbortController;
  readonly listeners: Set<(ratio01: number) => void>;
  ratio01: number;
}

/** Each takes a worker with a decoder of its own: more at once would starve the analysis. */
const MOST_AT_ONCE = 2;

export class LastingProxies {
  readonly #making = new Map<string, Making>();

  /** `maker`, whose work outlasts whoever asked for it: its signal only ends the waiting. `key` tells the recording. */
  of(key: string, maker: ProxyMaker): ProxyMaker {
    return { make: (file, onProgress, signal) => this.#join(key, maker, file, onProgress, signal) };
  }

  /** Ends all that is being made. */
  dispose(): void {
    for (const { abort } of this.#making.values()) abort.abort();
    this.#making.clear();
  }

  #join(key: string, maker: ProxyMaker, file: File, onProgress: (ratio01: number) => void, signal: AbortSignal): Promise<Outcome<Blob>> {
    const making = this.#making.get(key) ?? this.#begin(key, maker, file);
    making.listeners.add(onProgress);
    onProgress(making.ratio01);
    return new Promise((resolve) => {
      const leave = (): void => {
        making.listeners.delete(onProgress);
        resolve({ state: 'cancelled' });
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      void making.outcome.then((outcome) => {
        signal.removeEventListener('abort', leave);
        making.listeners.delete(onProgress);
        resolve(outcome);
      });
    });
  }

  #begin(key: string, maker: ProxyMaker, file: File): Making {
    this.#makeRoom();
    const abort = new AbortController();
    const listeners = new Set<(ratio01: number) => void>();
    const making: Making = {
      abort, listeners, ratio01: 0,
      outcome: maker.make(file, (ratio01) => {
        making.ratio01 = ratio01;
        for (const listener of listeners) listener(ratio01);
      }, abort.signal).finally(() => {
        if (this.#making.get(key) === making) this.#making.delete(key);
      }),
    };
    this.#making.set(key, making);
    return making;
  }

  /** The oldest that nobody waits for gives way. */
  #makeRoom(): void {
    if (this.#making.size < MOST_AT_ONCE) return;
    for (const [key, { abort, listeners }] of this.#making) {
      if (listeners.size > 0) continue;
      abort.abort();
      this.#making.delete(key);
      return;
    }
  }
}
