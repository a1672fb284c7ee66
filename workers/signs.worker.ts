/** Worker entry: text in the picture of a recording. */
import type { SignsWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { createPassControl } from '../src/engine/budget';
import { loadOcrEngine } from '../src/engine/ocr/load-ocr';
import { openRecording } from '../src/engine/open-recording';
import { readSigns } from '../src/engine/signs/read-signs';

const runs = new CancellableRuns();

const api: SignsWorkerApi = {
  read: (file, urls, from, onProgress, onPart) => runs.run(file.name, async (isCancelled) => {
    const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
    const index = await openRecording(file, spawnFfmpeg);
    const ocr = await loadOcrEngine();
    try {
      return await readSigns(index, file, ocr, spawnFfmpeg, from, createPassControl(isCancelled, (done, total) => onProgress(done / Math.max(1, total))), onPart);
    } finally {
      await ocr.close();
      index.close();
    }
  }),
};

serve(api);
