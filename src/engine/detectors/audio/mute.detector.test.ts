import { describe, expect, it } from 'vitest';
import { blocksOf, findIn, joined, RATE, room, talk } from './made-sound.testing';
import { muteDetector } from './mute.detector';

const silent = (sound: Float32Array, from: number, to: number): Float32Array => sound.fill(0, Math.round(from * RATE), Math.round(to * RATE));
const alarms = (sound: Float32Array, options = {}) => findIn(blocksOf(sound, options), muteDetector).filter((draft) => draft.llr >= 1.5);

describe('mute', () => {
  it('finds digital silence inside a recording, to the millisecond', () => {
    const [found, ...more] = alarms(silent(talk(room(12, 1), 2), 4.2, 6.4));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'audio-mute', group: 'A', standsAlone: true });
    expect(found!.startUs / 1e6).toBeCloseTo(4.2, 3);
    expect(found!.endUs / 1e6).toBeCloseTo(6.4, 3);
  });

  it('says whether the samples are all zero or only nearly, and gives a largest amplitude only where there is one', () => {
    const metrics = (sound: Float32Array) => alarms(sound)[0]!.evidence.map((one) => (one.type === 'metric' ? [one.metric, one.value] : []));
    expect(metrics(silent(talk(room(12, 1), 2), 4.2, 6.4))).toEqual([['silent-seconds', expect.closeTo(2.2, 2)], ['zero-samples', 100]]);
    const nearly = silent(talk(room(12, 1), 2), 4.2, 6.4);
    for (let i = Math.round(4.3 * RATE); i < 5.4 * RATE; i++) nearly[i] = 2 / 32768;
    const [, zero, peak] = metrics(nearly);
    expect(zero).toEqual(['zero-samples', expect.closeTo(50, -1)]);
    expect(peak).toEqual(['silent-peak', expect.closeTo(-84.3, 0)]);
  });

  it('only notes a silent start, a silent end, and a recording without any sound', () => {
    for (const [from, to] of [[0, 3], [9, 12], [0, 12]] as const) {
      const drafts = findIn(blocksOf(silent(room(12, 3), from, to)), muteDetector);
      expect(drafts).toHaveLength(1);
      expect(drafts[0]!.llr).toBeLessThan(1.5);
      expect(drafts[0]!.benign.some((test) => test.result === 'possible')).toBe(true);
    }
  });

  it('tells a silence from beginning to end from one at an end: it has a cause of its own', () => {
    const told = (from: number, to: number) => findIn(blocksOf(silent(room(12, 3), from, to)), muteDetector)[0]!;
    const share = ({ evidence }: ReturnType<typeof told>) => evidence.some((one) => one.type === 'metric' && one.metric === 'silent-share');
    expect(told(0, 12).benign.filter(({ result }) => result === 'possible').map(({ cause }) => cause)).toEqual(['recorded-without-sound']);
    expect([share(told(0, 12)), share(told(0, 3)), share(told(9, 12))]).toEqual([true, false, false]);
  });

  it('takes many silences for a noise gate', () => {
    const sound = talk(room(14, 4), 5);
    for (let t = 1; t < 13; t += 2) silent(sound, t, t + 0.4 + t / 50);
    const drafts = findIn(blocksOf(sound), muteDetector);
    expect(drafts.length).toBeGreaterThan(3);
    expect(drafts.every((draft) => draft.llr < 1.5)).toBe(true);
  });

  it('keeps quiet in quiet rooms and at a single short dropout', () => {
    expect(findIn(blocksOf(room(10, 6, { level: 0.0002 })), muteDetector)).toEqual([]);
    expect(findIn(blocksOf(silent(room(10, 7), 5, 5.2)), muteDetector)).toEqual([]);
  });

  it('needs every channel to be silent', () => {
    const full = room(8, 8);
    const half = silent(full.slice(), 3, 5);
    const blocks = blocksOf(full).map((block, i) => ({ ...block, channels: [block.channels[0]!, blocksOf(half)[i]!.channels[0]!] }));
    expect(findIn(blocks, muteDetector)).toEqual([]);
  });

  it('does not join silences across a hole in time', () => {
    const before = silent(room(5, 9), 4.9, 5);
    const after = silent(room(5, 10), 0, 0.1);
    expect(findIn([...blocksOf(before), ...blocksOf(after, { startUs: 8_000_000 })], muteDetector)).toEqual([]);
  });

  it('does not depend on how the sound is cut into blocks', () => {
    const sound = silent(joined(talk(room(6, 11), 12), room(4, 13)), 3, 4);
    expect(findIn(blocksOf(sound, { blockSamples: 333 }), muteDetector)).toEqual(findIn(blocksOf(sound, { blockSamples: 4096 }), muteDetector));
  });
});
