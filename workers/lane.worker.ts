/** Worker entry: one pass beside the picture, sound or clock. */
import { expose } from 'comlink';
import type { LaneWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { startHeartbeat } from '../src/bridge/watchdog';
import { toWireError } from '../src/core/errors';
import { workCount } from '../src/core/work-count';
import { createPassControl } from '../src/engine/budget';
import { openRecording } from '../src/engine/open-recording';
import { laneRunner } from '../src/engine/lane-pass-runners';
import { detectorContext } from '../src/engine/pass-runner';

/** Reports from here are throttled again by the pipeline; this only spares messages. */
const REPORT_EVERY_MS = 100;

/** Each run has its own: a late loop of a cancelled run never sees the next run's. */
let token = { cancelled: false };

const api: LaneWorkerApi = {
  async run({ pass, file, bitstream, urls }, onEvent) {
    const run = { cancelled: false };
    token = run;
    let handled: unknown = null;
    let lastReportMs = -Infinity;
    const emit: typeof onEvent = (event) => { handled = onEvent(event); };
    const control = createPassControl(() => run.cancelled, (done, total) => {
      const now = performance.now();
      if (now - lastReportMs < REPORT_EVERY_MS && done < total) return;
      lastReportMs = now;
      emit({ type: 'progress', done, total });
    });
    try {
      const index = await openRecording(file, () => spawnWorker('ffmpeg', urls));
      try {
        await laneRunner(pass, () => spawnWorker('ffmpeg', urls)).run({ index, file, context: detectorContext(index, bitstream), pictureEnded: Promise.resolve() }, emit, control);
      } finally {
        index.close();
      }
      await handled;
      return { state: 'completed', value: null };
    } catch (thrown) {
      const error = toWireError(thrown, file.name);
      return run.cancelled || error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
    }
  },
  cancel() {
    token.cancelled = true;
  },
};

expose(api);
startHeartbeat((beat) => self.postMessage(beat), workCount);
