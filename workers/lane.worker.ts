/** Worker entry: one pass beside the picture, sound or clock. */
import type { LaneWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { createPassControl } from '../src/engine/budget';
import { openRecording } from '../src/engine/open-recording';
import { laneRunner } from '../src/engine/lane-pass-runners';
import { detectorContext } from '../src/engine/pass-runner';

/** Reports from here are throttled again by the pipeline; this only spares messages. */
const REPORT_EVERY_MS = 100;

const runs = new CancellableRuns();

const api: LaneWorkerApi = {
  run: ({ pass, file, bitstream, urls }, onEvent) => runs.run(file.name, async (isCancelled) => {
    let handled: unknown = null;
    let lastReportMs = -Infinity;
    const emit: typeof onEvent = (event) => { handled = onEvent(event); };
    const control = createPassControl(isCancelled, (done, total) => {
      const now = performance.now();
      if (now - lastReportMs < REPORT_EVERY_MS && done < total) return;
      lastReportMs = now;
      emit({ type: 'progress', done, total });
    });
    const index = await openRecording(file, () => spawnWorker('ffmpeg', urls));
    try {
      await laneRunner(pass, () => spawnWorker('ffmpeg', urls)).run({ index, file, context: detectorContext(index, bitstream), pictureEnded: Promise.resolve() }, emit, control);
    } finally {
      index.close();
    }
    await handled;
    return null;
  }),
  cancel: () => runs.cancel(),
};

serve(api);
