/** What follows from the log: state, undo, redo, history. */
import { describe, expect, it } from 'vitest';
import { history, judgementKey, replay, type Action, type ActionEntry } from './action-log';
import { EMPTY_CASE_INFO, isFileOf, type CaseRecording } from './case';
import type { Decision, Judgement } from './review';
import { us } from './time';

const recording = (id: string): CaseRecording => ({ id, identity: { name: `${id}.mp4`, folder: '', sizeBytes: 10, lastModifiedMs: 1 }, sampleUrl: null });

const judgement = (findingId: string, decision: Decision | null, note = ''): Judgement => ({
  recordingId: 'r1', decision, note, atMs: 5, actor: 'Li',
  finding: { id: findingId, kind: 'cut', level: 'high', startUs: us(0), endUs: us(0), detector: 'frame/jump' },
});

function log(...actions: Action[]): ActionEntry[] {
  return actions.map((action, index) => ({ ...action, id: `e${index + 1}`, caseId: 'c', seq: index + 1, atMs: index, actor: '', version: 1 }));
}

const created: Action = { kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, caseNumber: '1' } } };
const edit = (from: string, to: string): Action => ({ kind: 'case-edited', payload: { field: 'party', from, to } });
const judge = (from: Judgement | null, to: Judgement | null, replaced: Judgement | null = null): Action => ({ kind: 'finding-judged', payload: { from, to, replaced } });
const undo = (target: string): Action => ({ kind: 'undone', payload: { target } });
const redo = (target: string): Action => ({ kind: 'redone', payload: { target } });

describe('replaying the log', () => {
  it('gives information, recordings and judgements', () => {
    const state = replay(log(created, edit('', 'Wang'), { kind: 'recordings-added', payload: { recordings: [recording('r1'), recording('r2')] } }, judge(null, judgement('f', 'accept'))));
    expect(state.info).toMatchObject({ caseNumber: '1', party: 'Wang' });
    expect(state.recordings.map((one) => one.id)).toEqual(['r1', 'r2']);
    expect(state.judgements.get(judgementKey('r1', 'f'))?.decision).toBe('accept');
  });

  it('is the same in one go as in steps', () => {
    const entries = log(created, edit('', 'a'), edit('a', 'b'), undo('e3'), judge(null, judgement('f', 'defer')));
    let state = replay([]);
    for (const entry of entries) state = replay([entry], state);
    expect(state).toEqual(replay(entries));
  });

  it('never changes the state it starts from', () => {
    const before = replay(log(created, judge(null, judgement('f', 'accept'))));
    const copy = structuredClone({ ...before, judgements: [...before.judgements] });
    replay(log(undo('e2'), edit('', 'x')), before);
    expect({ ...before, judgements: [...before.judgements] }).toEqual(copy);
  });
});

describe('a file chosen again', () => {
  const added: Action = { kind: 'recordings-added', payload: { recordings: [recording('r1')] } };
  const as = (name: string, lastModifiedMs = 2): Action => ({ kind: 'recording-relinked', payload: { recordingId: 'r1', from: recording('r1').identity, to: { name, folder: '', sizeBytes: 10, lastModifiedMs } } });

  it('leaves the recording its name and tells under which it was found', () => {
    const [found] = replay(log(created, added, as('copy.mp4'))).recordings;
    expect(found?.identity.name).toBe('r1.mp4');
    expect(found?.foundAs?.name).toBe('copy.mp4');
    expect(isFileOf(found!, { name: 'copy.mp4', folder: '', sizeBytes: 10, lastModifiedMs: 2 })).toBe(true);
    expect(isFileOf(found!, recording('r1').identity)).toBe(true);
  });

  it('has no other name once the very file is back', () => {
    expect(replay(log(created, added, as('copy.mp4'), as('r1.mp4', 1))).recordings).toEqual([recording('r1')]);
  });
});

describe('undo and redo', () => {
  it('takes back the newest, then the one before, and does them again', () => {
    const base = [created, edit('', 'a'), edit('a', 'b')];
    expect(replay(log(...base, undo('e3'))).info.party).toBe('a');
    expect(replay(log(...base, undo('e3'), undo('e2'))).info.party).toBe('');
    expect(replay(log(...base, undo('e3'), undo('e2'), redo('e2'), redo('e3'))).info.party).toBe('b');
  });

  it('forgets what could be done again once something new is done', () => {
    const state = replay(log(created, edit('', 'a'), undo('e2'), edit('', 'z')));
    expect(state.redoable).toEqual([]);
    expect(state.info.party).toBe('z');
  });

  it('puts a removed recording back where it stood', () => {
    const added: Action = { kind: 'recordings-added', payload: { recordings: ['a', 'b', 'c'].map(recording) } };
    const removed: Action = { kind: 'recording-removed', payload: { recording: recording('b'), index: 1 } };
    const state = replay(log(created, added, removed, undo('e3')));
    expect(state.recordings.map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('brings the former judgement back, also the one on boundaries that have moved', () => {
    const old = judgement('old', 'accept', 'seen');
    const state = replay(log(created, judge(null, old), judge(null, judgement('new', 'reject'), old), undo('e3')));
    expect([...state.judgements.keys()]).toEqual([judgementKey('r1', 'old')]);
    expect(state.judgements.get(judgementKey('r1', 'old'))).toEqual(old);
  });

  it('does not take back that a case was made', () => {
    expect(replay(log(created)).undoable).toEqual([]);
    expect(replay(log(created, undo('e1'))).info.caseNumber).toBe('1');
  });
});

describe('history', () => {
  it('lists what was done, newest first, with what stands taken back marked', () => {
    const items = history(log(created, edit('', 'a'), edit('a', 'b'), undo('e3'), undo('e2'), redo('e2')));
    expect(items.map(({ entry, undone }) => [entry.id, undone])).toEqual([['e6', false], ['e5', false], ['e4', false], ['e3', true], ['e2', false], ['e1', false]]);
    expect(items.slice(0, 3).map(({ entry, target }) => [entry.kind, target?.id])).toEqual([['redone', 'e2'], ['undone', 'e2'], ['undone', 'e3']]);
  });
});
