import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../core/finding';
import { createAudioPass } from '../../passes/audio/audio-pass';
import { madePackets, steady } from '../../testing/made-tables';
import { blocksOf, contextOfSound, joined, RATE, room, talk } from './made-sound.testing';
import { shortSoundDetector } from './short-sound.detector';

/** Speech before an engine, quiet enough that a join in it does not stand out by itself. */
const scene = (seconds: number, seed: number): Float32Array => {
  const out = room(seconds, seed, { pole: 0.97 });
  for (let i = 0; i < out.length; i++) out[i]! += 0.1 * Math.sin((2 * Math.PI * 87.3 * i) / RATE) + 0.06 * Math.sin((2 * Math.PI * 231.9 * i) / RATE);
  return talk(out, seed + 1, { loudness: 0.02 });
};

/** @param pictureSeconds what the picture's packets last; the sound's last as long as the samples do @param gapS without a picture, from its middle on */
function found(sound: Float32Array, pictureSeconds: number, blockSamples = 1024, gapS = 0): FindingDraft[] {
  const context = {
    ...contextOfSound(),
    media: { ...contextOfSound().media, startUs: 0, video: {} },
    video: madePackets({ ptsMs: steady(Math.round(pictureSeconds * 25)).map((ms) => (ms < pictureSeconds * 500 ? ms : ms + 1000 * gapS)), ...(gapS > 0 ? { durationMs: 0 } : {}) }),
    audio: madePackets({ ptsMs: steady(Math.round((sound.length / RATE) * 20), 50), durationMs: 50, track: 'audio', gop: 1 }),
  } as never;
  const pass = createAudioPass(context, [shortSoundDetector]);
  return [...blocksOf(sound, { blockSamples }).flatMap((block) => pass.push(block)), ...pass.finish()];
}

const cut = (sound: Float32Array, fromS: number, toS: number): Float32Array => joined(sound.slice(0, fromS * RATE), sound.slice(Math.round(toS * RATE)));

describe('short sound', () => {
  it('places the missing piece where the sound was joined, and says how much is missing', () => {
    const [draft, ...more] = found(cut(scene(14, 1), 5, 6.4037), 14);
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'audio-cut', group: 'A', standsAlone: true, hard: false });
    expect(draft!.startUs / 1e6).toBeCloseTo(5, 2);
    expect(draft!.evidence[0]).toMatchObject({ metric: 'sound-missing', unit: 's' });
    expect((draft!.evidence[0] as { value: number }).value).toBeCloseTo(1.4, 1);
    expect(draft!.llr).toBeLessThanOrEqual(3);
  });

  it('says nothing where the sound is as long as the picture, however much it looks joined', () => {
    const sound = cut(scene(14, 3), 5, 6.4037);
    expect(found(sound, sound.length / RATE)).toEqual([]);
    expect(found(sound, sound.length / RATE + 0.15)).toEqual([]);
  });

  it('says nothing where the sound merely ends early, or was off for most of the time', () => {
    expect(found(scene(12, 5), 14)).toEqual([]);
    expect(found(cut(scene(8, 7), 4, 5.2), 30)).toEqual([]);
  });

  it('says nothing where the picture has a gap in its times that is as long as what the sound lacks', () => {
    const sound = cut(scene(14, 1), 5, 6.4037);
    expect(found(sound, sound.length / RATE, 1024, 1.4)).toEqual([]);
    expect(found(sound, 12, 1024, 2)).toHaveLength(1);
  });

  it('does not depend on how the sound is cut into blocks, and survives none', () => {
    const sound = cut(scene(10, 9), 4, 5.21);
    const times = (blockSamples: number): number[] => found(sound, 10, blockSamples).map((draft) => Math.round(draft.startUs / 100));
    expect(times(1024)).toHaveLength(1);
    expect(times(160)).toEqual(times(1024));
    expect(found(new Float32Array(0), 10)).toEqual([]);
  });
});
