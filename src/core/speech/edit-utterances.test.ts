/** A transcript is corrected without losing a word or a second. */
import { describe, expect, it } from 'vitest';
import { us } from '../time';
import { isOwnWork, joinUtterances, mergeTranscript, replaceTranscript, setSpeaker, setText, splitUtterance } from './edit-utterances';
import type { Speaker, Utterance } from './utterance';

const said = (id: string, text: string, startS: number, endS: number, speaker: Speaker = 'officer'): Utterance => ({ id, recordingId: 'r', speaker, text, source: 'typed', startUs: us(startS * 1e6), endUs: us(endS * 1e6) });
const shown = (utterances: readonly Utterance[] | undefined): unknown => utterances?.map(({ id, text, startUs, endUs, speaker }) => [id, text, startUs / 1e6, endUs / 1e6, speaker]);

describe('a line of a transcript', () => {
  it('gets its speaker, alone or with others', () => {
    const lines = [said('a', 'x', 0, 1, 'unknown'), said('b', 'y', 1, 2, 'party')];
    expect(setSpeaker(lines, 'party')).toEqual({ removed: [lines[0]], added: [{ ...lines[0], speaker: 'party' }] });
    expect(setSpeaker(lines.slice(1), 'party')).toBeNull();
  });

  it('is corrected, and goes when nothing is left of it', () => {
    expect(shown(setText(said('a', 'x', 0, 1), ' y ')?.added)).toEqual([['a', 'y', 0, 1, 'officer']]);
    expect(setText(said('a', 'x', 0, 1), '  ')?.added).toEqual([]);
    expect(setText(said('a', 'x', 0, 1), 'x')).toBeNull();
  });

  it('is split where two have spoken, each with its share of the time', () => {
    expect(shown(splitUtterance(said('a', '请签字我不签', 0, 6), 3, 'b')?.added)).toEqual([['a', '请签字', 0, 3, 'officer'], ['b', '我不签', 3, 6, 'officer']]);
    expect(splitUtterance(said('a', '请签字', 0, 3), 3, 'b')).toBeNull();
  });

  it('is joined with its neighbours in order of time, the speaker only where all agree', () => {
    expect(shown(joinUtterances([said('b', '录像', 2, 3), said('a', '全程', 0, 2)])?.added)).toEqual([['a', '全程 录像', 0, 3, 'officer']]);
    expect(joinUtterances([said('a', 'x', 0, 1), said('b', 'y', 1, 2, 'party')])?.added[0]?.speaker).toBe('unknown');
    expect(joinUtterances([said('a', 'x', 0, 1)])).toBeNull();
  });

  it('gives way to a transcript that is imported again', () => {
    const [old, fresh] = [[said('a', 'x', 0, 1)], [said('c', 'z', 0, 1)]];
    expect(replaceTranscript(old, fresh)).toEqual({ removed: old, added: fresh });
  });

  it('stays where a person made it theirs, and the new one fills the rest', () => {
    const srt = (id: string, startS: number, speaker: Speaker = 'unknown'): Utterance => ({ ...said(id, 'x', startS, startS + 2, speaker), source: 'srt' });
    const corrected = setText(srt('b', 2), 'y')!.added[0]!;
    const suggested: Utterance = { ...srt('d', 6, 'party'), speakerFrom: 'file' };
    const before = [srt('a', 0), corrected, srt('c', 4, 'officer'), suggested];
    expect(before.map(isOwnWork)).toEqual([false, true, true, false]);
    const fresh = [srt('e', 0), srt('f', 2), srt('g', 4), srt('h', 6)];
    expect(mergeTranscript(before, fresh)).toEqual({ removed: [before[0], suggested], added: [fresh[0], fresh[3]] });
  });
});
