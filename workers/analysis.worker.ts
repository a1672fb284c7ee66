/** Worker entry: opens a recording and runs the passes; sound and clock go to workers of their own. */
import { expose } from 'comlink';
import { runPassLane } from '../src/bridge/pass-lane';
import type { AnalysisWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { startHeartbeat } from '../src/bridge/watchdog';
import { toWireError } from '../src/core/errors';
import { workCount } from '../src/core/work-count';
import { openRecording } from '../src/engine/open-recording';
import { runPipeline } from '../src/engine/pipeline';
import { standardPasses } from '../src/engine/standard-passes';

/** Each run has its own: a late loop of a cancelled run never sees the next run's. */
let token = { cancelled: false };

const api: AnalysisWorkerApi = {
  async run({ file, cached, barred, urls }, onEvent) {
    const run = { cancelled: false };
    token = run;
    let handled: unknown = null;
    const emit: typeof onEvent = (event) => { handled = onEvent(event); };
    const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
    const runners = standardPasses(spawnFfmpeg, (pass, input, emitPass, control) => runPassLane(
      { pass, file, bitstream: input.context.bitstream, urls }, emitPass, { isCancelled: () => control.cancelled, progress: control.progress }));
    try {
      const index = await openRecording(file, spawnFfmpeg);
      const { summary, video, audio, boxes, issues = [] } = index;
      emit({ type: 'summary', summary });
      emit({ type: 'packets', video, audio, boxes });
      for (const issue of issues) emit({ type: 'issue', issue });
      try {
        const done = await runPipeline({ index, file, runners, cached, barred, isCancelled: () => run.cancelled }, {
          passStarted: (pass) => emit({ type: 'progress', progress: { pass, state: 'running', done: 0, total: 1, speed: null, leftMs: null } }),
          passEnded: ({ pass, state }) => emit({ type: 'progress', progress: { pass, state, done: 1, total: 1, speed: null, leftMs: 0 } }),
          progress: (reading) => emit({ type: 'progress', progress: { ...reading, state: 'running' } }),
          event: (_, event) => { if (event.type !== 'drafts' && event.type !== 'sound-trace') emit(event); },
          findings: (findings) => emit({ type: 'findings', findings }),
          finished: (result) => emit({ type: 'result', result }),
        });
        await handled;
        return { state: 'completed', value: { summary, ...done } };
      } finally {
        index.close();
      }
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
