import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../core/finding';
import type { SoundTrace } from '../../core/tables';
import { us } from '../../core/time';
import { blocksOf, contextOfSound, joined, RATE, room, talk } from '../detectors/audio/made-sound.testing';
import { createAudioPass } from '../passes/audio/audio-pass';
import { soundAtPlaces } from './sound-at-places';

function traceOf(sound: Float32Array, blockSamples = 1024): SoundTrace {
  const pass = createAudioPass(contextOfSound(), []);
  for (const block of blocksOf(sound, { blockSamples })) pass.push(block);
  pass.finish();
  return pass.trace();
}
const named = (startS: number, endS = startS, more: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: startS === endS ? 'cut' : 'insertion', startUs: us(startS * 1e6), endUs: us(endS * 1e6), group: 'P', llr: 2, hard: false, standsAlone: true,
  evidence: [{ type: 'metric', metric: 'jump', value: 1, threshold: 0, relation: '>', unit: '', atUs: us(startS * 1e6) }],
  benign: [], disproof: [], detector: 'frame/cut', version: 1, ...more,
});
const here = (seconds: number, seed: number): Float32Array => room(seconds, seed, { pole: 0.97, level: 0.001 });
const elsewhere = (seconds: number, seed: number): Float32Array => room(seconds, seed, { pole: 0.5, level: 0.008 });
const rumbling = (seconds: number, seed: number): Float32Array => room(seconds, seed).map((value, i) => value + 0.1 * Math.sin((2 * Math.PI * 87.3 * i) / RATE));
const by = (drafts: readonly FindingDraft[], id: string) => drafts.filter((draft) => draft.detector === id).map(({ startUs, llr }) => [startUs / 1e6, llr > 0]);

describe('sound at places', () => {
  it('tells that the room changes where the picture says that something was put in, at both ends, and never alone', () => {
    const drafts = soundAtPlaces([named(5, 8)], traceOf(joined(here(5, 1), talk(elsewhere(3, 2), 3), here(5, 4))));
    expect(by(drafts, 'audio/room-at-place')).toEqual([[5, true], [8, true]]);
    expect(drafts.every((draft) => !draft.standsAlone && draft.group === 'A')).toBe(true);
  });

  it('tells as well that the sound goes on, which counts for nothing', () => {
    const [draft, ...more] = soundAtPlaces([named(6)], traceOf(here(12, 5)));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ llr: 0, standsAlone: false, benign: [{ cause: 'sound-goes-on', result: 'possible' }] });
  });

  it('hears a join at the time of a cut, half a frame off, and none beside it', () => {
    const sound = rumbling(16, 6);
    const trace = traceOf(joined(sound.slice(0, 6 * RATE), sound.slice(7.3037 * RATE)));
    expect(by(soundAtPlaces([named(6.02)], trace), 'audio/join-at-place')).toEqual([[6.02, true]]);
    expect(by(soundAtPlaces([named(9), named(6.2)], trace), 'audio/join-at-place')).toEqual([]);
  });

  it('asks only at what other groups say of integrity, each time once', () => {
    const trace = traceOf(joined(here(5, 1), elsewhere(5, 2)));
    for (const off of [{ group: 'A' as const }, { standsAlone: false }, { kind: 're-encoded' as const }]) expect(soundAtPlaces([named(5, 5, off)], trace)).toEqual([]);
    expect(soundAtPlaces([named(5), named(5.01), named(5, 5, { group: 'T' })], trace)).toHaveLength(1);
  });

  it('says nothing near the ends, beside digital silence, across a hole in time, and without sound', () => {
    const sound = here(10, 8);
    expect(soundAtPlaces([named(0.5), named(9.7)], traceOf(sound))).toEqual([]);
    expect(soundAtPlaces([named(5)], traceOf(joined(sound.slice(0, 5 * RATE), new Float32Array(5 * RATE))))).toEqual([]);
    const pass = createAudioPass(contextOfSound(), []);
    for (const block of [...blocksOf(sound.slice(0, 5 * RATE)), ...blocksOf(elsewhere(5, 9), { startUs: 8_000_000 })]) pass.push(block);
    pass.finish();
    expect(soundAtPlaces([named(5), named(8)], pass.trace())).toEqual([]);
    expect(soundAtPlaces([named(5)], null)).toEqual([]);
    expect(soundAtPlaces([named(5)], traceOf(new Float32Array(0)))).toEqual([]);
  });

  it('does not depend on how the sound came in blocks', () => {
    const sound = joined(here(5, 1), elsewhere(5, 2));
    const told = (blockSamples: number) => soundAtPlaces([named(5)], traceOf(sound, blockSamples)).map((draft) => [draft.detector, draft.llr]);
    expect(told(160)).toEqual(told(1024));
  });
});
