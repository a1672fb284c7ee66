import { describe, expect, it } from 'vitest';
import { bandwidthDetector } from './bandwidth.detector';
import { blocksOf, findIn, joined, RATE, room, talk } from './made-sound.testing';

const wide = (seconds: number, seed: number, rate = RATE): Float32Array => talk(room(seconds, seed, { pole: 0.6, level: 0.02, rate }), seed + 1, { rate });
/** As through a telephone: nothing above 3.6 kHz (windowed sinc). */
function throughPhone(sound: Float32Array, rate = RATE): Float32Array {
  const half = 160;
  const cutoff = 3600 / rate;
  const taps = Float32Array.from({ length: 2 * half + 1 }, (_, k) => {
    const i = k - half;
    const sinc = i === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * i) / (Math.PI * i);
    return sinc * (0.42 - 0.5 * Math.cos((Math.PI * k) / half) + 0.08 * Math.cos((2 * Math.PI * k) / half));
  });
  return sound.map((_, n) => {
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += taps[k]! * (sound[n + k - half] ?? 0);
    return sum;
  });
}
const found = (sound: Float32Array, options = {}) => findIn(blocksOf(sound, options), bandwidthDetector);

describe('bandwidth', () => {
  it('finds sound of a telephone laid into a wide recording, both ends within half a second', () => {
    const [draft, ...more] = found(joined(wide(5, 1), throughPhone(wide(3, 3)), wide(5, 5)));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'audio-replaced', group: 'A', standsAlone: true, hard: false });
    expect(Math.abs(draft!.startUs - 5e6)).toBeLessThan(300_000);
    expect(Math.abs(draft!.endUs - 8e6)).toBeLessThan(300_000);
    expect(draft!.evidence[0]).toMatchObject({ metric: 'band-end', unit: 'kHz' });
  });

  it('finds the reverse, wide sound in a narrow recording, at 44.1 kHz', () => {
    const [draft, ...more] = found(joined(throughPhone(wide(5, 7, 44_100), 44_100), wide(3, 9, 44_100), throughPhone(wide(5, 11, 44_100), 44_100)), { rate: 44_100 });
    expect(more).toEqual([]);
    expect(draft!.evidence[0]).toMatchObject({ metric: 'band-end-beside' });
    expect(Math.abs(draft!.startUs - 5e6)).toBeLessThan(300_000);
    expect(Math.abs(draft!.endUs - 8e6)).toBeLessThan(300_000);
  });

  it('only supports where the band changes for good', () => {
    const [draft, ...more] = found(joined(wide(6, 13), throughPhone(wide(6, 15))));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'audio-cut', standsAlone: false });
    expect(Math.abs(draft!.startUs - 6e6)).toBeLessThan(300_000);
  });

  it('says nothing of one band, of speech and pauses, of a quiet stretch, and of a deep horn', () => {
    const quiet = wide(12, 17);
    for (let i = 5 * RATE; i < 8 * RATE; i++) quiet[i]! *= 0.002;
    const horn = wide(12, 19);
    for (let i = 5 * RATE; i < 8 * RATE; i++) horn[i]! += 0.3 * Math.sin((2 * Math.PI * 2200 * i) / RATE);
    for (const sound of [wide(12, 21), throughPhone(wide(12, 23)), talk(room(12, 25), 26), quiet, horn]) expect(found(sound)).toEqual([]);
  });

  it('does not depend on how the sound is cut into blocks, and survives none and low rates', () => {
    const sound = joined(wide(5, 1), throughPhone(wide(3, 3)), wide(5, 5));
    expect(found(sound, { blockSamples: 160 })).toEqual(found(sound, { blockSamples: 4096 }));
    expect(found(new Float32Array(0))).toEqual([]);
    expect(found(room(4, 27, { rate: 4000 }), { rate: 4000 })).toEqual([]);
  });
});
