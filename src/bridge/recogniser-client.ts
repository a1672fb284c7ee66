/** Speech recognition from its worker: one recording at a time; ended by the signal, and the worker with its model with it. */
import { proxy } from 'comlink';
import { toWireError } from '../core/errors';
import type { RecogniserService, RecogniserWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import type { Patience } from './watchdog';
import { startWorker } from './worker-handle';

/** A large model on a slow processor is busy for minutes with one window, and gives no sign meanwhile. */
const PATIENCE: Patience = { silentMs: 600_000, idleMs: 900_000 };

export function createRecogniserClient(urls: WorkerUrls): RecogniserService {
  return {
    async recognise(file, model, stretches, onEvent, signal) {
      if (signal.aborted) return { state: 'cancelled' };
      const worker = startWorker<RecogniserWorkerApi>('recogniser', urls, PATIENCE);
      const stop = (): void => worker.end();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await worker.call((api) => api.recognise(file, model, stretches, urls, proxy(onEvent)));
      } catch (thrown) {
        const error = toWireError(thrown, file.name);
        return error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error: error.code === 'out-of-memory' ? { ...error, code: 'model-too-large' } : error };
      } finally {
        signal.removeEventListener('abort', stop);
        worker.end();
      }
    },
  };
}
