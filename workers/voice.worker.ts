/** Worker entry: where a voice is heard in a recording. */
import type { VoiceWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { createPassControl } from '../src/engine/budget';
import { openRecording } from '../src/engine/open-recording';
import { findVoice } from '../src/engine/voice/find-voice';

const runs = new CancellableRuns();
const REPORT_EVERY_MS = 200;

const api: VoiceWorkerApi = {
  find: (file, urls, onProgress) => runs.run(file.name, async (isCancelled) => {
    const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
    let lastMs = -Infinity;
    const control = createPassControl(isCancelled, (done, total) => {
      const now = performance.now();
      if (now - lastMs < REPORT_EVERY_MS) return;
      lastMs = now;
      onProgress(total > 0 ? done / total : 0);
    });
    const index = await openRecording(file, spawnFfmpeg);
    try {
      return await findVoice(index, file, control, spawnFfmpeg);
    } finally {
      index.close();
    }
  }),
};

serve(api);
