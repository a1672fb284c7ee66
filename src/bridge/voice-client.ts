/** Voice activity from its worker: one recording at a time; the worker goes when nobody waits, and its models with it. */
import { proxy } from 'comlink';
import { toWireError } from '../core/errors';
import { VOICE_VERSION } from '../core/voice';
import type { VoiceService, VoiceWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker } from './worker-handle';

export function createVoiceClient(urls: WorkerUrls): VoiceService {
  return {
    version: VOICE_VERSION,
    async find(file, onProgress, signal) {
      if (signal.aborted) return { state: 'cancelled' };
      const worker = startWorker<VoiceWorkerApi>('voice', urls);
      const stop = (): void => worker.end();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await worker.call((api) => api.find(file, urls, proxy(onProgress)));
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
