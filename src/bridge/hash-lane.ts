/** The identity of a job's file, computed in the hash worker beside the analysis. */
import { proxy } from 'comlink';
import { AppError, toWireError, type WireError } from '../core/errors';
import type { FileHashes } from '../core/recording';
import type { Outcome } from '../core/result';
import type { ProgressFilter } from './progress-filter';
import type { HashWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker, type WorkerLane } from './worker-handle';

export interface HashedFile {
  readonly hashes: FileHashes;
  readonly ms: number;
}

export interface HashingFile {
  readonly fingerprint: Promise<Outcome<string>>;
  /** Starts the full hash. Never rejects. */
  hashes(isCancelled: () => boolean): Promise<Outcome<HashedFile>>;
}

/** The fingerprint alone, in a worker of its own; null where the file cannot be read. */
export async function fingerprintOf(file: File, urls: WorkerUrls): Promise<string | null> {
  const worker = startWorker<HashWorkerApi>('hash', urls);
  try {
    const outcome = await worker.call((api) => api.fingerprint(file));
    return outcome.state === 'completed' ? outcome.value : null;
  } catch {
    return null;
  } finally {
    worker.end();
  }
}

/** Of a small file, in a worker of its own; null where it cannot be read. */
export async function hashesOf(file: File, urls: WorkerUrls): Promise<FileHashes | null> {
  const worker = startWorker<HashWorkerApi>('hash', urls);
  try {
    const outcome = await worker.call((api) => api.hash(file, proxy(() => undefined)));
    return outcome.state === 'completed' ? outcome.value : null;
  } catch {
    return null;
  } finally {
    worker.end();
  }
}

const ATTEMPTS = 2;

/** One file is read at a time, however many jobs wait for their hash: two readers only slow a disk down. */
export type HashTurns = <T>(work: () => Promise<T>) => Promise<T>;

export function createHashTurns(): HashTurns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

export interface HashingDeps {
  readonly lane: WorkerLane<HashWorkerApi>;
  readonly turns: HashTurns;
  readonly progress: ProgressFilter;
  issue(error: WireError): void;
}

export function hashJobFile(file: File, { lane, turns, progress, issue }: HashingDeps): HashingFile {
  /** Tried again in a new worker when the first one crashed. */
  const attempt = async <T>(isCancelled: () => boolean, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    for (let n = 1; ; n++) {
      try {
        return await work();
      } catch (thrown) {
        if (isCancelled() || (thrown instanceof AppError && thrown.code === 'cancelled')) return { state: 'cancelled' };
        const error = toWireError(thrown, file.name);
        if (n === ATTEMPTS) return { state: 'failed', error };
        issue(error);
      }
    }
  };
  return {
    fingerprint: attempt(() => false, () => lane.get().call((api) => api.fingerprint(file))),
    hashes: (isCancelled) => turns(async () => {
      if (isCancelled()) return { state: 'cancelled' };
      const startedMs = performance.now();
      const report = (state: 'running' | 'done' | 'failed', done: number): void =>
        progress.report({ pass: 'hash', state, done, total: file.size, speed: null, leftMs: leftMs(done) });
      const leftMs = (done: number): number | null => (done === 0 ? null : ((performance.now() - startedMs) * (file.size - done)) / done);
      report('running', 0);
      const hashed = await attempt(isCancelled, () => lane.get().call((api) =>
        api.hash(file, proxy((done: number) => report('running', done)))));
      if (hashed.state !== 'completed') {
        if (hashed.state === 'failed') report('failed', 0);
        return hashed;
      }
      report('done', file.size);
      return { state: 'completed', value: { hashes: hashed.value, ms: performance.now() - startedMs } };
    }),
  };
}
