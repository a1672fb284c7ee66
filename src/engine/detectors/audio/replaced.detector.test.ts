import { describe, expect, it } from 'vitest';
import { blocksOf, findIn, joined, room, talk } from './made-sound.testing';
import { replacedDetector } from './replaced.detector';

const alarms = (sound: Float32Array) => findIn(blocksOf(sound), replacedDetector).filter((draft) => draft.standsAlone);
const here = (seconds: number, seed: number): Float32Array => room(seconds, seed, { pole: 0.97, level: 0.001 });
const elsewhere = (seconds: number, seed: number): Float32Array => room(seconds, seed, { pole: 0.5, level: 0.008 });

describe('replaced', () => {
  it('finds sound of another room between two pieces of the same one', () => {
    const found = alarms(joined(here(5, 1), talk(elsewhere(2.5, 2), 3), here(5, 4)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'audio-replaced', group: 'A' });
    expect(Math.abs(found[0]!.startUs - 5e6)).toBeLessThan(120_000);
    expect(Math.abs(found[0]!.endUs - 7.5e6)).toBeLessThan(120_000);
  });

  it('finds it when the other room is the quieter one', () => {
    const found = alarms(joined(elsewhere(5, 5), here(3, 6), elsewhere(5, 7)));
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.startUs - 5e6)).toBeLessThan(120_000);
    expect(Math.abs(found[0]!.endUs - 8e6)).toBeLessThan(120_000);
  });

  it('says nothing of one room, of speech in it, or of a room that changes for good', () => {
    for (const sound of [here(14, 8), talk(here(14, 9), 10), joined(here(7, 11), elsewhere(7, 12)), joined(here(4, 13), talk(here(3, 14), 15), here(4, 16))]) {
      expect(alarms(sound)).toEqual([]);
    }
  });

  it('leaves digital silence to the mute detector', () => {
    expect(findIn(blocksOf(joined(here(5, 17), new Float32Array(40_000), here(5, 18))), replacedDetector)).toEqual([]);
  });
});
