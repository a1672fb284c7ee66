/** Worker of the decode bench: one recording through one decoder, nothing else. */
import { createPassControl } from '../../../src/engine/budget';
import { openRecording } from '../../../src/engine/open-recording';
import { FFMPEG_INPUT } from '../../../src/engine/sources/ffmpeg-messages';
import { FfmpegRunner } from '../../../src/engine/sources/ffmpeg-runner';
import { decodeFrames } from '../../../src/engine/sources/frame-source';
import { chunkOf } from '../../../src/engine/sources/webcodecs-config';
import type { DecodeTask, DecodeTiming } from './decode-task';

/** Decode and copy into one buffer: what the browser can do at best, nothing brought down. */
async function bareWebCodecs(file: File): Promise<number> {
  const index = await openRecording(file, () => { throw new Error('no ffmpeg here'); });
  const packets = index.video!;
  const waiting: VideoFrame[] = [];
  let buffer = new Uint8Array(0);
  let frames = 0;
  const decoder = new VideoDecoder({ output: (frame) => waiting.push(frame), error: (error) => { throw error; } });
  decoder.configure(index.videoConfig!);
  const drain = async (): Promise<void> => {
    for (let frame = waiting.shift(); frame; frame = waiting.shift()) {
      if (buffer.length < frame.allocationSize()) buffer = new Uint8Array(frame.allocationSize());
      await frame.copyTo(buffer);
      frame.close();
      frames++;
    }
  };
  for (let packet = 0; packet < packets.count; packet++) {
    while (decoder.decodeQueueSize > 12 || waiting.length > 6) {
      await drain();
      if (decoder.decodeQueueSize > 12) await new Promise((resolve) => decoder.addEventListener('dequeue', resolve, { once: true }));
    }
    decoder.decode(chunkOf(packets, packet, await index.readPacket('video', packet), packet));
  }
  await decoder.flush();
  await drain();
  decoder.close();
  return frames;
}

async function run({ file, kind, ffmpegUrl, instances }: DecodeTask): Promise<number> {
  const spawnFfmpeg = (): Worker => new Worker(ffmpegUrl, { type: 'module' });
  if (kind === 'webcodecs-bare') return bareWebCodecs(file);
  if (kind === 'ffmpeg-bare') {
    const runner = new FfmpegRunner(spawnFfmpeg);
    const { exitCode } = await runner.run({ file, args: ['-nostats', '-i', FFMPEG_INPUT, '-map', '0:v:0', '-f', 'null', '-'] });
    runner.end();
    return exitCode === 0 ? 1 : 0;
  }
  const index = await openRecording(file, spawnFfmpeg);
  let frames = 0;
  const path = kind === 'small-ffmpeg' ? 'ffmpeg' as const : undefined;
  await decodeFrames(index, file, () => { frames++; }, createPassControl(() => false, () => undefined), {
    spawnFfmpeg, ...(path === undefined ? {} : { path }), ...(instances === undefined ? {} : { instances }),
  });
  return frames;
}

self.onmessage = async ({ data }: MessageEvent<DecodeTask>) => {
  const startedMs = performance.now();
  try {
    const frames = await run(data);
    self.postMessage({ ms: performance.now() - startedMs, frames, error: null } satisfies DecodeTiming);
  } catch (thrown) {
    self.postMessage({ ms: performance.now() - startedMs, frames: 0, error: String(thrown) } satisfies DecodeTiming);
  }
};
