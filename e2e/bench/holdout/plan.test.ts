import { describe, expect, it } from 'vitest';
import { planned } from './plan';
import { Seeded } from './random';
import type { Take } from './take';

const take = (camera: string, over: Partial<Take> = {}): Take => ({ file: `${camera}.mp4`, camera, motion: 'walk', fromS: 0, toS: 14, fps: 25, width: 640, height: 360, sound: 'own',
  path: `/${camera}`, frames: 350, hasSound: true, ...over });
const LONG = [take('a'), take('b', { clock: true }), take('c', { hasSound: false }), take('d', { motion: 'static-quiet' }), take('e')];
const plan = (seed: number) => planned(LONG, [], [take('short', { frames: 80 })], [take('odd', { fps: null })], new Seeded(seed));

describe('the plan of a held-out corpus', () => {
  it('is the same for the same seed and another for another', () => {
    const said = (seed: number): string => plan(seed).map((clip) => `${clip.kind} ${clip.take.camera} ${clip.device.name} ${clip.seed}`).join('\n');
    expect(said(3)).toBe(said(3));
    expect(said(3)).not.toBe(said(4));
  });

  it('edits sound only where there is sound, and draws no second clock over a camera that has one', () => {
    const clips = plan(1);
    expect(clips.filter((clip) => clip.kind.startsWith('audio-')).every((clip) => clip.take.hasSound)).toBe(true);
    expect(clips.filter((clip) => clip.kind.startsWith('clock-cut')).some((clip) => clip.take.clock === true)).toBe(false);
  });

  it('freezes, slows and hastens nothing that stands still', () => {
    expect(plan(2).filter((clip) => ['freeze', 'speed-up', 'slow-down', 'dropped-frames'].includes(clip.kind)).some((clip) => clip.take.camera === 'd')).toBe(false);
  });

  it('takes foreign material from another camera', () => {
    expect(plan(5).every((clip) => clip.foreign.camera !== clip.take.camera)).toBe(true);
  });

  it('never edits what is too short for it', () => {
    expect(plan(6).filter((clip) => clip.take.camera === 'short').every((clip) => clip.kind === 'genuine')).toBe(true);
  });
});
