/** Notices a worker that hangs without a word: its heartbeat stops, or goes on while nothing is being done. */

/** What a worker posts about once a second (see `beat`); not a comlink message. */
interface Heartbeat { readonly heartbeat: number }

const BEAT_EVERY_MS = 1000;
export const CHECK_EVERY_MS = 5000;

export interface Patience {
  /** Without any heartbeat: a loop that never yields. The longest honest stretch is a detector's end over hours of recording (seconds). */
  readonly silentMs: number;
  /** With heartbeats, but without any work: a decoder or a read that never answers. A far seek in a 4K file takes some seconds. */
  readonly idleMs: number;
}

/** A worker inside a worker is given up before the one around it, which waits for it. */
export const PATIENCE: Patience = { silentMs: 60_000, idleMs: 180_000 };
export const INNER_PATIENCE: Patience = { silentMs: 45_000, idleMs: 90_000 };

/** In a worker: tells the page for as long as it lives how much has been done. @param count grows with every step */
export function startHeartbeat(post: (beat: Heartbeat) => void, count: () => number): void {
  setInterval(() => post({ heartbeat: count() }), BEAT_EVERY_MS);
}

/** The count of a heartbeat; null for any other message. */
export function heartbeatOf(message: unknown): number | null {
  return typeof message === 'object' && message !== null && 'heartbeat' in message && typeof message.heartbeat === 'number' ? message.heartbeat : null;
}

export interface Watchdog {
  /** @returns whether work was done since the heartbeat before */
  heard(count: number): boolean;
  stop(): void;
}

/**
 * Counts its own checks instead of reading a clock: a page that sleeps (closed lid, frozen tab) checks nothing and so blames nobody.
 * @param onHung called once, with what was seen, for logs
 */
export function watch(patience: Patience, onHung: (detail: string) => void): Watchdog {
  let silentChecks = 0;
  let idleChecks = 0;
  let last = -1;
  const timer = setInterval(() => {
    silentChecks++;
    idleChecks++;
    const silent = silentChecks * CHECK_EVERY_MS > patience.silentMs;
    if (!silent && idleChecks * CHECK_EVERY_MS <= patience.idleMs) return;
    clearInterval(timer);
    onHung(silent ? `no sign of life for ${patience.silentMs / 1000} s` : `nothing was done for ${patience.idleMs / 1000} s`);
  }, CHECK_EVERY_MS);
  return {
    heard(count) {
      silentChecks = 0;
      if (count === last) return false;
      last = count;
      idleChecks = 0;
      return true;
    },
    stop: () => clearInterval(timer),
  };
}
