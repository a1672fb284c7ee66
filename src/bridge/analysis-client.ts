/** AnalysisService over workers: a queue of jobs, one at a time, each with its hash beside it and its finished passes kept. */
import { toWireError } from '../core/errors';
import type { PassResultStore } from '../core/pass-result';
import type { Outcome } from '../core/result';
import { runAnalysisJob, type RunningJob } from './analysis-job';
import { createKeptResults } from './kept-results';
import type { AnalysisDone, AnalysisEvent, AnalysisJob, AnalysisService, AnalysisWorkerApi, HashWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker, type WorkerHandle } from './worker-handle';

export interface AnalysisClientOptions {
  readonly urls: WorkerUrls;
  /** null: nothing outlives the page. */
  readonly store: PassResultStore | null;
}

/** One worker of a kind, made when first needed and again after it went. */
export interface WorkerLane<Api> {
  get(): WorkerHandle<Api>;
  end(): void;
}

function lane<Api>(kind: 'analysis' | 'hash', urls: WorkerUrls): WorkerLane<Api> {
  let handle: WorkerHandle<Api> | null = null;
  return {
    get() {
      if (handle === null || handle.gone) handle = startWorker<Api>(kind, urls);
      return handle;
    },
    end() {
      handle?.end();
      handle = null;
    },
  };
}

interface QueuedJob {
  readonly job: AnalysisJob;
  readonly onEvent: (event: AnalysisEvent) => void;
  readonly settle: (outcome: Outcome<AnalysisDone>) => void;
}

/** The caller disposes it. A failing job never stops the ones behind it. */
export function createAnalysisClient({ urls, store }: AnalysisClientOptions): AnalysisService {
  const lanes = { analysis: lane<AnalysisWorkerApi>('analysis', urls), hash: lane<HashWorkerApi>('hash', urls), urls };
  const kept = createKeptResults(store);
  const queue: QueuedJob[] = [];
  let current: { readonly jobId: string; readonly running: RunningJob } | null = null;

  const next = async (): Promise<void> => {
    if (current !== null) return;
    const queued = queue.shift();
    if (queued === undefined) return;
    const running = runAnalysisJob(queued.job, queued.onEvent, lanes, kept);
    current = { jobId: queued.job.jobId, running };
    try {
      queued.settle(await running.outcome);
    } catch (thrown) {
      queued.settle({ state: 'failed', error: toWireError(thrown, queued.job.file.name) });
    }
    current = null;
    void next();
  };

  return {
    start: (job, onEvent) => new Promise((settle) => {
      queue.push({ job, onEvent, settle });
      void next();
    }),
    async cancel(jobId) {
      const at = queue.findIndex((queued) => queued.job.jobId === jobId);
      if (at >= 0) queue.splice(at, 1)[0]!.settle({ state: 'cancelled' });
      else if (current?.jobId === jobId) await current.running.cancel();
    },
    dispose() {
      for (const queued of queue.splice(0)) queued.settle({ state: 'cancelled' });
      void current?.running.cancel();
      lanes.analysis.end();
      lanes.hash.end();
    },
  };
}
