/** Cues are found as written and as recognisers write them, everyday words are not, and the party's words stay the party's. */
import { describe, expect, it } from 'vitest';
import { toneless } from '../../engine/speech/pinyin';
import { us } from '../time';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { CueSearch } from './cue-search';
import { findCues, maySpeakForOfficers } from './cue-hits';
import { compileCues } from './cue-matcher';
import { normalise } from './normalise';
import { readPattern } from './pattern-tree';
import examples from './testing/examples.json';
import { isNearSound } from './tolerant-pattern';
import type { Speaker, Utterance } from './utterance';

const matcher = compileCues(DEFAULT_UNIT.lexicon, toneless);
const cuesIn = (text: string): readonly string[] => matcher.match(normalise(text).text).map(({ cue }) => cue);
const said = (text: string, startS: number, endS: number, speaker: Speaker = 'unknown'): Utterance => ({
  id: `u${startS}`, recordingId: 'r', speaker, text, source: 'typed', startUs: us(startS * 1e6), endUs: us(endS * 1e6),
});

describe('the lexicon', () => {
  it('hits its own examples, every cue of every group', () => {
    const known = Object.values(DEFAULT_UNIT.lexicon.groups).flatMap(({ cues }) => Object.keys(cues));
    expect(Object.keys(examples.cues).sort()).toEqual([...known].sort());
    for (const [cue, texts] of Object.entries(examples.cues)) for (const text of texts) expect(cuesIn(text), text).toContain(cue);
  });

  it('can be read whole by the tolerant matcher', () => {
    for (const { cues } of Object.values(DEFAULT_UNIT.lexicon.groups)) for (const [cue, pattern] of Object.entries(cues)) expect(readPattern(pattern), cue).not.toBeNull();
  });

  it('leaves everyday words alone', () => {
    for (const text of examples.falseFriends) expect(cuesIn(text), text).toEqual([]);
  });
});

describe('what recognisers write instead', () => {
  it('is found by its sound, and says so', () => {
    expect(matcher.match(normalise('请在这里贴上风条').text)).toMatchObject([{ cue: 's_seal', substitutions: 1 }]);
    expect(matcher.match('贴上封条')).toMatchObject([{ cue: 's_seal', substitutions: 0 }]);
    expect(cuesIn('出示政件请看')).toContain('i_show');
  });

  it('is another word where more than half of it differs', () => {
    expect(cuesIn('请店里的人出来')).toEqual([]);
    expect(cuesIn('混蛋')).toContain('u_abuse');
    expect(cuesIn('婚单')).toEqual([]);
  });

  it('may lack a character of a word, or have one more, where enough of the phrase is left', () => {
    expect(cuesIn('你有权进行陈述申')).toContain('r_state');
    expect(matcher.match('是否需要申请回啊避')).toMatchObject([{ cue: 'r_recuse', substitutions: 1 }]);
    expect(cuesIn('申请回啊避')).toEqual([]);
    expect(cuesIn('请看')).toEqual([]);
  });

  it('may not where words are blamed', () => {
    expect(cuesIn('信不信我把你抓走')).toContain('u_threat');
    expect(cuesIn('吃不了兜走')).not.toContain('u_threat');
  });

  it('takes one fuzzy initial or final, not any letter', () => {
    expect(isNearSound('zhi', 'zi')).toBe(true);
    expect(isNearSound('ying', 'yin')).toBe(true);
    expect(isNearSound('guan', 'guang')).toBe(true);
    expect(isNearSound('shui', 'shu')).toBe(false);
    expect(isNearSound('zhang', 'zan')).toBe(false);
    expect(isNearSound('ma', 'ma')).toBe(false);
  });
});

describe('cues in a transcript', () => {
  it('run across lines, are quoted as written, and begin with the sentence of their first word', () => {
    const [hit] = findCues([said('各位，本次执法', 10, 12), said('全程录音、录像。', 12, 14)], matcher);
    expect(hit).toMatchObject({ group: 'notice', cue: 'n_full', quote: '本次执法 全程录音、录像', utteranceIds: ['u10', 'u12'] });
    expect(hit!.startUs / 1e6).toBe(10);
  });

  it('are quoted from the sentence that holds them, with its time, not from the one before', () => {
    const near = findCues([said('我们今天来检查消防。', 10, 12), said('本次执法全程录音录像。', 12, 16), said('执法记录仪已经打开。', 16, 18)], matcher).filter(({ cue }) => cue === 'n_full');
    expect(near.map(({ quote, utteranceIds, startUs }) => [quote, utteranceIds, startUs])).toEqual([['本次执法全程录音录像', ['u12'], 12e6]]);
    const over = findCues([said('我们到了。', 10, 12), said('本次执法', 12, 14), said('全程录音录像。', 14, 16)], matcher).filter(({ cue }) => cue === 'n_full');
    expect(over.map(({ quote, utteranceIds, startUs }) => [quote, utteranceIds, startUs])).toEqual([['本次执法 全程录音录像', ['u12', 'u14'], 12e6]]);
  });

  it('within a long line have the time of their sentence', () => {
    const [hit] = findCues([said('你好你好你好你好。本次执法全程录音录像', 0, 19)], matcher).filter(({ cue }) => cue === 'n_full');
    expect(hit).toMatchObject({ quote: '本次执法全程录音录像', startUs: 9e6 });
  });

  it('do not run from one speaker to another, nor over a pause', () => {
    expect(findCues([said('本次执法', 10, 12, 'officer'), said('全程录音录像', 12, 14, 'party')], matcher)).toEqual([]);
    expect(findCues([said('本次执法', 10, 12), said('全程录音录像', 60, 62)], matcher)).toEqual([]);
  });

  it('keep the party’s words apart from the officers’', () => {
    const hits = findCues([said('你他妈的', 1, 2, 'party'), said('请过目', 5, 6, 'officer'), said('看清楚了吗', 9, 10)], matcher);
    expect(hits.map(({ group, speaker }) => [group, speaker, maySpeakForOfficers({ speaker })])).toEqual([['bad', 'party', false], ['id', 'officer', true], ['id', 'unknown', true]]);
  });

  it('are found in an hour of dense speech without an explosion of time (about 3 s on a quiet machine)', () => {
    const lines = Array.from({ length: 1200 }, (_, i) => said('今天我们按照计划到这里来看一看消防设施有没有问题有什么事情大家都可以说', i * 3, i * 3 + 2.9));
    const from = performance.now();
    findCues(lines, matcher);
    expect(performance.now() - from).toBeLessThan(60_000);
  }, 120_000);

  it('are found once in a long turn, wherever its windows end', () => {
    const lines = Array.from({ length: 60 }, (_, i) => said(i % 6 === 0 ? '本次执法' : i % 6 === 1 ? '全程录音录像' : '这里看一看消防设施', i * 2, i * 2 + 2));
    const starts = findCues(lines, matcher).filter(({ cue }) => cue === 'n_full').map(({ startUs }) => startUs / 1e6);
    expect(starts).toEqual(Array.from({ length: 10 }, (_, i) => i * 12));
  });

  it('are not lost where a pattern would take in line after line', () => {
    const lines = ['本次执法', '全程录音录像', '本次执法', '全程录音录像', '本次执法', '全程录音录像'].map((text, i) => said(text, i * 2, i * 2 + 2));
    expect(findCues(lines, matcher)[0]).toMatchObject({ cue: 'n_full', startUs: 0 });
  });

  it('are searched piece by piece with the same result, and a correction searches only where it was made', () => {
    const lines = Array.from({ length: 100 }, (_, i) => said(i === 70 ? '请过目' : '看一看', i * 2, i * 2 + 2));
    const search = new CueSearch(matcher);
    const { pending } = search.soFar(lines);
    expect(pending.length).toBeGreaterThan(3);
    for (const window of pending) search.search(window);
    expect(search.soFar(lines)).toEqual({ hits: findCues(lines, matcher), pending: [] });
    const corrected = lines.map((line, i) => (i === 10 ? { ...line, text: '贴封条' } : line));
    expect(search.soFar(corrected).pending).toHaveLength(1);
  });
});
