/** Playable previews of recordings that the browser cannot play: one worker a preview, ended to cancel it. */
import { proxy } from 'comlink';
import { toWireError } from '../core/errors';
import type { Outcome } from '../core/result';
import type { FramesWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker } from './worker-handle';

export interface ProxyClient {
  /**
   * A small MP4 with the recording's own times, kept by content: made once. It is a derived file, never evidence.
   * @param durationUs for progress (0…1); 0 where unknown
   */
  make(file: File, onProgress: (ratio01: number) => void, signal: AbortSignal, durationUs?: number): Promise<Outcome<Blob>>;
}

export function createProxyClient(urls: WorkerUrls): ProxyClient {
  return {
    async make(file, onProgress, signal, durationUs = 0) {
      if (signal.aborted) return { state: 'cancelled' };
      const worker = startWorker<FramesWorkerApi>('frames', urls);
      const abort = (): void => worker.end();
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await worker.call<Outcome<Blob>>((api) => api.proxy(file, durationUs, urls, proxy(onProgress)));
      } catch (thrown) {
        const error = toWireError(thrown, file.name);
        return error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
      } finally {
        signal.removeEventListener('abort', abort);
        worker.end();
      }
    },
  };
}
