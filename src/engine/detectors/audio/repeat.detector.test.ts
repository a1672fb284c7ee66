import { describe, expect, it } from 'vitest';
import { blocksOf, findIn, joined, RATE, room, talk } from './made-sound.testing';
import { repeatDetector } from './repeat.detector';

describe('repeat', () => {
  const sound = talk(room(8, 1), 2);
  const copied = joined(sound.slice(0, 6 * RATE), sound.slice(2 * RATE, 4 * RATE), sound.slice(6 * RATE));

  it('finds a stretch that was copied within the recording, and where it comes from', () => {
    const [found, ...more] = findIn(blocksOf(copied), repeatDetector);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'duplicate', group: 'A', standsAlone: true });
    expect(Math.abs(found!.startUs - 6e6)).toBeLessThan(100_000);
    expect(Math.abs(found!.endUs - 8e6)).toBeLessThan(100_000);
    expect(found!.evidence[1]).toMatchObject({ metric: 'repeated-sound-lag', value: expect.closeTo(4, 4) });
  });

  it('does not depend on how the sound is cut into blocks', () => {
    const rounded = (blockSamples: number) => findIn(blocksOf(copied, { blockSamples }), repeatDetector).map((d) => [Math.round(d.startUs / 100), Math.round(d.endUs / 100)]);
    expect(rounded(160)).toEqual(rounded(8192));
  });

  it('says nothing of uncut sound, silence, a steady tone, or the same words over another moment of the room', () => {
    const tone = Float32Array.from({ length: 6 * RATE }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 1000 * i) / RATE));
    const words = talk(new Float32Array(3 * RATE), 3);
    const noise = room(6, 4);
    const twice = joined(words, words).map((value, i) => value + noise[i]!);
    for (const uncut of [sound, new Float32Array(5 * RATE), tone, twice]) expect(findIn(blocksOf(uncut), repeatDetector)).toEqual([]);
  });
});
