/** What all workers do alike: serve their calls with a heartbeat beside them, and run one cancellable job at a time to its outcome. */
import { expose } from 'comlink';
import { toWireError } from '../core/errors';
import type { Outcome } from '../core/result';
import { workCount } from '../core/work-count';
import { startHeartbeat } from './watchdog';

/** Answers the page's calls from now on. */
export function serve(api: object): void {
  expose(api);
  startHeartbeat((beat) => self.postMessage(beat), workCount);
}

/** The jobs of one worker, one after the other: cancelling speaks of the last begun, and a late loop of an earlier one never sees it. */
export class CancellableRuns {
  #current = { cancelled: false };

  /**
   * Whatever is thrown after a cancel is the cancel.
   * @param fileName named in the error
   * @param work is given the question whether this very run was cancelled
   */
  async run<T>(fileName: string, work: (isCancelled: () => boolean) => Promise<T>): Promise<Outcome<T>> {
    const run = { cancelled: false };
    this.#current = run;
    try {
      return { state: 'completed', value: await work(() => run.cancelled) };
    } catch (thrown) {
      const error = toWireError(thrown, fileName);
      return run.cancelled || error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
    }
  }

  cancel(): void {
    this.#current.cancelled = true;
  }
}
