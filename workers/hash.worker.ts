/** Worker entry: SHA-256 and SM3 of whole files, streamed. */
import { expose } from 'comlink';
import type { HashWorkerApi } from '../src/bridge/protocol';
import { startHeartbeat } from '../src/bridge/watchdog';
import { toWireError } from '../src/core/errors';
import { workCount } from '../src/core/work-count';
import { fingerprintFile, hashFile } from '../src/engine/content-hash';

/** Each run has its own: a late loop of a cancelled run never sees the next run's. */
let token = { cancelled: false };

const api: HashWorkerApi = {
  async fingerprint(file) {
    try {
      return { state: 'completed', value: await fingerprintFile(file) };
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, file.name) };
    }
  },
  async hash(file, onProgress) {
    const run = { cancelled: false };
    token = run;
    try {
      return { state: 'completed', value: await hashFile(file, onProgress, () => run.cancelled) };
    } catch (thrown) {
      const error = toWireError(thrown, file.name);
      return error.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error };
    }
  },
  cancel() {
    token.cancelled = true;
  },
};

expose(api);
startHeartbeat((beat) => self.postMessage(beat), workCount);
