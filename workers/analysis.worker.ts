/** Worker entry: opens a recording and runs the passes; sound and clock go to workers of their own. */
import { runPassLane } from '../src/bridge/pass-lane';
import type { AnalysisWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { openRecording } from '../src/engine/open-recording';
import { runPipeline } from '../src/engine/pipeline';
import { standardPasses } from '../src/engine/standard-passes';

const runs = new CancellableRuns();

const api: AnalysisWorkerApi = {
  run: ({ file, cached, barred, urls }, onEvent) => runs.run(file.name, async (isCancelled) => {
    let handled: unknown = null;
    const emit: typeof onEvent = (event) => { handled = onEvent(event); };
    const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
    const runners = standardPasses(spawnFfmpeg, (pass, input, emitPass, control) => runPassLane(
      { pass, file, bitstream: input.context.bitstream, urls }, emitPass, { isCancelled: () => control.cancelled, progress: control.progress }));
    const index = await openRecording(file, spawnFfmpeg);
    try {
      const { summary, video, audio, boxes, issues = [] } = index;
      emit({ type: 'summary', summary });
      emit({ type: 'packets', video, audio, boxes });
      for (const issue of issues) emit({ type: 'issue', issue });
      const done = await runPipeline({ index, file, runners, cached, barred, isCancelled }, {
        passStarted: (pass) => emit({ type: 'progress', progress: { pass, state: 'running', done: 0, total: 1, speed: null, leftMs: null } }),
        passEnded: ({ pass, state }) => emit({ type: 'progress', progress: { pass, state, done: 1, total: 1, speed: null, leftMs: 0 } }),
        progress: (reading) => emit({ type: 'progress', progress: { ...reading, state: 'running' } }),
        event: (_, event) => { if (event.type !== 'drafts' && event.type !== 'sound-trace') emit(event); },
        findings: (findings) => emit({ type: 'findings', findings }),
        finished: (result) => emit({ type: 'result', result }),
      });
      await handled;
      return { summary, ...done };
    } finally {
      index.close();
    }
  }),
  cancel: () => runs.cancel(),
};

serve(api);
