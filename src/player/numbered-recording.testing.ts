/** A small recording of irregular rate for tests in a real browser: every frame carries its own number as bars. */
import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';
import type { MediaSummary } from '../core/recording';
import { us } from '../core/time';

export const WIDTH = 320;
export const HEIGHT = 180;
const BITS = 8;
/** Milliseconds between frames, as a camera in changing light gives them. */
const STEPS_MS = [40, 40, 33, 67, 40, 120, 20, 40, 40, 33];
export const COUNT = 60;

export const ptsMs = Array.from({ length: COUNT }, () => 0);
for (let i = 1; i < COUNT; i++) ptsMs[i] = ptsMs[i - 1]! + STEPS_MS[i % STEPS_MS.length]!;

/** Frame i shows its number as black and white bars, lowest bit first. */
export async function numberedRecording(): Promise<File> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d')!;
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec: 'vp8', bitrate: 2e6 });
  output.addVideoTrack(source);
  await output.start();
  for (let i = 0; i < COUNT; i++) {
    for (let bit = 0; bit < BITS; bit++) {
      context.fillStyle = (i >> bit) & 1 ? '#fff' : '#000';
      context.fillRect((bit * WIDTH) / BITS, 0, WIDTH / BITS, HEIGHT);
    }
    await source.add(ptsMs[i]! / 1000, ((ptsMs[i + 1] ?? ptsMs[i]! + 40) - ptsMs[i]!) / 1000);
  }
  await output.finalize();
  return new File([output.target.buffer!], 'numbered.webm', { type: 'video/webm' });
}

export function numberIn(picture: CanvasImageSource): number {
  const canvas = new OffscreenCanvas(BITS, 1);
  const context = canvas.getContext('2d')!;
  for (let bit = 0; bit < BITS; bit++) context.drawImage(picture, ((bit + 0.5) * WIDTH) / BITS - 4, 60, 8, 8, bit, 0, 1, 1);
  const { data } = context.getImageData(0, 0, BITS, 1);
  let number = 0;
  for (let bit = 0; bit < BITS; bit++) if (data[bit * 4]! > 127) number |= 1 << bit;
  return number;
}

export const summary = {
  fileName: 'numbered.webm', sizeBytes: 0, container: 'webm', index: 'mediabunny', durationUs: us((ptsMs.at(-1)! + 40) * 1000), startUs: us(0), audio: null, containerTime: null,
  video: { codec: 'vp8', codecString: 'vp8', width: WIDTH, height: HEIGHT, rotation: 0, timescale: 1000, packetCount: COUNT, averageFps: 21 },
} satisfies MediaSummary;
