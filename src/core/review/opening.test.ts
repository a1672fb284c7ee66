/** How a case begins, as the item of the notice tells it, and that the order of steps is told alike everywhere. */
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE_INFO } from '../case';
import { runRules } from '../rules/all-rules';
import type { CueHit } from '../speech/cue-hits';
import type { Utterance } from '../speech/utterance';
import { us } from '../time';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { stageTimeline } from './stages';
import { isCheck, suggest, type ReviewFacts } from './suggestions';

const line = (id: string, startS: number, text: string, endS = startS + 2): Utterance => ({ id, recordingId: 'r1', speaker: 'unknown', text, source: 'srt', startUs: us(startS * 1e6), endUs: us(endS * 1e6) });
const hit = (cue: string, group: string, startS: number): CueHit => ({
  recordingId: 'r1', group, cue, quote: cue, speaker: 'unknown', utteranceIds: [], from: 0, to: cue.length, substitutions: 0, startUs: us(startS * 1e6), endUs: us(startS * 1e6 + 2e6),
});
const facts = (over: Partial<ReviewFacts>): ReviewFacts => ({
  info: EMPTY_CASE_INFO, recordingIds: ['r1'], findings: [], analysed: new Set(['r1']), utterances: [], hits: [], annotations: [], signs: null, voices: new Map(), documents: [], pendingCues: 0, neighbours: [], signsReadNames: [], signsUnread: 1, clockRead: true, sequenced: true,
  stages: stageTimeline(DEFAULT_UNIT, 'inspection', [], over.hits ?? [], ['r1']), rules: runRules({ info: EMPTY_CASE_INFO, rules: DEFAULT_UNIT.rules, recordedMatters: [], recordings: [], incidents: [], documents: [] }), ...over,
});
const item = (id: string, over: Partial<ReviewFacts>) => suggest(DEFAULT_UNIT.checklist.find((one) => one.id === id)!, facts(over)).suggestions;
const opening = (over: Partial<ReviewFacts>) => item('art14-1-notice', over).find(({ says }) => says.startsWith('opening'));

const talk = [line('a', 1, 'small talk'), line('b', 5, 'we are'), line('c', 12, 'recording')];
const late = { utterances: talk, hits: [hit('i_org', 'id', 5), hit('n_full', 'notice', 12)] };

describe('the opening', () => {
  it('tells what came before the notice, each with its second and words', () => {
    const told = opening({ ...late, voices: new Map([['r1', [{ startUs: us(0.9e6), endUs: us(3e6) }]]]) });
    expect(told).toMatchObject({ status: 'anomaly', says: 'opening-late-identified', values: { sound: '00:00:00.900', lines: 2, notice: '00:00:12.000', identified: '00:00:05.000' } });
    expect(told!.places.map(({ what, startUs, words }) => [what, startUs / 1e6, words])).toEqual([['start', 0, ''], ['line', 1, 'small talk'], ['identified', 5, 'i_org'], ['notice', 12, 'n_full']]);
  });

  it('names a voice that no line of the transcript holds', () => {
    const told = opening({ utterances: [talk[2]!], hits: [hit('n_full', 'notice', 12)], voices: new Map([['r1', [{ startUs: us(3e6), endUs: us(4e6) }]]]) });
    expect(told).toMatchObject({ status: 'anomaly', says: 'opening-late', values: { lines: 0, sound: '00:00:03.000' } });
    expect(told!.places.map(({ what }) => what)).toEqual(['start', 'voice', 'line', 'notice']);
  });

  it('is a check that fits where the notice is the first that is said', () => {
    const told = opening({ utterances: [line('c', 2, 'recording'), line('d', 6, 'x')], hits: [hit('n_full', 'notice', 2)], voices: new Map([['r1', [{ startUs: us(1.6e6), endUs: us(4e6) }]]]) });
    expect(told).toMatchObject({ status: 'cue-found', says: 'opening-first' });
    expect(isCheck(told!)).toBe(true);
  });

  it('tells what is known without a notice, and nothing while there are no words', () => {
    expect(opening({ utterances: talk, hits: [hit('i_org', 'id', 5)] })).toMatchObject({ status: 'cue-not-found', says: 'opening-unnoticed-identified', values: { lines: 3 } });
    expect(opening({ voices: new Map([['r1', [{ startUs: us(3e6), endUs: us(4e6) }]]]) })).toBeUndefined();
  });
});

describe('the order of steps', () => {
  const order = (id: string, over: Partial<ReviewFacts>) => item(id, over).find(({ source }) => source.from === 'order');

  it('knows that officers said who they are before the notice, which is no showing of papers', () => {
    expect(stageTimeline(DEFAULT_UNIT, 'inspection', [], late.hits, ['r1']).rows.find(({ stage }) => stage === 'id')?.begins).toBeNull();
    expect(order('art14-1-notice', late)).toMatchObject({ status: 'anomaly', says: 'order-fault', places: [{ what: 'i_org notice', startUs: 5e6 }] });
  });

  it('is not told as usual on one item while another tells a fault', () => {
    const hits = [hit('n_full', 'notice', 1), hit('s_seal', 'seize', 10), hit('i_show', 'id', 20)];
    const over = { utterances: [line('a', 1, 'x', 30)], hits };
    expect(order('art14-1-lawful', over)).toMatchObject({ status: 'anomaly', places: [{ what: 'seize id' }] });
    for (const id of ['art14-1-notice', 'art14-4-later']) expect(order(id, over)).toMatchObject({ status: 'cue-found', says: 'order-kept-here', values: { count: 1 } });
  });

  it('is a check and no cue of what is forbidden', () => {
    const later = item('art14-4-later', { utterances: [line('a', 1, 'x', 30)], hits: [hit('n_full', 'notice', 1), hit('i_show', 'id', 20)] });
    expect(later.filter(({ status }) => status === 'cue-found').map((one) => [one.says, isCheck(one)])).toEqual([['order-kept', true]]);
  });
});
