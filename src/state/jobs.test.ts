/** What a reviewer feels of the queue: a cancel is there at once, the next file does not wait for a hash, and nothing late spoils a resume. */
import { describe, expect, it } from 'vitest';
import type { AnalysisDone, AnalysisEvent, AnalysisJob, AnalysisService } from '../bridge/protocol';
import { noFacts } from '../core/case';
import type { Finding } from '../core/finding';
import type { PassResult } from '../core/pass-result';
import type { Outcome } from '../core/result';
import type { PacketTable } from '../core/tables';
import { us } from '../core/time';
import type { CaseStore, ComputedStore } from '../db/case-store';
import { Jobs } from './jobs.svelte';

const summary = {
  fileName: 'a', sizeBytes: 3, container: 'mp4', index: 'boxes', durationUs: us(1_000_000), startUs: us(0), video: null, audio: null, containerTime: null,
} as const;
const done: Outcome<AnalysisDone> = { state: 'completed', value: { summary, hashes: { sha256: 'a', sm3: 'b' }, findings: [], passes: [] } };

interface Started { readonly job: AnalysisJob; readonly emit: (event: AnalysisEvent) => void; readonly end: (outcome: Outcome<AnalysisDone>) => void }

async function setUp(names: readonly string[]) {
  const started: Started[] = [];
  const cancelled: string[] = [];
  const service: AnalysisService = {
    start: (job, emit) => new Promise((end) => started.push({ job, emit, end })),
    // A worker that takes its time to end.
    cancel: (jobId) => { cancelled.push(jobId); return new Promise(() => undefined); },
    dispose: () => undefined,
  };
  const facts: { id: string; analysis: string }[] = [];
  const stored: string[] = [];
  const store = {
    saveFacts: (one: { id: string; analysis: string }) => { facts.push(one); return Promise.resolve(); }, saveFindings: (_case: string, _id: string, findings: readonly Finding[]) => { stored.push(findings.map((one) => one.id).join()); return Promise.resolve(); },
  } as unknown as CaseStore;
  let ids = 0;
  const computed = { load: () => Promise.resolve({ results: [], packets: null }), savePackets: () => Promise.resolve() } as unknown as ComputedStore;
  const jobs = new Jobs({ store, computed, env: { now: () => 0, newId: () => `job-${++ids}`, actor: () => '' }, service: () => Promise.resolve(service) });
  jobs.open('case', names, [], new Map());
  for (const name of names) jobs.enqueue(name, contentOf(name));
  await settle();
  return { jobs, started, cancelled, facts, stored };
}
/** Bytes that no text has. */
const contentOf = (name: string): File => new File([new Uint8Array([0, 1, 2])], name);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('the queue', () => {
  it('starts the next file when the one before is analysed, although it still hashes', async () => {
    const { jobs, started } = await setUp(['a', 'b']);
    expect(started).toHaveLength(1);
    started[0]!.emit({ type: 'summary', summary });
    started[0]!.emit({ type: 'analysed' });
    await settle();
    expect(started.map(({ job }) => job.file.name)).toEqual(['a', 'b']);
    expect(jobs.overall).toMatchObject({ recordingId: 'b', position: 2, count: 2 });
    started[0]!.end(done);
    await settle();
    expect(jobs.of('a')?.status).toBe('done');
    expect(jobs.of('b')?.status).toBe('running');
  });

  it('keeps telling of the last file while it hashes', async () => {
    const { jobs, started } = await setUp(['a']);
    started[0]!.emit({ type: 'analysed' });
    await settle();
    expect(jobs.overall).toMatchObject({ recordingId: 'a' });
    started[0]!.end(done);
    await settle();
    expect(jobs.overall).toBeNull();
  });
});

describe('findings of a run under way', () => {
  const finding = (id: string): Finding => ({ id } as Finding);

  it('are stored at once when one of them is judged, however soon after the last time, and when the case is left', async () => {
    const { jobs, started, stored } = await setUp(['a']);
    started[0]!.emit({ type: 'findings', findings: [finding('x')] });
    started[0]!.emit({ type: 'findings', findings: [finding('x'), finding('y')] });
    jobs.saveShown('a');
    expect(stored.at(-1)).toBe('x,y');
    started[0]!.emit({ type: 'findings', findings: [finding('x'), finding('y'), finding('z')] });
    jobs.close();
    expect(stored.at(-1)).toBe('x,y,z');
  });
});

describe('cancel', () => {
  it('is there and can be resumed before any worker has answered; what comes late is nobody\'s', async () => {
    const { jobs, started, cancelled, facts } = await setUp(['a']);
    void jobs.cancelAll();
    expect(jobs.of('a')?.status).toBe('cancelled');
    expect(jobs.canResume).toBe(true);
    expect(jobs.overall).toBeNull();
    expect(facts.at(-1)).toMatchObject({ id: 'a', analysis: 'partial' });
    jobs.resumeAll();
    await settle();
    expect(cancelled).toEqual(['job-1']);
    expect(started).toHaveLength(2);
    started[0]!.emit({ type: 'hashes', hashes: { sha256: 'late', sm3: 'late' } });
    started[0]!.end({ state: 'cancelled' });
    await settle();
    expect(jobs.of('a')?.status).toBe('running');
    expect(jobs.of('a')?.hashes).toBeNull();
    started[1]!.end(done);
    await settle();
    expect(jobs.of('a')?.status).toBe('done');
  });

  it('of one file lets the next one start', async () => {
    const { jobs, started } = await setUp(['a', 'b']);
    void jobs.cancel('a');
    await settle();
    expect(started.map(({ job }) => job.file.name)).toEqual(['a', 'b']);
    expect(jobs.of('a')?.status).toBe('cancelled');
  });
});

describe('reading again what was analysed before', () => {
  it('is told apart from an analysis, and a cancel leaves what is kept as finished', async () => {
    const { jobs, started, facts } = await setUp(['a']);
    expect(jobs.of('a')?.isRereading).toBe(false);
    started[0]!.end(done);
    await settle();
    jobs.resume('a');
    await settle();
    expect(jobs.of('a')?.isRereading).toBe(true);
    started[1]!.emit({ type: 'progress', progress: { pass: 'hash', state: 'running', done: 1, total: 3, speed: null, leftMs: null } });
    expect(jobs.of('a')?.isRereading).toBe(true);
    const kept = facts.length;
    void jobs.cancelAll();
    await settle();
    expect(facts.slice(kept)).toEqual([]);
    jobs.resume('a');
    await settle();
    started[2]!.emit({ type: 'progress', progress: { pass: 'frame', state: 'running', done: 1, total: 3, speed: null, leftMs: null } });
    expect(jobs.of('a')?.isRereading).toBe(false);
  });
});

describe('a file that is gone when it is read again', () => {
  it('leaves what was found before as it was, and says what is wrong with the file', async () => {
    const { jobs, started } = await setUp(['a']);
    started[0]!.emit({ type: 'summary', summary });
    started[0]!.end(done);
    await settle();
    const lost: string[] = [];
    jobs.onFileLost = (id, error) => lost.push(`${id} ${error.code}`);
    jobs.enqueue('a', new File([new Uint8Array([0, 1, 2])], 'a'));
    await settle();
    started[1]!.end({ state: 'failed', error: { code: 'file-gone', detail: 'deleted', fileName: 'a' } });
    await settle();
    expect(lost).toEqual(['a file-gone']);
    expect(jobs.of('a')?.status).toBe('done');
    expect(jobs.facts('a')?.analysis).toBe('done');
  });
});

describe('what is no recording', () => {
  it('is told at once, while the file before it is still being analysed', async () => {
    const { jobs, started } = await setUp(['a']);
    jobs.add(['empty', 'text', 'b']);
    jobs.enqueue('empty', new File([], 'empty.mp4'));
    jobs.enqueue('text', new File(['a letter'], 'text.mp4'));
    jobs.enqueue('b', contentOf('b'));
    await settle();
    await settle();
    expect(jobs.of('empty')).toMatchObject({ status: 'failed', error: { code: 'file-empty', fileName: 'empty.mp4' } });
    expect(jobs.of('text')).toMatchObject({ status: 'failed', error: { code: 'file-not-media', fileName: 'text.mp4' } });
    expect(jobs.of('b')?.status).toBe('queued');
    expect(started).toHaveLength(1);
    expect(jobs.overall).toMatchObject({ position: 1, count: 2 });
  });
});

describe('a case whose files are away', () => {
  const PACKETS = 45_000;
  const column = (): Float64Array => Float64Array.from({ length: PACKETS }, (_, row) => row * 40_000);
  const table = (): PacketTable => ({
    track: 'video', count: PACKETS, timescale: 1, ptsTicks: column(), dtsTicks: column(), durationTicks: column(), ptsUs: column(), sizeBytes: column(), offset: column(), key: new Uint8Array(PACKETS), displayOrder: Uint32Array.from({ length: PACKETS }, (_, row) => row),
  });
  const result = (): PassResult => ({
    pass: 'frame', version: 1, drafts: [], metrics: [{ id: 'level', unit: '', timeUs: column(), value: new Float32Array(PACKETS), threshold: null }], thumbnails: [{ ptsUs: us(0), jpeg: new Uint8Array(1) }], peaks: null, bitstream: null, clocks: [], soundTrace: null, issues: [], ms: 1,
  });

  it('of sixty recordings reads one after another, and holds the tables of the shown one alone', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `r${at}`);
    const facts = ids.map((id) => ({ ...noFacts(id, 'case'), analysis: 'done' as const, hashes: { sha256: id, sm3: id } }));
    let [reading, most, loads] = [0, 0, 0];
    const computed = {
      load: async () => {
        loads++;
        most = Math.max(most, ++reading);
        await settle();
        reading--;
        return { results: [result()], packets: { video: table(), audio: null, boxes: [] } };
      },
    } as unknown as ComputedStore;
    const jobs = new Jobs({ store: {} as CaseStore, computed, env: { now: () => 0, newId: () => '', actor: () => '' }, service: () => Promise.reject(new Error('not asked for')) });
    jobs.open('case', ids, facts, new Map());
    jobs.prefer('r0');
    await Promise.all(ids.map((id) => jobs.recall(id)));
    // The shown one does not wait for the rest.
    expect(most).toBeLessThanOrEqual(2);
    const whole = (): readonly string[] => ids.filter((id) => jobs.of(id)?.hasTables);
    expect(whole()).toEqual(['r0']);
    expect(ids.filter((id) => jobs.of(id)?.ends === null || jobs.of(id)?.thumbnails.length !== 1)).toEqual([]);
    for (const id of ['r1', 'r2']) {
      jobs.prefer(id);
      await jobs.recall(id);
      expect(whole()).toEqual([id]);
      expect(jobs.of(id)?.metrics).toHaveLength(1);
    }
    expect(jobs.of('r0')?.ends?.head.videoSizes.length).toBeGreaterThan(0);
    // What is held is not read again.
    const before = loads;
    await Promise.all(ids.map((id) => jobs.recall(id)));
    expect(loads).toBe(before);
  });
});
