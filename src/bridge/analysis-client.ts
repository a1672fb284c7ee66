/** AnalysisService over workers: a queue of jobs, each with its hash beside it and its finished passes kept. */
import type { PassResultStore } from '../core/pass-result';
import { runAnalysisJob, type JobLanes } from './analysis-job';
import { createHashTurns } from './hash-lane';
import { createJobQueue } from './job-queue';
import { createKeptResults } from './kept-results';
import type { AnalysisDone, AnalysisService, AnalysisWorkerApi, HashWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { workerLane } from './worker-handle';

export interface AnalysisClientOptions {
  readonly urls: WorkerUrls;
  /** null: nothing outlives the page. */
  readonly store: PassResultStore | null;
}

/** The caller disposes it. */
export function createAnalysisClient({ urls, store }: AnalysisClientOptions): AnalysisService {
  const hashTurns = createHashTurns();
  // A job's workers are its own: ending them never touches a neighbour that still hashes.
  const lanes = (): JobLanes => ({ analysis: workerLane<AnalysisWorkerApi>('analysis', urls), hash: workerLane<HashWorkerApi>('hash', urls), hashTurns, urls });
  const kept = createKeptResults(store);
  const queue = createJobQueue<AnalysisDone>();
  return {
    start: (job, onEvent) => queue.add(job.jobId, job.file.name, () => runAnalysisJob(job, onEvent, lanes(), kept)),
    cancel: (jobId) => queue.cancel(jobId),
    dispose: () => queue.clear(),
  };
}
