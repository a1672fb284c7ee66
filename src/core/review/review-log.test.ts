/** The review in the action log: every action can be taken back, tables that are not touched stay the same, and many annotations stay quick. */
import { describe, expect, it } from 'vitest';
import { emptyCaseState, history, replay, type Action, type ActionEntry } from '../action-log';
import { us } from '../time';
import type { Annotation } from './annotation';
import type { ItemVerdict } from './verdict';

let serial = 0;
const entry = (action: Action): ActionEntry => { serial++; return { ...action, id: `e${serial}`, caseId: 'c', seq: serial, atMs: serial, actor: '', version: 1 }; };
const verdict = (given: ItemVerdict['verdict']): ItemVerdict => ({ itemId: 'a', verdict: given, citations: [], reason: '', noCitation: 'x', atMs: 0, actor: '' });
const annotation = (id: string, text = ''): Annotation => ({ id, recordingId: 'r', tier: 'note', term: '', text, box: null, startUs: us(0), endUs: us(0), atMs: 0, actor: '' });

describe('a review in the log', () => {
  it('keeps the last verdict, and gives the former one back', () => {
    const set = entry({ kind: 'verdict-set', payload: { from: null, to: verdict('conform') } });
    const changed = entry({ kind: 'verdict-set', payload: { from: verdict('conform'), to: verdict('fail') } });
    const undone = entry({ kind: 'undone', payload: { target: changed.id } });
    expect(replay([set, changed]).verdicts.get('a')?.verdict).toBe('fail');
    expect(replay([set, changed, undone]).verdicts.get('a')?.verdict).toBe('conform');
    expect(replay([set, changed, undone, entry({ kind: 'undone', payload: { target: set.id } })]).verdicts.size).toBe(0);
    expect(history([set, changed, undone])[1]).toMatchObject({ entry: { id: changed.id }, undone: true });
  });

  it('changes many annotations by one action, and takes it back as one', () => {
    const added = entry({ kind: 'annotations-changed', payload: { removed: [], added: [annotation('1'), annotation('2'), annotation('3')] } });
    const edited = entry({ kind: 'annotations-changed', payload: { removed: [annotation('1'), annotation('2')], added: [annotation('1', 'x'), annotation('2', 'x')] } });
    const gone = entry({ kind: 'annotations-changed', payload: { removed: [annotation('3')], added: [] } });
    const texts = (...entries: ActionEntry[]): unknown => [...replay(entries).annotations.values()].map(({ id, text }) => id + text).sort();
    expect(texts(added, edited, gone)).toEqual(['1x', '2x']);
    expect(texts(added, edited, gone, entry({ kind: 'undone', payload: { target: gone.id } }))).toEqual(['1x', '2x', '3']);
    expect(texts(added, edited, entry({ kind: 'undone', payload: { target: edited.id } }))).toEqual(['1', '2', '3']);
  });

  it('leaves tables alone that an action does not touch', () => {
    const before = replay([entry({ kind: 'annotations-changed', payload: { removed: [], added: [annotation('1')] } })]);
    const after = replay([entry({ kind: 'verdict-set', payload: { from: null, to: verdict('minor') } })], before);
    expect(after.annotations).toBe(before.annotations);
    expect(after.verdicts).not.toBe(before.verdicts);
    expect(before.verdicts.size).toBe(0);
  });

  it('opens a log of 10,000 annotations and adds one more within a frame', () => {
    const entries = Array.from({ length: 10_000 }, (_, i) => entry({ kind: 'annotations-changed', payload: { removed: [], added: [annotation(`a${i}`)] } }));
    const opened = performance.now();
    const state = replay(entries);
    expect(performance.now() - opened).toBeLessThan(500);
    const one = entry({ kind: 'annotations-changed', payload: { removed: [], added: [annotation('more')] } });
    replay([one], state);
    const from = performance.now();
    for (let i = 0; i < 10; i++) replay([one], state);
    expect((performance.now() - from) / 10).toBeLessThan(16);
    expect(state.annotations.size).toBe(10_000);
  });

  it('starts empty', () => {
    const { verdicts, annotations, utterances, incidents, documents, signatures, otherReviews, adjudications } = emptyCaseState();
    expect([verdicts, annotations, utterances, incidents, documents, signatures, otherReviews, adjudications].map(({ size }) => size)).toEqual(Array(8).fill(0));
  });
});
