/** Worker entry: exact pictures of opened recordings, and playable previews of those that the browser cannot play. */
import { transfer } from 'comlink';
import type { FramesWorkerApi } from '../src/bridge/protocol';
import { spawnWorker } from '../src/bridge/spawn';
import { serve } from '../src/bridge/worker-run';
import { AppError, toWireError } from '../src/core/errors';
import { fingerprintFile } from '../src/engine/content-hash';
import { openRecording } from '../src/engine/open-recording';
import { createFrameAt, type FrameAt } from '../src/engine/sources/frame-at';
import { makeProxy, PROXY_VERSION } from '../src/engine/sources/ffmpeg-proxy';
import type { MediaIndex } from '../src/engine/sources/media-index';
import { createProxy, findProxy } from '../src/engine/sources/proxy-store';

const open = new Map<string, { index: MediaIndex; frames: FrameAt }>();
const close = (recordingId: string): void => {
  open.get(recordingId)?.frames.close();
  open.get(recordingId)?.index.close();
  open.delete(recordingId);
};

const api: FramesWorkerApi = {
  async open(recordingId, file, urls) {
    try {
      const spawnFfmpeg = (): Worker => spawnWorker('ffmpeg', urls);
      const index = await openRecording(file, spawnFfmpeg);
      close(recordingId);
      open.set(recordingId, { index, frames: createFrameAt(index, file, spawnFfmpeg) });
      return { state: 'completed', value: index.summary };
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, file.name) };
    }
  },
  async frame(recordingId, ordinal, maxSide) {
    try {
      const entry = open.get(recordingId);
      if (!entry) throw new AppError('internal', `recording ${recordingId} is not open for pictures`);
      const bitmap = await entry.frames.bitmap(ordinal, maxSide);
      return transfer({ state: 'completed', value: bitmap }, [bitmap]);
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown) };
    }
  },
  close,
  async proxy(file, durationUs, urls, onProgress) {
    try {
      const key = `${await fingerprintFile(file)}-v${PROXY_VERSION}`;
      const kept = await findProxy(key);
      if (kept) return { state: 'completed', value: kept };
      const target = await createProxy(key);
      try {
        await makeProxy({ file, durationUs }, target.write, (ratio01) => void onProgress(ratio01), () => spawnWorker('ffmpeg', urls));
      } catch (thrown) {
        await target.abandon();
        throw thrown;
      }
      return { state: 'completed', value: await target.commit() };
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, file.name) };
    }
  },
};

serve(api);
