/** In a real browser: single pictures of long, open and gradually refreshed groups in a transport stream are those of a decode from the beginning. */
import { beforeAll, describe, expect, it } from 'vitest';
import { spawnWorker } from '../../bridge/spawn';
import { WORKER_URLS } from '../../bridge/worker-urls';
import { blobByteSource } from './byte-source';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';
import { createFrameAt } from './frame-at';
import type { MediaIndex } from './media-index';
import { openMediaIndex } from './open-media-index';

const [WIDTH, HEIGHT] = [192, 108];
const FRAMES = 150;
const PICTURE_BYTES = WIDTH * HEIGHT * 4;
/** Mean difference of RGB values that two decoders' colour conversions make. A picture of missing references differs by more. */
const SAME = 10;
const spawn = (): Worker => spawnWorker('ffmpeg', WORKER_URLS);

async function ffmpeg(file: File, args: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const runner = new FfmpegRunner(spawn);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const { exitCode, tail } = await runner.run({ file, args: [...args, FFMPEG_OUTPUT], onBytes: (bytes) => chunks.push(bytes) });
  runner.end();
  expect(exitCode, tail.join('\n')).toBe(0);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

interface Made { readonly file: File; readonly index: MediaIndex; readonly whole: Uint8Array }

/** A moving test picture in a transport stream, and all its pictures decoded from the beginning. */
async function made(name: string, coder: readonly string[]): Promise<Made> {
  const scene = ['-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=25`, '-frames:v', String(FRAMES), '-pix_fmt', 'yuv420p'];
  const file = new File([await ffmpeg(new File(['-'], 'none'), [...scene, ...coder, '-f', 'mpegts'])], name);
  const whole = await ffmpeg(file, ['-i', FFMPEG_INPUT, '-fps_mode', 'passthrough', '-pix_fmt', 'rgba', '-f', 'rawvideo']);
  return { file, index: await openMediaIndex(blobByteSource(file)), whole };
}

function difference(bitmap: ImageBitmap, whole: Uint8Array, ordinal: number): number {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  const from = ordinal * PICTURE_BYTES;
  let sum = 0;
  for (let i = 0; i < PICTURE_BYTES; i++) if (i % 4 !== 3) sum += Math.abs(data[i]! - whole[from + i]!);
  return sum / (WIDTH * HEIGHT * 3);
}

const AVC = (params: string): string[] => ['-c:v', 'libx264', '-preset', 'veryfast', '-x264-params', `scenecut=0:${params}`];
const STREAMS: readonly (readonly [string, readonly string[]])[] = [
  ['avc-long.ts', AVC('keyint=250')],
  ['avc-open.ts', AVC('keyint=50:open-gop=1:bframes=3')],
  ['avc-refresh.ts', AVC('keyint=50:intra-refresh=1')],
];

describe.each(STREAMS)('%s', (name, coder) => {
  let stream: Made;
  beforeAll(async () => { stream = await made(name, coder); }, 60_000);

  it('gives far from a keyframe, just before one and after it the picture of a decode from the beginning', async () => {
    const frames = createFrameAt(stream.index, stream.file, spawn);
    for (const ordinal of [100, 140, 47, 49, 50, 52, 0, 149]) {
      const bitmap = await frames.bitmap(ordinal, WIDTH);
      const differences = Array.from({ length: FRAMES }, (_, at) => (Math.abs(at - ordinal) > 3 ? Infinity : difference(bitmap, stream.whole, at)));
      expect(differences.indexOf(Math.min(...differences))).toBe(ordinal);
      expect(differences[ordinal], `picture ${ordinal}`).toBeLessThan(SAME);
      bitmap.close();
    }
    frames.close();
  }, 60_000);
});
