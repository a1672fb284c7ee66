/** Exact pictures from the frames worker; a worker that crashes is replaced and its recordings are opened again. */
import { toWireError } from '../core/errors';
import type { MediaSummary } from '../core/recording';
import type { Outcome } from '../core/result';
import type { FrameService, FramesWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { startWorker, type WorkerHandle } from './worker-handle';

/** A recording as the running worker has it; player, inspector and those who keep pictures share it. */
interface Opened { readonly file: File; readonly outcome: Promise<Outcome<MediaSummary>> }

/** Owner calls `dispose`. */
export function createFrameClient(urls: WorkerUrls): FrameService {
  const files = new Map<string, File>();
  let worker: WorkerHandle<FramesWorkerApi> | null = null;
  let opened = new Map<string, Opened>();

  const running = (): WorkerHandle<FramesWorkerApi> => {
    if (!worker || worker.gone) {
      worker = startWorker<FramesWorkerApi>('frames', urls);
      opened = new Map();
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
  /** Opening again what is open would end what is being decoded for another who looks at it. */
  const openOnce = (recordingId: string, file: File): Promise<Outcome<MediaSummary>> => {
    const handle = running();
    const known = opened.get(recordingId);
    if (known?.file === file) return known.outcome;
    const mine: Opened = { file, outcome: handle.call<Outcome<MediaSummary>>((api) => api.open(recordingId, file, urls)) };
    opened.set(recordingId, mine);
    const forget = (): void => { if (opened.get(recordingId) === mine) opened.delete(recordingId); };
    mine.outcome.then((outcome) => { if (outcome.state !== 'completed') forget(); }, forget);
    return mine.outcome;
  };

  return {
    open: (recordingId, file) => guarded(() => {
      files.set(recordingId, file);
      return openOnce(recordingId, file);
    }),
    frame: (recordingId, ordinal, maxSide) => guarded(async () => {
      const file = files.get(recordingId);
      if (file) {
        const again = await openOnce(recordingId, file);
        if (again.state !== 'completed') return again;
      }
      const outcome = await running().call<Outcome<ImageBitmap>>((api) => api.frame(recordingId, ordinal, maxSide));
      return outcome.state === 'failed' && outcome.error.code === 'cancelled' ? { state: 'cancelled' } : outcome;
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
