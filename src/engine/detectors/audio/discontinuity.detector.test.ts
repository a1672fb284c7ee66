import { describe, expect, it } from 'vitest';
import { discontinuityDetector } from './discontinuity.detector';
import { blocksOf, findIn, joined, RATE, room, talk } from './made-sound.testing';

const alarms = (sound: Float32Array, options = {}) => findIn(blocksOf(sound, options), discontinuityDetector).filter((draft) => draft.standsAlone);
/** Rumble, as wind and engines make it, whose phase a cut breaks. */
const rumbling = (seconds: number, seed: number, rate = RATE): Float32Array => {
  const out = room(seconds, seed, { pole: 0.99, rate });
  for (let i = 0; i < out.length; i++) out[i]! += 0.08 * Math.sin((2 * Math.PI * 87.3 * i) / rate);
  return out;
};
const without = (sound: Float32Array, from: number, to: number, rate = RATE): Float32Array =>
  joined(sound.slice(0, Math.round(from * rate)), sound.slice(Math.round(to * rate)));

describe('discontinuity', () => {
  it('finds where a piece was taken out, to the millisecond, and nothing else', () => {
    const found = alarms(without(rumbling(12, 1), 5, 6.0437));
    expect(found.map((draft) => draft.startUs / 1e6)).toEqual([expect.closeTo(5, 3)]);
    expect(found[0]).toMatchObject({ kind: 'audio-cut', group: 'A' });
    expect(found[0]!.evidence.length).toBeGreaterThan(0);
  });

  it('finds it in stereo at 44.1 kHz as well', () => {
    const found = alarms(without(rumbling(12, 2, 44_100), 5, 6.0437, 44_100), { rate: 44_100, channels: 2 });
    expect(found.map((draft) => draft.startUs / 1e6)).toEqual([expect.closeTo(5, 2)]);
  });

  it('says nothing of uncut rooms, speech, bangs and a tone that sets in', () => {
    const banged = rumbling(10, 3);
    for (let i = 0; i < 800; i++) banged[5 * RATE + i]! += 0.6 * Math.exp(-i / 120) * Math.sin(i * (0.9 + i / 900));
    const onset = rumbling(10, 4);
    for (let i = 5 * RATE; i < 7 * RATE; i++) onset[i]! += 0.2 * Math.sin((2 * Math.PI * 640 * (i - 5 * RATE)) / RATE);
    for (const sound of [room(12, 5), rumbling(12, 6), talk(room(20, 7), 8), talk(rumbling(12, 9), 10), banged, onset]) expect(alarms(sound)).toEqual([]);
  });

  it('does not take a hole in time for a join of its own', () => {
    const sound = rumbling(10, 11);
    const half = 5 * RATE;
    expect(findIn([...blocksOf(sound.slice(0, half)), ...blocksOf(sound.slice(half), { startUs: 7_000_000 })], discontinuityDetector)).toEqual([]);
  });

  it('does not depend on how the sound is cut into blocks', () => {
    const sound = without(talk(rumbling(14, 12), 13, { loudness: 0.02 }), 7, 8.21);
    const times = (blockSamples: number) => findIn(blocksOf(sound, { blockSamples }), discontinuityDetector).map((draft) => [Math.round(draft.startUs / 100), draft.standsAlone]);
    expect(times(1024).length).toBeGreaterThan(0);
    expect(times(160)).toEqual(times(1024));
    expect(times(9999)).toEqual(times(1024));
  });

  it('survives no sound at all', () => expect(findIn([], discontinuityDetector)).toEqual([]));
});
