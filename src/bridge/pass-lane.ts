/** A pass in a worker of its own (sound, clock), seen from the analysis worker: started, cancelled, and tried once more after a crash. */
import { proxy } from 'comlink';
import { AppError, toWireError } from '../core/errors';
import type { PassEvent } from '../core/pass-result';
import type { LaneRequest, LaneWorkerApi, LaneWorkerEvent } from './protocol';
import { INNER_PATIENCE } from './watchdog';
import { startWorker } from './worker-handle';

export interface PassLaneControl {
  isCancelled(): boolean;
  progress(done: number, total: number): void;
}

const ATTEMPTS = 2;
/** How soon a cancel reaches the worker; it ends at its own next yield. */
const CANCEL_POLL_MS = 30;
/** A loop that does not yield is not waited for; shorter than the grace of the worker around this one. */
const CANCEL_GRACE_MS = 80;

/** Resolves when the pass is done. Rejects with AppError: `cancelled`, what the pass failed of, or `worker-crashed` the second time. */
export async function runPassLane(request: LaneRequest, emit: (event: PassEvent) => void, control: PassLaneControl): Promise<void> {
  // A second attempt computes the same curves again: what was already passed on is left out.
  const sent = new Map<string, number>();
  for (let attempt = 1; ; attempt++) {
    const handle = startWorker<LaneWorkerApi>('lane', request.urls, INNER_PATIENCE);
    const seen = new Map<string, number>();
    const take = (event: LaneWorkerEvent): void => {
      if (handle.gone) return;
      if (event.type === 'progress') return control.progress(event.done, event.total);
      if (event.type !== 'metric') return emit(event);
      const { series } = event;
      const from = seen.get(series.id) ?? 0;
      const to = from + series.timeUs.length;
      seen.set(series.id, to);
      const skip = Math.max(0, (sent.get(series.id) ?? 0) - from);
      if (from + skip >= to) return;
      sent.set(series.id, to);
      emit(skip === 0 ? event : { type: 'metric', series: { ...series, timeUs: series.timeUs.slice(skip), value: series.value.slice(skip) } });
    };
    let cancelledAtMs: number | null = null;
    const poll = setInterval(() => {
      if (!control.isCancelled()) return;
      if (cancelledAtMs === null) {
        cancelledAtMs = performance.now();
        void handle.call((api) => api.cancel()).catch(() => undefined);
      } else if (performance.now() - cancelledAtMs > CANCEL_GRACE_MS) handle.end();
    }, CANCEL_POLL_MS);
    try {
      const outcome = await handle.call((api) => api.run(request, proxy(take)));
      if (outcome.state === 'completed') return;
      if (outcome.state === 'cancelled') throw new AppError('cancelled', `the ${request.pass} pass was cancelled`);
      const { code, detail, fileName } = outcome.error;
      throw new AppError(code, detail, fileName === undefined ? {} : { fileName });
    } catch (thrown) {
      if (!handle.gone || attempt === ATTEMPTS || control.isCancelled()) throw thrown;
      emit({ type: 'issue', issue: { ...toWireError(thrown, request.file.name), pass: request.pass } });
    } finally {
      clearInterval(poll);
      handle.end();
    }
  }
}
