/** Worker entry: what is said in a recording, by a model of the person's own. */
import type { RecogniserWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { createPassControl } from '../src/engine/budget';
import { openRecording } from '../src/engine/open-recording';
import { loadRecogniser, recogniseSpeech } from '../src/engine/recognise/recognise-speech';

const runs = new CancellableRuns();

const api: RecogniserWorkerApi = {
  recognise: (file, model, stretches, urls, onEvent) => runs.run(file.name, async (isCancelled) => {
    const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
    const recogniser = await loadRecogniser(model);
    onEvent({ type: 'loaded' });
    const control = createPassControl(isCancelled, (doneUs, totalUs) => onEvent({ type: 'progress', doneUs, totalUs }));
    const index = await openRecording(file, spawnFfmpeg);
    try {
      await recogniseSpeech(index, file, recogniser, stretches, control, spawnFfmpeg, (lines, span) => onEvent({ type: 'lines', lines, span }));
      return null;
    } finally {
      index.close();
    }
  }),
};

serve(api);
