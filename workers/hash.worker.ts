/** Worker entry: SHA-256 and SM3 of whole files, streamed. */
import type { HashWorkerApi } from '../src/bridge/protocol';
import { CancellableRuns, serve } from '../src/bridge/worker-run';
import { toWireError } from '../src/core/errors';
import { fingerprintFile, hashFile } from '../src/engine/content-hash';

const runs = new CancellableRuns();

const api: HashWorkerApi = {
  async fingerprint(file) {
    try {
      return { state: 'completed', value: await fingerprintFile(file) };
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, file.name) };
    }
  },
  hash: (file, onProgress) => runs.run(file.name, (isCancelled) => hashFile(file, onProgress, isCancelled)),
  cancel: () => runs.cancel(),
};

serve(api);
