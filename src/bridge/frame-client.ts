/** Exact pictures from the frames worker; a worker that crashes is replaced and its recordings are opened again. */
import { toWireError } from '../core/errors';
import type { MediaSummary } from '../core/recording';
import type { Outcome } from '../core/result';
import type { FrameService, FramesWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker, type WorkerHandle } from './worker-handle';

/** Owner calls `dispose`. */
export function createFrameClient(urls: WorkerUrls): FrameService {
  const files = new Map<string, File>();
  let worker: WorkerHandle<FramesWorkerApi> | null = null;
  /** Recordings opened in the running worker. */
  let opened = new Set<string>();

  const running = (): WorkerHandle<FramesWorkerApi> => {
    if (!worker || worker.gone) {
      worker = startWorker<FramesWorkerApi>('frames', urls);
      opened = new Set();
    }
    return worker;
  };
  const guarded = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await work();
    } catch (thrown) {
      const error = toWireError(thrown);
      return error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
    }
  };

  return {
    open: (recordingId, file) => guarded(async () => {
      files.set(recordingId, file);
      const outcome = await running().call<Outcome<MediaSummary>>((api) => api.open(recordingId, file, urls));
      if (outcome.state === 'completed') opened.add(recordingId);
      return outcome;
    }),
    frame: (recordingId, ordinal, maxSide) => guarded(async () => {
      const handle = running();
      const file = files.get(recordingId);
      if (file && !opened.has(recordingId)) {
        const again = await handle.call<Outcome<MediaSummary>>((api) => api.open(recordingId, file, urls));
        if (again.state !== 'completed') return again;
        opened.add(recordingId);
      }
      return handle.call<Outcome<ImageBitmap>>((api) => api.frame(recordingId, ordinal, maxSide));
    }),
    close(recordingId) {
      files.delete(recordingId);
      if (opened.delete(recordingId)) void worker?.call((api) => api.close(recordingId)).catch(() => undefined);
    },
    dispose() {
      worker?.end();
      worker = null;
      files.clear();
    },
  };
}
