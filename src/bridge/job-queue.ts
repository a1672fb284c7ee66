/** Jobs in the order in which they were asked for: the next starts when the one before frees the machine; one that fails never stops the others. */
import { toWireError } from '../core/errors';
import type { Outcome } from '../core/result';

export interface RunningJob<T> {
  readonly outcome: Promise<Outcome<T>>;
  /** Resolves when the next job may start although the outcome is not there yet. */
  readonly freed: Promise<void>;
  /** Resolves when the outcome is there. */
  cancel(): Promise<void>;
}

export interface JobQueue<T> {
  /** @param begin starts the job when its turn has come */
  add(jobId: string, fileName: string, begin: () => RunningJob<T>): Promise<Outcome<T>>;
  /** Waiting jobs are left out, the running one is cancelled; unknown ids are ignored. */
  cancel(jobId: string): Promise<void>;
  /** Cancels all. */
  clear(): void;
}

interface Waiting<T> {
  readonly jobId: string;
  readonly fileName: string;
  readonly begin: () => RunningJob<T>;
  readonly settle: (outcome: Outcome<T>) => void;
}

/** A job that only waits for its hash holds its results in memory: analysis runs ahead of hashing by no more than this. */
const MOST_OPEN = 3;

export function createJobQueue<T>(): JobQueue<T> {
  const waiting: Waiting<T>[] = [];
  const open = new Map<string, RunningJob<T>>();
  let busy = false;

  const next = async (): Promise<void> => {
    if (busy || open.size >= MOST_OPEN) return;
    const job = waiting.shift();
    if (job === undefined) return;
    const failed = (thrown: unknown): Outcome<T> => ({ state: 'failed', error: toWireError(thrown, job.fileName) });
    busy = true;
    try {
      const running = job.begin();
      open.set(job.jobId, running);
      const ended = running.outcome.catch(failed).then((outcome) => {
        open.delete(job.jobId);
        job.settle(outcome);
        void next();
      });
      await Promise.race([running.freed, ended]);
    } catch (thrown) {
      job.settle(failed(thrown));
    }
    busy = false;
    void next();
  };

  return {
    add: (jobId, fileName, begin) => new Promise((settle) => {
      waiting.push({ jobId, fileName, begin, settle });
      void next();
    }),
    async cancel(jobId) {
      const at = waiting.findIndex((job) => job.jobId === jobId);
      if (at >= 0) waiting.splice(at, 1)[0]!.settle({ state: 'cancelled' });
      else await open.get(jobId)?.cancel();
    },
    clear() {
      for (const job of waiting.splice(0)) job.settle({ state: 'cancelled' });
      for (const running of open.values()) void running.cancel();
    },
  };
}
