import { describe, expect, it } from 'vitest';
import { joined, RATE, room } from '../../detectors/audio/made-sound.testing';
import { measureLowJoin } from '../../signal/audio-low-join';
import { JoinLine } from './join-line';

const hum = (seconds: number, seed: number): Float32Array => {
  const out = room(seconds, seed, { pole: 0.9 });
  for (let i = 0; i < out.length; i++) out[i]! += 0.1 * Math.sin((2 * Math.PI * 150 * i) / RATE);
  return out;
};
/** 5 s, then what follows 5.3033 s: half a period of 150 Hz is lost beside whole ones. */
const cut = (sound: Float32Array): Float32Array => joined(sound.slice(0, 5 * RATE), sound.slice(Math.round(5.3033 * RATE)));

function instantsOf(sound: Float32Array, blockSamples: number): readonly string[] {
  const line = new JoinLine();
  for (let at = 0; at < sound.length; at += blockSamples) line.push(sound.subarray(at, at + blockSamples), (at / RATE) * 1e6, RATE, at > 0);
  line.close();
  return line.since(0).map((one) => `${one.section} ${one.sampleAt} ${one.surprise.toFixed(3)}`);
}

describe('join line', () => {
  it('has the join among its instants, stronger than all others, however the sound comes in', () => {
    const sound = cut(hum(10, 1));
    const line = new JoinLine();
    line.push(sound, 0, RATE, false);
    line.close();
    const strongest = [...line.since(0)].sort((a, b) => b.surprise - a.surprise)[0]!;
    expect(strongest.atUs / 1e6).toBeCloseTo(5, 3);
    expect(instantsOf(sound, 160)).toEqual(instantsOf(sound, 1024));
  });

  it('does not join what stands on either side of a hole in time', () => {
    const sound = hum(8, 2);
    const line = new JoinLine();
    line.push(sound.subarray(0, 4 * RATE), 0, RATE, false);
    line.push(sound.subarray(4 * RATE + 53), 6_000_000, RATE, false);
    line.close();
    expect(line.since(0).filter((one) => Math.abs(one.atUs - 4e6) < 50_000 || Math.abs(one.atUs - 6e6) < 50_000)).toEqual([]);
  });
});

it('hears a broken phase below 1 kHz, and only there', () => {
  const sound = cut(hum(10, 3));
  expect(measureLowJoin(sound, 5 * RATE)).toBeGreaterThan(1);
  expect(measureLowJoin(sound, 7 * RATE)).toBeLessThan(0.5);
});
