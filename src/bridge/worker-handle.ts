/** One running worker behind a typed comlink interface: its end or crash ends every call that waits for it. */
import { wrap } from 'comlink';
import { AppError } from '../core/errors';
import { noteWork } from '../core/work-count';
import { spawnWorker, type WorkerKind, type WorkerUrls } from './spawn';
import { heartbeatOf, PATIENCE, watch, type Patience, type Watchdog } from './watchdog';

/** The worker's functions as the other side sees them. (comlink's own type takes a union of outcomes apart.) */
export type RemoteApi<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Value ? (...args: Args) => Promise<Awaited<Value>> : never;
};

export interface WorkerHandle<Api> {
  /**
   * Settles as the work does; rejects with AppError `worker-crashed` (or `out-of-memory`) when the worker fails meanwhile,
   * or hangs (see `watchdog.ts`), `cancelled` when it was ended by `end`.
   */
  call<T>(work: (api: RemoteApi<Api>) => Promise<T>): Promise<T>;
  /** Whether it crashed or was ended: make a new one. */
  readonly gone: boolean;
  /** Terminates it at once, and with it the workers it started. */
  end(): void;
}

const OUT_OF_MEMORY = /out of memory|allocation failed|memory access out of bounds|could not allocate/i;

export function startWorker<Api>(kind: WorkerKind, urls: WorkerUrls, patience: Patience = PATIENCE): WorkerHandle<Api> {
  const worker = spawnWorker(kind, urls);
  const api = wrap<Api>(worker) as unknown as RemoteApi<Api>;
  let gone = false;
  /** Only while somebody waits: an idle worker owes nothing. */
  let watchdog: Watchdog | null = null;
  let calls = 0;
  let lose: (reason: AppError) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => { lose = reject; });
  // Nobody may be waiting when it goes.
  lost.catch(() => undefined);
  const leave = (reason: AppError): void => {
    if (gone) return;
    gone = true;
    watchdog?.stop();
    worker.terminate();
    lose(reason);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const detail = `${kind} worker: ${event.message || 'could not be started or was ended by the browser'}`;
    leave(new AppError(OUT_OF_MEMORY.test(detail) ? 'out-of-memory' : 'worker-crashed', detail));
  });
  worker.addEventListener('messageerror', () => leave(new AppError('worker-crashed', `${kind} worker sent what cannot be read`)));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const count = heartbeatOf(data);
    // What a worker does counts for the one that waits for it, too.
    if (count !== null && watchdog?.heard(count)) noteWork();
  });
  return {
    async call(work) {
      if (calls++ === 0 && !gone) watchdog = watch(patience, (detail) => leave(new AppError('worker-crashed', `${kind} worker: ${detail}`)));
      try {
        return await Promise.race([work(api), lost]);
      } finally {
        if (--calls === 0) watchdog?.stop();
      }
    },
    get gone() { return gone; },
    end: () => leave(new AppError('cancelled', `${kind} worker was ended`)),
  };
}

/** One worker of a kind at a time: made when first needed, and again after it went. */
export interface WorkerLane<Api> {
  get(): WorkerHandle<Api>;
  end(): void;
}

export function workerLane<Api>(kind: WorkerKind, urls: WorkerUrls): WorkerLane<Api> {
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
