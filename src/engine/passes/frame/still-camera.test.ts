/** The frame pass over drawn scenes of a camera that stands still: small movers that jump are found, what a fixed camera sees every day is not. */
import { describe, expect, it } from 'vitest';
import type { SmallFrame } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext } from '../../detector';
import { registeredFor } from '../../registry';
import { createFramePass } from './frame-pass';

const WIDTH = 320;
const HEIGHT = 180;
const FPS = 25;
const FRAMES = 160;

function random(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32 - 0.5;
}

/** Sensor noise of one grey level, luma × 16; each frame starts elsewhere in it. */
const NOISE = Float32Array.from({ length: 65521 }, (_, i) => 32 * random(i) + 0.5);

/** A yard: patches of grey, smooth at the scale of a pixel. */
const yard = Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const x = i % WIDTH;
  const y = Math.floor(i / WIDTH);
  return 110 + 25 * Math.sin(x / 9) * Math.cos(y / 13) + 15 * Math.sin((x + 2 * y) / 23) + 18 * Math.sin(x / 4.1 + y / 5.3);
});

type Sight = (luma: Float32Array, frame: number) => void;

function disc(luma: Float32Array, cx: number, cy: number, radius: number, level: number): void {
  for (let y = Math.max(0, Math.ceil(cy - radius)); y < Math.min(HEIGHT, cy + radius); y++) {
    for (let x = Math.max(0, Math.ceil(cx - radius)); x < Math.min(WIDTH, cx + radius); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2) luma[y * WIDTH + x] = level + 1.5 * (x - cx) + 12 * Math.sin((y - cy) / 2);
    }
  }
}

/** Five walkers that cross the yard; `at` maps the frame to the time of the scene. */
const walkers = (at: (frame: number) => number): Sight => (luma, frame) => {
  const t = at(frame) / FPS;
  for (let i = 0; i < 5; i++) disc(luma, 30 + 60 * i + 28 * Math.sin(0.9 * t + 1.7 * i), 40 + 24 * i + 14 * Math.cos(0.7 * t + i), 7 + i, 40 + 12 * i);
};

const CHROMA_CELLS = 20 * 12;
const chroma = (spread: number): Uint8Array => Uint8Array.from({ length: CHROMA_CELLS }, (_, i) => 128 + (i % 2 ? spread : -spread) / 2);

/** Frames at which a cut is told. */
function cutsIn(...sights: Sight[]): number[] {
  return cutsSeen(sights, () => 20);
}

/** @param colour distance of the two chroma halves of a frame's picture */
function cutsSeen(sights: readonly Sight[], colour: (frame: number) => number): number[] {
  const context = { media: { fileName: 'drawn.mp4', video: { width: WIDTH, height: HEIGHT }, audio: null } } as unknown as DetectorContext;
  const pass = createFramePass(context, registeredFor('frame'));
  const drafts = [];
  for (let frame = 0; frame < FRAMES; frame++) {
    const scene = yard.slice();
    for (const sight of sights) sight(scene, frame);
    const luma = new Uint16Array(scene.length);
    const shift = (frame * 7919) % NOISE.length;
    for (let i = 0; i < luma.length; i++) luma[i] = Math.max(0, Math.min(4080, 16 * scene[i] + NOISE[(i + shift) % NOISE.length]));
    const small: SmallFrame = { ordinal: frame, ptsUs: us((frame * 1e6) / FPS), key: frame % 50 === 0, width: WIDTH, height: HEIGHT, luma, cb: chroma(colour(frame)), cr: chroma(-colour(frame)) };
    drafts.push(...pass.push(small));
  }
  drafts.push(...pass.finish());
  return drafts.filter((draft) => draft.standsAlone && draft.kind === 'cut').map((draft) => Math.round((draft.startUs / 1e6) * FPS));
}

const onward = (frame: number): number => frame;
const without = (frames: number, at: number) => (frame: number): number => frame + (frame < at ? 0 : frames);

describe('frame pass over a still camera', () => {
  it('finds a second removed where only a few small figures move', () => {
    expect(cutsIn(walkers(without(25, 90)))).toEqual([90]);
  });

  it('finds it in the noise of a busy background as well', () => {
    const leaves: Sight = (luma, frame) => { for (let i = 0; i < 8; i++) disc(luma, 20 + 38 * i + 2 * Math.sin(frame / 3 + i), 12 + 1.5 * Math.cos(frame / 2 + 2 * i), 6, 90); };
    expect(cutsIn(leaves, walkers(without(35, 90)))).toEqual([90]);
  });

  it('says nothing of the scene as it is', () => {
    expect(cutsIn(walkers(onward))).toEqual([]);
  });

  it('lets someone pass close to the lens', () => {
    expect(cutsIn(walkers(onward), (luma, frame) => disc(luma, -150 + 9 * (frame - 50), 90, 95, 60))).toEqual([]);
  });

  it('lets a hand cover the lens and leave again', () => {
    expect(cutsIn(walkers(onward), (luma, frame) => { if (frame > 60 && frame < 86) disc(luma, 160, 90, 40 * Math.min(frame - 60, 86 - frame), 25); })).toEqual([]);
  });

  it('lets a wiper sweep again and again', () => {
    expect(cutsIn(walkers(onward), (luma, frame) => {
      const phase = frame % 33.3;
      if (phase < 12) for (let r = 10; r < 170; r += 4) disc(luma, 160 + r * Math.cos(Math.PI * phase / 12), 178 - r * Math.sin(Math.PI * phase / 12), 5, 15);
    })).toEqual([]);
  });

  it('lets the lamp of a police car flash', () => {
    expect(cutsIn(walkers(onward), (luma, frame) => {
      if (frame % 12 < 4) for (let i = 0; i < luma.length; i++) luma[i] += 30 * Math.exp(-(((i % WIDTH) - 220) ** 2) / 6000);
    })).toEqual([]);
  });

  it('lets exposure step down and stay', () => {
    expect(cutsIn(walkers(onward), (luma, frame) => { if (frame >= 80) for (let i = 0; i < luma.length; i++) luma[i] *= 0.8; })).toEqual([]);
  });

  it('lets the camera switch to night mode', () => {
    const infrared: Sight = (luma, frame) => { if (frame >= 80) for (let i = 0; i < luma.length; i++) luma[i] = 0.75 * luma[i] + 12 * Math.sin((i % WIDTH) / 30); };
    expect(cutsSeen([walkers(onward), infrared], (frame) => (frame < 80 ? 20 : 0))).toEqual([]);
  });
});
