/** Worker entry: one ffmpeg.wasm instance that runs the commands it is sent, one after the other. */
import { FfmpegInstance } from '../src/engine/sources/ffmpeg-instance';
import type { FfmpegRequest } from '../src/engine/sources/ffmpeg-messages';

const instance = new FfmpegInstance((reply, transfer) => self.postMessage(reply, { transfer }));
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<FfmpegRequest>) => {
  queue = queue.then(() => instance.run(data));
};
