/** One job at a time, in the order in which they were asked for; a job that fails never stops the ones behind it. */
import { toWireError } from '../core/errors';
import type { Outcome } from '../core/result';

export interface RunningJob<T> {
  readonly outcome: Promise<Outcome<T>>;
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

export function createJobQueue<T>(): JobQueue<T> {
  const waiting: Waiting<T>[] = [];
  let current: { readonly jobId: string; readonly running: RunningJob<T> } | null = null;

  const next = async (): Promise<void> => {
    if (current !== null) return;
    const job = waiting.shift();
    if (job === undefined) return;
    try {
      const running = job.begin();
      current = { jobId: job.jobId, running };
      job.settle(await running.outcome);
    } catch (thrown) {
      job.settle({ state: 'failed', error: toWireError(thrown, job.fileName) });
    }
    current = null;
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
      else if (current?.jobId === jobId) await current.running.cancel();
    },
    clear() {
      for (const job of waiting.splice(0)) job.settle({ state: 'cancelled' });
      void current?.running.cancel();
    },
  };
}
