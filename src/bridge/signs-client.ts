/** Text in the picture from its worker: one recording at a time; ended by the signal, and the worker with it. */
import { proxy } from 'comlink';
import { toWireError } from '../core/errors';
import type { SignsService, SignsWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker } from './worker-handle';

export function createSignsClient(urls: WorkerUrls): SignsService {
  return {
    async read(file, from, onProgress, onPart, signal) {
      if (signal.aborted) return { state: 'cancelled' };
      const worker = startWorker<SignsWorkerApi>('signs', urls);
      const stop = (): void => worker.end();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await worker.call((api) => api.read(file, urls, from, proxy(onProgress), proxy(onPart)));
      } catch (thrown) {
        const error = toWireError(thrown, file.name);
        return error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
      } finally {
        signal.removeEventListener('abort', stop);
        worker.end();
      }
    },
  };
}
