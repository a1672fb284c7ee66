/** Judging leads from finding to finding, and the queue of analyses keeps going. */
import { describe, expect, it } from 'vitest';
import type { AnalysisDone, AnalysisEvent, AnalysisService } from '../bridge/protocol';
import type { ActionEntry } from '../core/action-log';
import { noFacts } from '../core/case';
import type { Finding } from '../core/finding';
import type { Outcome } from '../core/result';
import { us } from '../core/time';
import type { CaseStore, ComputedStore, NewEntry } from '../db/case-store';
import { CaseLog } from './case-log.svelte';
import { Jobs } from './jobs.svelte';
import { Review } from './review.svelte';
import { Selection } from './selection.svelte';

const finding = (id: string, startS: number): Finding => ({
  id, kind: 'cut', level: 'review', startUs: us(startS * 1e6), endUs: us(startS * 1e6), confidence: 0.7, groups: ['P'],
  evidence: [{ type: 'metric', metric: 'jump', value: 2, threshold: 1, relation: '>', unit: '', atUs: us(startS * 1e6) }],
  benign: [], disproof: [], detector: 'frame/jump', supportedBy: [],
});
const doneWith = (findings: readonly Finding[]): AnalysisDone => ({
  findings, hashes: { sha256: 'aa', sm3: 'bb' }, passes: [],
  summary: { fileName: 'a', sizeBytes: 1, container: 'mp4', index: 'boxes', durationUs: us(10e6), startUs: us(0), video: null, audio: null, containerTime: null },
});

/** A service whose runs end when the test says so. */
class Service implements AnalysisService {
  readonly runs: { readonly jobId: string; readonly file: File; readonly tell: (event: AnalysisEvent) => void; readonly end: (outcome: Outcome<AnalysisDone>) => void }[] = [];
  start: AnalysisService['start'] = (job, tell) => new Promise((end) => { this.runs.push({ jobId: job.jobId, file: job.file, tell, end }); });
  cancel(jobId: string): Promise<void> {
    this.runs.find((run) => run.jobId === jobId)?.end({ state: 'cancelled' });
    return Promise.resolve();
  }
  dispose(): void { /* nothing to end */ }
}

async function setUp(stored: Readonly<Record<string, readonly Finding[]>>) {
  let time = 0;
  const env = { now: () => ++time, newId: () => `id-${++time}`, actor: () => 'Li' };
  const facts = new Map<string, string>();
  const store = {
    append: (entry: NewEntry) => Promise.resolve({ ...entry, seq: ++time } as ActionEntry),
    saveFacts: (one: { id: string; analysis: string }) => { facts.set(one.id, one.analysis); return Promise.resolve(); },
    saveFindings: () => Promise.resolve(),
    watch: () => () => undefined,
  } as unknown as CaseStore;
  const service = new Service();
  const log = new CaseLog(store, env);
  const computed = { savePackets: () => Promise.resolve() } as unknown as ComputedStore;
  const jobs = new Jobs({ store, computed, env, service: () => Promise.resolve(service) });
  const selection = new Selection();
  const review = new Review(log, jobs, selection, env);
  const ids = Object.keys(stored);
  log.open('c', [], 0, false);
  await log.append(() => ({ kind: 'recordings-added', payload: { recordings: ids.map((id) => ({ id, identity: { name: id, folder: '', sizeBytes: 1, lastModifiedMs: 0 }, sampleUrl: null })) } }));
  jobs.open('c', ids, ids.map((id) => ({ ...noFacts(id, 'c'), analysis: 'done' as const, hashes: { sha256: 'aa', sm3: 'bb' } })), new Map(Object.entries(stored)));
  return { log, jobs, selection, review, service, facts };
}

describe('keys that come faster than the disk', () => {
  it('each judges the finding that is shown when it comes', async () => {
    const { review, selection } = await setUp({ r1: [finding('a', 1), finding('b', 2), finding('c', 3)] });
    selection.selectFinding('r1', 'a', null);
    review.setOrder(['a', 'b', 'c']);
    const first = review.judgeSelected('accept');
    expect(selection.findingId).toBe('b');
    const second = review.judgeSelected('reject');
    expect(selection.findingId).toBe('c');
    // Nobody is led away from what they went to meanwhile.
    selection.selectFinding('r1', 'a', null);
    await Promise.all([first, second]);
    expect(selection.findingId).toBe('a');
    expect(['a', 'b', 'c'].map((id) => review.judgementOf('r1', id)?.decision ?? null)).toEqual(['accept', 'reject', null]);
  });
});

describe('stepping past the edge of a recording', () => {
  it('goes on to the next recording with findings, its first open one, and back again', async () => {
    const { review, selection } = await setUp({ r1: [finding('a', 1)], r2: [], r3: [finding('c', 3), finding('d', 4)] });
    await review.judge('r3', finding('c', 3), 'accept');
    selection.selectFinding('r1', 'a', null);
    review.setOrder(['a']);
    expect([review.canStep(-1), review.canStep(1)]).toEqual([false, true]);
    review.step(1);
    expect([selection.recordingId, selection.findingId, selection.seek?.timeUs]).toEqual(['r3', 'd', 4e6]);
    review.setOrder(['c', 'd']);
    expect(review.canStep(1)).toBe(false);
    review.step(1);
    expect([selection.recordingId, selection.findingId]).toEqual(['r3', 'd']);
    review.step(-1);
    review.step(-1);
    expect([selection.recordingId, selection.findingId]).toEqual(['r1', 'a']);
  });

  it('counts over the whole case, and says when nothing is left to judge', async () => {
    const { review } = await setUp({ r1: [finding('a', 1)], r2: [finding('c', 3)] });
    expect(review.totals).toEqual({ all: 2, decided: 0, complete: false });
    await review.judge('r1', finding('a', 1), 'reject');
    expect(review.totals).toEqual({ all: 2, decided: 1, complete: false });
    await review.judge('r2', finding('c', 3), 'defer');
    expect(review.totals).toEqual({ all: 2, decided: 2, complete: true });
  });
});

describe('judging', () => {
  it('goes on to another recording where the chosen one has no findings', async () => {
    const { review, selection } = await setUp({ r1: [], r2: [finding('c', 3)] });
    selection.selectRecording('r1');
    review.setOrder([]);
    expect(review.hasOpenElsewhere).toBe(true);
    review.step(-1);
    expect(selection.recordingId).toBe('r1');
    review.step(1);
    expect([selection.recordingId, selection.findingId]).toEqual(['r2', 'c']);
    await review.judge('r2', finding('c', 3), 'accept');
    expect(review.hasOpenElsewhere).toBe(false);
  });

  it('offers the first open finding in the order of the list', async () => {
    const { review, selection } = await setUp({ r1: [finding('a', 1), finding('b', 2)] });
    expect(review.firstOpen()).toBeNull();
    selection.selectRecording('r1');
    review.setOrder(['b', 'a']);
    expect(review.firstOpen()?.id).toBe('b');
    await review.judge('r1', finding('b', 2), 'reject');
    expect(review.firstOpen()?.id).toBe('a');
    await review.judge('r1', finding('a', 1), 'defer');
    expect(review.firstOpen()).toBeNull();
    expect(review.counts('r1')).toMatchObject({ open: 0, deferred: 1 });
  });

  it('goes from each finding to the next open one, also into the next recording', async () => {
    const { review, selection } = await setUp({ r1: [finding('a', 1), finding('b', 2)], r2: [finding('c', 3)] });
    review.setOrder(['a', 'b']);
    selection.selectFinding('r1', 'a', null);
    await review.judgeSelected('accept');
    expect(selection.findingId).toBe('b');
    expect(selection.seek?.timeUs).toBe(2e6);
    await review.judgeSelected('reject');
    expect([selection.recordingId, selection.findingId]).toEqual(['r2', 'c']);
    expect(review.counts('r1').open).toBe(0);
  });

  it('keeps the note when the decision changes, and takes both back step by step', async () => {
    const { review, log } = await setUp({ r1: [finding('a', 1)] });
    const a = finding('a', 1);
    await review.note('r1', a, '  时钟连续 ');
    await review.judge('r1', a, 'reject');
    expect(review.judgementOf('r1', 'a')).toMatchObject({ decision: 'reject', note: '时钟连续', recheck: false });
    await log.undo();
    expect(review.judgementOf('r1', 'a')).toMatchObject({ decision: null, note: '时钟连续' });
    await log.undo();
    expect(review.judgementOf('r1', 'a')).toBeNull();
  });

  it('writes nothing when nothing changes', async () => {
    const { review, log } = await setUp({ r1: [finding('a', 1)] });
    await review.judge('r1', finding('a', 1), 'accept');
    const before = log.entries.length;
    await review.judge('r1', finding('a', 1), 'accept');
    await review.note('r1', finding('a', 1), '');
    expect(log.entries).toHaveLength(before);
  });

  it('asks to look again when a new run has moved the boundary, and then holds for the new one', async () => {
    const { review, jobs, service, log } = await setUp({ r1: [finding('a', 1)] });
    await review.judge('r1', finding('a', 1), 'accept');
    jobs.enqueue('r1', new File([new Uint8Array([0, 1, 2])], 'r1'));
    await expect.poll(() => service.runs.length).toBe(1);
    service.runs[0]?.end({ state: 'completed', value: doneWith([finding('a2', 1.2)]) });
    await expect.poll(() => review.judgementOf('r1', 'a2')?.recheck).toBe(true);
    expect(review.counts('r1').open).toBe(1);
    await review.judge('r1', finding('a2', 1.2), 'accept');
    expect(review.judgementOf('r1', 'a2')?.recheck).toBe(false);
    expect(log.state.judgements.size).toBe(1);
  });
});

describe('the queue of analyses', () => {
  const file = (name: string) => new File([new Uint8Array([0, 1, 2])], name);

  it('keeps the last findings in view until the new run has ended', async () => {
    const { jobs, service } = await setUp({ r1: [finding('a', 1), finding('b', 2)] });
    jobs.enqueue('r1', file('r1'));
    await expect.poll(() => service.runs.length).toBe(1);
    service.runs[0]?.tell({ type: 'findings', findings: [finding('b', 2)] });
    expect(jobs.of('r1')?.findings.map((one) => one.id)).toEqual(['a', 'b']);
    service.runs[0]?.end({ state: 'completed', value: doneWith([finding('b', 2)]) });
    await expect.poll(() => jobs.of('r1')?.findings.map((one) => one.id)).toEqual(['b']);
  });

  it('goes on with the others when one fails, and keeps why', async () => {
    const { jobs, service, facts } = await setUp({ r1: [], r2: [] });
    jobs.enqueue('r1', file('r1'));
    jobs.enqueue('r2', file('r2'));
    await expect.poll(() => service.runs.length).toBe(1);
    service.runs[0]?.end({ state: 'failed', error: { code: 'file-not-media', detail: 'noise', fileName: 'r1' } });
    await expect.poll(() => service.runs.length).toBe(2);
    expect(jobs.of('r1')).toMatchObject({ status: 'failed', error: { code: 'file-not-media' } });
    service.runs[1]?.end({ state: 'completed', value: doneWith([]) });
    await expect.poll(() => jobs.of('r2')?.status).toBe('done');
    expect([...facts]).toEqual([['r1', 'failed'], ['r2', 'done']]);
    expect(jobs.overall).toBeNull();
  });

  it('takes the chosen recording first', async () => {
    const { jobs, service } = await setUp({ r1: [], r2: [], r3: [] });
    for (const id of ['r1', 'r2', 'r3']) jobs.enqueue(id, file(id));
    jobs.prefer('r3');
    await expect.poll(() => service.runs.length).toBe(1);
    service.runs[0]?.end({ state: 'completed', value: doneWith([]) });
    await expect.poll(() => service.runs[1]?.file.name).toBe('r3');
  });

  it('is cancelled as a whole and resumed where it was', async () => {
    const { jobs, service } = await setUp({ r1: [], r2: [] });
    jobs.enqueue('r1', file('r1'));
    jobs.enqueue('r2', file('r2'));
    await expect.poll(() => service.runs.length).toBe(1);
    await jobs.cancelAll();
    expect([jobs.of('r1')?.status, jobs.of('r2')?.status]).toEqual(['cancelled', 'cancelled']);
    await expect.poll(() => jobs.canResume).toBe(true);
    jobs.resumeAll();
    await expect.poll(() => service.runs.length).toBe(2);
    expect(jobs.of('r2')?.status).toBe('queued');
  });

  it('takes nothing from a file picked again that has another content', async () => {
    const { jobs, service } = await setUp({ r1: [finding('a', 1)] });
    const wrong: string[] = [];
    jobs.onHashMismatch = (id) => wrong.push(id);
    jobs.enqueue('r1', file('r1'));
    await expect.poll(() => service.runs.length).toBe(1);
    service.runs[0]?.tell({ type: 'findings', findings: [finding('z', 9)] });
    service.runs[0]?.tell({ type: 'hashes', hashes: { sha256: 'cc', sm3: 'dd' } });
    expect(wrong).toEqual(['r1']);
    expect(jobs.of('r1')?.findings.map((one) => one.id)).toEqual(['a']);
    expect(jobs.of('r1')?.hashes?.sha256).toBe('aa');
  });
});
