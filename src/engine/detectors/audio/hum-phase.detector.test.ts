import { describe, expect, it } from 'vitest';
import { humPhaseDetector } from './hum-phase.detector';
import { blocksOf, findIn, joined, RATE, room, talk } from './made-sound.testing';

/** A lamp at twice 50 Hz (the grid a little off and slowly wandering) in a room in which someone talks. */
function humming(seconds: number, seed: number, { hz = 100, level = 0.004, rate = RATE } = {}): Float32Array {
  const out = talk(room(seconds, seed, { rate, level: 0.001 }), seed + 1, { loudness: 0.02, rate });
  for (let i = 0; i < out.length; i++) {
    const t = i / rate;
    out[i]! += level * Math.sin(2 * Math.PI * (hz * 1.0004 * t + 0.02 * Math.sin(t / 3)));
  }
  return out;
}
/** Takes out `seconds` at 7 s. */
const without = (sound: Float32Array, seconds: number, rate = RATE): Float32Array => joined(sound.slice(0, 7 * rate), sound.slice(Math.round((7 + seconds) * rate)));
const found = (sound: Float32Array, options = {}) => findIn(blocksOf(sound, options), humPhaseDetector);

describe('hum phase', () => {
  it('finds a cut that leaves the hum out of step, to half a second, and says by how much', () => {
    const [draft, ...more] = found(without(humming(16, 1), 1.1245));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'audio-cut', group: 'A', hard: false });
    expect(Math.abs(draft!.startUs - 7e6)).toBeLessThan(300_000);
    expect(draft!.evidence[0]).toMatchObject({ metric: 'hum-step', unit: '°' });
  });

  it('finds it at 44.1 kHz, in stereo, on a grid of 60 Hz', () => {
    const [draft, ...more] = found(without(humming(16, 3, { hz: 60, level: 0.03, rate: 44_100 }), 1.3085, 44_100), { rate: 44_100, channels: 2 });
    expect(more).toEqual([]);
    expect(Math.abs(draft!.startUs - 7e6)).toBeLessThan(300_000);
  });

  it('says nothing where nothing was cut, where whole periods were, where there is no hum, and where a machine stops', () => {
    const stopped = humming(16, 9, { level: 0 });
    for (let i = 0; i < 8 * RATE; i++) stopped[i]! += 0.01 * Math.sin((2 * Math.PI * 100 * i) / RATE);
    for (const sound of [humming(16, 5), talk(room(16, 6), 7), without(talk(room(16, 6), 7), 1.1245), without(room(16, 8), 1.1245), stopped]) expect(found(sound)).toEqual([]);
  });

  it('does not follow the hum across a hole in time', () => {
    const sound = humming(20, 10);
    expect(findIn([...blocksOf(sound.slice(0, 8 * RATE)), ...blocksOf(sound.slice(9.1245 * RATE), { startUs: 9_000_000 })], humPhaseDetector)).toEqual([]);
  });

  it('does not depend on how the sound is cut into blocks, and survives none', () => {
    const sound = without(humming(16, 11), 1.1245);
    const times = (blockSamples: number) => found(sound, { blockSamples }).map((draft) => Math.round(draft.startUs / 1000));
    expect(times(160)).toEqual(times(1024));
    expect(times(9999)).toEqual(times(1024));
    expect(found(new Float32Array(0))).toEqual([]);
  });
});
