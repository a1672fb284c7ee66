/** From a log to suggestions, what is left, and the opinion. */
import { describe, expect, it } from 'vitest';
import { replay, type Action, type ActionEntry } from '../action-log';
import { EMPTY_CASE_INFO } from '../case';
import { us } from '../time';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { gatherOpinion, gatherReview, inCaseOrder, type GatherInput, type KnownRecording } from './gather-review';
import type { ItemVerdict } from './verdict';

const recording = (id: string, name: string): KnownRecording => ({ id, name, sizeBytes: 1, hashes: null, summary: null, analysis: 'none', passes: [], passVersions: {}, clockMinusContainerS: null, clockRead: false });
const log = (...actions: Action[]): readonly ActionEntry[] => actions.map((action, i) => ({ ...action, id: `e${i}`, caseId: 'c', seq: i + 1, atMs: i, actor: '', version: 1 }));
const verdict = (itemId: string): ItemVerdict => ({ itemId, verdict: 'conform', citations: [], reason: '', noCitation: 'seen', atMs: 0, actor: '' });
const mark = (recordingId: string) => ({ id: `a-${recordingId}`, recordingId, tier: 'notice' as const, term: 'told', text: '', box: null, startUs: us(4e6), endUs: us(4e6), atMs: 0, actor: '' });
const input = (...actions: Action[]): GatherInput => ({
  state: replay(log({ kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, activity: 'inspection' } } }, ...actions)), unit: DEFAULT_UNIT, findings: [], hits: [], pendingCues: 0, signs: null, signsRead: new Set(), voices: new Map(),
  recordings: [recording('late', 'D_20260301110000_0002.mp4'), recording('early', 'D_20260301100000_0001.mp4')],
});

describe('a review', () => {
  it('goes by the time in the names, and keeps the listed order where there is none', () => {
    expect(inCaseOrder(input().recordings).map(({ id }) => id)).toEqual(['early', 'late']);
    expect(inCaseOrder([recording('b', 'b.mp4'), recording('a', 'a.mp4')]).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('answers every item and knows what is left', () => {
    const review = gatherReview(input({ kind: 'verdict-set', payload: { from: null, to: verdict('art14-1-notice') } }));
    expect(review.suggestions.size).toBe(DEFAULT_UNIT.checklist.length);
    expect(review.remaining.open).toHaveLength(DEFAULT_UNIT.checklist.length - 1);
    expect(review.suggestions.get('art16-24h')?.status).toBe('no-data');
  });

  it('leaves out what belongs to a recording that is no longer in the case', () => {
    const { facts } = gatherReview(input({ kind: 'annotations-changed', payload: { removed: [], added: [mark('early'), mark('gone')] } }));
    expect(facts.annotations.map(({ recordingId }) => recordingId)).toEqual(['early']);
  });

  it('becomes an opinion that is complete once all is judged', () => {
    const all = input(...DEFAULT_UNIT.checklist.map((item): Action => ({ kind: 'verdict-set', payload: { from: null, to: verdict(item.id) } })));
    expect(gatherOpinion(all, gatherReview(all), 9, '1')).toMatchObject({ complete: true, asOfMs: 9, files: [{ id: 'early' }, { id: 'late' }] });
    expect(gatherOpinion(input(), gatherReview(input()), 9, '1').complete).toBe(false);
  });
});
