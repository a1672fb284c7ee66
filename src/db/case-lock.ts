/** One tab writes to a case at a time: a Web Lock a case, and a channel on which another tab asks for it. */

export interface CaseLock {
  /** false: another tab holds it. Where the browser has no locks, always true. */
  acquire(caseId: string): Promise<boolean>;
  /** Asks the holder to finish its writes and let go, waits a moment, then takes the lock in any case. */
  takeOver(caseId: string): Promise<void>;
  /** Waits until nobody else holds it, then takes it; false where the waiting was given up (another case, or taken over by a click). */
  whenFree(caseId: string): Promise<boolean>;
  release(): void;
}

/** Time for the other tab to finish a write (measured: an append takes some milliseconds). */
const GRACE_MS = 600;

const lockName = (caseId: string): string => `zhijian-case-${caseId}`;

export class WebCaseLock implements CaseLock {
  readonly #channel: BroadcastChannel | null;
  readonly #onLost: () => void;
  /** Of the one request that waits in line. */
  #waiting: AbortController | null = null;
  #held: { readonly caseId: string; readonly letGo: () => void } | null = null;

  /** `onLost`: another tab has taken the case over. */
  constructor(onLost: () => void) {
    this.#onLost = onLost;
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('zhijian-case-lock');
    this.#channel?.addEventListener('message', (event: MessageEvent<{ readonly take?: string }>) => {
      if (this.#held !== null && event.data.take === this.#held.caseId) this.#lose();
    });
  }

  acquire(caseId: string): Promise<boolean> {
    return this.#request(caseId, { ifAvailable: true });
  }

  async takeOver(caseId: string): Promise<void> {
    this.#endWaiting();
    this.#channel?.postMessage({ take: caseId });
    const deadline = performance.now() + GRACE_MS;
    while (performance.now() < deadline) {
      if (await this.acquire(caseId)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.#request(caseId, { steal: true });
  }

  async whenFree(caseId: string): Promise<boolean> {
    this.#endWaiting();
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      return await this.#request(caseId, { signal: waiting.signal });
    } catch (thrown) {
      if (waiting.signal.aborted) return false;
      throw thrown;
    }
  }

  release(): void {
    this.#endWaiting();
    this.#letGo();
  }

  #endWaiting(): void {
    this.#waiting?.abort();
    this.#waiting = null;
  }

  #letGo(): void {
    const held = this.#held;
    this.#held = null;
    held?.letGo();
  }

  #lose(): void {
    this.#letGo();
    this.#onLost();
  }

  #request(caseId: string, options: LockOptions): Promise<boolean> {
    if (!('locks' in navigator)) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      navigator.locks.request(lockName(caseId), options, (lock) => {
        if (lock === null) {
          resolve(false);
          return undefined;
        }
        return new Promise<void>((letGo) => {
          this.#letGo();
          this.#held = { caseId, letGo };
          resolve(true);
        });
      }).catch((thrown: unknown) => {
        // A stolen lock rejects the holder's request.
        if (this.#held?.caseId === caseId && thrown instanceof DOMException && thrown.name === 'AbortError') this.#lose();
        else reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      });
    });
  }
}
