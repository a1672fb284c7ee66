/** What a job promises when things go wrong: workers that die, files that only look alike, storage that is full, cancels that are not heard. */
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors';
import type { AnalysisPass, PassResult, PassResultStore } from '../core/pass-result';
import type { Outcome } from '../core/result';
import { us } from '../core/time';
import { runAnalysisJob, type JobLanes } from './analysis-job';
import { createHashTurns } from './hash-lane';
import { createJobQueue } from './job-queue';
import { createKeptResults } from './kept-results';
import type { AnalysisEvent, AnalysisRequest, AnalysisWorkerDone, AnalysisWorkerEvent } from './protocol';
import type { WorkerHandle, WorkerLane } from './worker-handle';

const summary = {
  fileName: 'a.mp4', sizeBytes: 3, container: 'mp4', index: 'boxes', durationUs: us(1_000_000), startUs: us(0), video: null, audio: null, containerTime: null,
} as const;
const hashes = { sha256: 'aa', sm3: 'bb' };
const result = (pass: AnalysisPass): PassResult =>
  ({ pass, version: 1, drafts: [], metrics: [], thumbnails: [], peaks: null, bitstream: null, clocks: [], soundTrace: null, issues: [], ms: 1 });
const running = (pass: AnalysisPass): AnalysisWorkerEvent => ({ type: 'progress', progress: { pass, state: 'running', done: 0, total: 1, speed: null, leftMs: null } });
const done = (pass: AnalysisPass): AnalysisWorkerEvent => ({ type: 'progress', progress: { pass, state: 'done', done: 1, total: 1, speed: null, leftMs: 0 } });

type Run = (request: AnalysisRequest, emit: (event: AnalysisWorkerEvent) => void) => Promise<Outcome<AnalysisWorkerDone>>;
const completed: Outcome<AnalysisWorkerDone> = { state: 'completed', value: { summary, findings: [], passes: [] } };

/** A lane whose worker is a plain object; a run that rejects with `worker-crashed` takes the worker down. */
function fakeLane(api: object): WorkerLane<never> & { readonly made: () => number } {
  let made = 0;
  let handle: (WorkerHandle<never> & { lose: (reason: Error) => void }) | null = null;
  const make = (): WorkerHandle<never> & { lose: (reason: Error) => void } => {
    made++;
    let gone = false;
    let lose: (reason: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => { lose = (reason) => { gone = true; reject(reason); }; });
    lost.catch(() => undefined);
    return {
      call: (work) => Promise.race([work(api as never), lost]).catch((thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'worker-crashed') gone = true;
        throw thrown;
      }),
      get gone() { return gone; },
      end: () => lose(new AppError('cancelled', 'ended')),
      lose: (reason) => lose(reason),
    };
  };
  return {
    get: () => (handle = handle === null || handle.gone ? make() : handle),
    end: () => { handle?.end(); handle = null; },
    made: () => made,
  };
}

function setUp(run: Run, options: { store?: PassResultStore | null; hash?: () => Promise<Outcome<typeof hashes>> } = {}) {
  const requests: AnalysisRequest[] = [];
  let cancels = 0;
  const analysis = fakeLane({
    run: (request: AnalysisRequest, emit: (event: AnalysisWorkerEvent) => void) => { requests.push(request); return run(request, emit); },
    cancel: () => { cancels++; },
  });
  const hash = fakeLane({
    fingerprint: () => Promise.resolve({ state: 'completed', value: '3-f' }),
    hash: options.hash ?? (() => Promise.resolve({ state: 'completed', value: hashes })),
    cancel: () => undefined,
  });
  const lanes = { analysis, hash, hashTurns: createHashTurns(), urls: {} } as unknown as JobLanes;
  const kept = createKeptResults(options.store ?? null);
  const events: AnalysisEvent[] = [];
  const start = (reuse = true) => runAnalysisJob({ jobId: '1', file: new File(['abc'], 'a.mp4'), reuse }, (event) => events.push(event), lanes, kept);
  return { start, requests, events, analysis, cancels: () => cancels };
}

const issues = (events: readonly AnalysisEvent[]): string[] => events.flatMap((event) => (event.type === 'issue' ? [`${event.issue.code} ${event.issue.pass ?? '-'}`] : []));

describe('a worker that dies', () => {
  it('is made anew; finished passes are handed to it, and the reviewer is told', async () => {
    let runs = 0;
    const { start, requests, events, analysis } = setUp(async (_, emit) => {
      if (++runs > 1) return completed;
      emit({ type: 'result', result: result('packet') });
      emit(running('frame'));
      throw new AppError('worker-crashed', 'boom');
    });
    expect((await start().outcome).state).toBe('completed');
    expect(analysis.made()).toBe(2);
    expect(requests[1]!.cached.map((one) => one.pass)).toEqual(['packet']);
    expect(requests[1]!.barred).toEqual([]);
    expect(issues(events)).toEqual(['worker-recovered frame']);
  });

  it('costs only the pass that kills it twice; siblings go on', async () => {
    const { start, requests, events } = setUp(async (request, emit) => {
      if (request.barred.includes('frame')) return completed;
      emit(running('audio'));
      emit(running('frame'));
      throw new AppError('worker-crashed', 'boom');
    });
    expect((await start().outcome).state).toBe('completed');
    expect(requests).toHaveLength(3);
    expect(requests[2]!.barred).toEqual(['frame']);
    expect(issues(events)).toEqual(['worker-recovered frame', 'worker-crashed frame']);
  });

  it('fails the job, not the program, when the file cannot even be opened twice', async () => {
    const { start } = setUp(() => Promise.reject(new AppError('worker-crashed', 'boom')));
    expect(await start().outcome).toMatchObject({ state: 'failed', error: { code: 'worker-crashed', fileName: 'a.mp4' } });
  });
});

describe('what is kept', () => {
  const memoryStore = (known: typeof hashes | null, stored: readonly PassResult[]) => {
    const saved: string[] = [];
    const store: PassResultStore = {
      recall: () => Promise.resolve(known), remember: () => Promise.resolve(),
      load: () => Promise.resolve(stored), save: (content, one) => { saved.push(`${content} ${one.pass}`); return Promise.resolve(); },
    };
    return { store, saved };
  };

  it('is written under the full hash and handed back to the next run', async () => {
    const { store, saved } = memoryStore(hashes, [result('packet')]);
    const { start, requests } = setUp(async (_, emit) => { emit({ type: 'result', result: result('frame') }); return completed; }, { store });
    expect(await start().outcome).toMatchObject({ state: 'completed', value: { hashes } });
    expect(requests[0]!.cached.map((one) => one.pass)).toEqual(['packet']);
    expect(saved).toEqual(['aa frame']);
  });

  it('is thrown away when the full hash unmasks another file', async () => {
    const { store } = memoryStore({ sha256: 'other', sm3: 'other' }, [result('packet')]);
    const { start, requests } = setUp(async () => completed, { store });
    expect((await start().outcome).state).toBe('completed');
    expect(requests.at(-1)!.cached).toEqual([]);
    expect(requests.length).toBeGreaterThan(1);
  });

  it('is gone without a word when the caller wants no reuse', async () => {
    const { store } = memoryStore(hashes, [result('packet')]);
    const { start, requests } = setUp(async () => completed, { store });
    await start(false).outcome;
    expect(requests[0]!.cached).toEqual([]);
  });

  it('stays in memory when storage is full, and the analysis goes on', async () => {
    const full = (): Promise<never> => Promise.reject(new AppError('storage-full', 'quota'));
    const store: PassResultStore = { recall: () => Promise.resolve(null), remember: full, load: full, save: full };
    const { start, events, requests } = setUp(async (_, emit) => { emit({ type: 'result', result: result('frame') }); return completed; }, { store });
    expect((await start().outcome).state).toBe('completed');
    expect(new Set(issues(events))).toEqual(new Set(['storage-full -']));
    await start().outcome;
    expect(requests[1]!.cached.map((one) => one.pass)).toEqual(['frame']);
  });
});

describe('cancel', () => {
  it('ends a worker that does not listen within half a second and says nothing afterwards', async () => {
    const { start, events, cancels, analysis } = setUp(() => new Promise(() => undefined));
    const job = start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = events.length;
    const atMs = performance.now();
    await job.cancel();
    // Half of what is promised: a loaded machine may double it.
    expect(performance.now() - atMs).toBeLessThan(250);
    expect(await job.outcome).toEqual({ state: 'cancelled' });
    expect(cancels()).toBe(1);
    expect(analysis.get().gone).toBe(false);
    expect(events.length).toBe(before);
  });

  it('keeps the finished passes for the resume, even before the hash is known', async () => {
    const { start, requests } = setUp((request, emit) => {
      if (request.cached.length > 0) return Promise.resolve(completed);
      emit({ type: 'result', result: result('bitstream') });
      return new Promise(() => undefined);
    }, { hash: () => new Promise((resolve) => setTimeout(() => resolve({ state: 'completed', value: hashes }), 600)) });
    const job = start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await job.cancel();
    expect((await start().outcome).state).toBe('completed');
    expect(requests[1]!.cached.map((one) => one.pass)).toEqual(['bitstream']);
  });
});

describe('progress', () => {
  it('never runs backwards, not even across a crash', async () => {
    let runs = 0;
    const at = (fraction: number): AnalysisWorkerEvent =>
      ({ type: 'progress', progress: { pass: 'frame', state: 'running', done: fraction * 10, total: 10, speed: 1, leftMs: 1 } });
    const { start, events } = setUp(async (_, emit) => {
      emit(running('frame'));
      await new Promise((resolve) => setTimeout(resolve, 400));
      emit(at(runs === 0 ? 0.8 : 0.1));
      if (++runs === 1) throw new AppError('worker-crashed', 'boom');
      emit(done('frame'));
      return completed;
    });
    await start().outcome;
    const fractions = events.flatMap((event) => (event.type === 'progress' && event.progress.pass === 'frame' ? [event.progress.done / event.progress.total] : []));
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });
});

describe('the queue', () => {
  it('runs one at a time, and a failing file never stops the ones behind it', async () => {
    const queue = createJobQueue<number>();
    let active = 0;
    let most = 0;
    const job = (outcome: Outcome<number>) => () => {
      most = Math.max(most, ++active);
      return { outcome: new Promise<Outcome<number>>((resolve) => setTimeout(() => { active--; resolve(outcome); }, 5)), freed: new Promise<void>(() => undefined), cancel: () => Promise.resolve() };
    };
    const all = await Promise.all([
      queue.add('1', 'a', job({ state: 'failed', error: { code: 'file-damaged', detail: '' } })),
      queue.add('2', 'b', () => { throw new Error('bug'); }),
      queue.add('3', 'c', job({ state: 'completed', value: 3 })),
    ]);
    expect(all.map((one) => one.state)).toEqual(['failed', 'failed', 'completed']);
    expect(most).toBe(1);
  });

  it('drops a waiting job without starting it', async () => {
    const queue = createJobQueue<number>();
    let end: () => void = () => undefined;
    const first = queue.add('1', 'a', () => ({ outcome: new Promise<Outcome<number>>((resolve) => { end = () => resolve({ state: 'completed', value: 1 }); }), freed: new Promise<void>(() => undefined), cancel: () => Promise.resolve() }));
    const second = queue.add('2', 'b', () => { throw new Error('started'); });
    await queue.cancel('2');
    expect(await second).toEqual({ state: 'cancelled' });
    end();
    expect((await first).state).toBe('completed');
  });

  it('starts the next file while the one before still hashes, but runs ahead of hashing by two files at most', async () => {
    const queue = createJobQueue<number>();
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const job = (n: number) => () => {
      started.push(n);
      return { outcome: new Promise<Outcome<number>>((resolve) => { ends[n] = () => resolve({ state: 'completed', value: n }); }), freed: Promise.resolve(), cancel: () => Promise.resolve() };
    };
    const all = [1, 2, 3, 4, 5].map((n) => queue.add(String(n), 'a', job(n)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(started).toEqual([1, 2, 3]);
    ends[2]!();
    await all[1];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(started).toEqual([1, 2, 3, 4]);
  });
});

describe('hashing', () => {
  it('reads one file at a time, and says that the machine is free before its hash is known', async () => {
    let hashNow: () => void = () => undefined;
    const { start, events } = setUp(async () => completed, { hash: () => new Promise((resolve) => { hashNow = () => resolve({ state: 'completed', value: hashes }); }) });
    const job = start();
    await job.freed;
    expect(events.at(-1)).toEqual({ type: 'analysed' });
    hashNow();
    expect((await job.outcome).state).toBe('completed');
    const turns = createHashTurns();
    let reading = 0;
    let most = 0;
    await Promise.all([1, 2, 3].map(() => turns(async () => {
      most = Math.max(most, ++reading);
      await new Promise((resolve) => setTimeout(resolve, 2));
      reading--;
    })));
    expect(most).toBe(1);
  });
});
