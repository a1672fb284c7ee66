/** One recording through hash and analysis workers: reuse of finished passes, recovery from crashes, cancel within half a second. */
import { proxy } from 'comlink';
import { toWireError, type WireError } from '../core/errors';
import { ANALYSIS_PASSES, type AnalysisPass, type PassResult } from '../core/pass-result';
import type { FileHashes } from '../core/recording';
import type { Outcome } from '../core/result';
import { hashJobFile, type HashedFile, type HashTurns } from './hash-lane';
import type { RunningJob } from './job-queue';
import type { KeptResults } from './kept-results';
import { createProgressFilter } from './progress-filter';
import type { AnalysisDone, AnalysisEvent, AnalysisJob, AnalysisWorkerApi, AnalysisWorkerDone, AnalysisWorkerEvent, HashWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import type { WorkerLane } from './worker-handle';

/** Workers of this job alone (it ends them), and what it shares with others. */
export interface JobLanes {
  readonly analysis: WorkerLane<AnalysisWorkerApi>;
  readonly hash: WorkerLane<HashWorkerApi>;
  readonly hashTurns: HashTurns;
  readonly urls: WorkerUrls;
}

/**
 * Cooperative loops see a cancel within 16 ms, those that ask a worker of their own within 110 ms; what has not ended by now is
 * in a call that does not yield. Far from half a second, so that a busy page, whose timers come late, keeps the promise as well.
 */
const CANCEL_GRACE_MS = 150;
/** A pass that brings the worker down this often is given up. */
const CRASHES_ALLOWED = 2;

export function runAnalysisJob(job: AnalysisJob, onEvent: (event: AnalysisEvent) => void, lanes: JobLanes, kept: KeptResults): RunningJob<AnalysisDone> {
  let cancelled = false;
  let settled = false;
  let free: () => void = () => undefined;
  const freed = new Promise<void>((resolve) => { free = resolve; });
  const emit = (event: AnalysisEvent): void => { if (!cancelled && !settled) onEvent(event); };
  const progress = createProgressFilter((reading) => emit({ type: 'progress', progress: reading }));
  const issue = (error: WireError & { readonly pass?: AnalysisPass }): void =>
    emit({ type: 'issue', issue: error.fileName === undefined ? { ...error, fileName: job.file.name } : error });

  const run = async (): Promise<Outcome<AnalysisDone>> => {
    progress.waiting(['hash', ...ANALYSIS_PASSES]);
    // Its script loads while the fingerprint is taken.
    lanes.analysis.get();
    const hashing = hashJobFile(job.file, { lane: lanes.hash, turns: lanes.hashTurns, progress, issue });
    const fingerprint = await hashing.fingerprint;
    if (fingerprint.state !== 'completed') return fingerprint;
    const found = await kept.find(fingerprint.value, issue);
    const known = job.reuse ? found : { hashes: null, results: [] };
    const hashed = hashing.hashes(() => cancelled);

    const attempt = createAttempts(job, known.results, lanes, {
      isCancelled: () => cancelled, issue,
      take: (event) => {
        if (event.type === 'progress') progress.report(event.progress);
        else if (event.type !== 'result') emit(event);
        else {
          kept.add(fingerprint.value, event.result);
          if (hashes !== null) saves.push(kept.confirm(fingerprint.value, hashes, issue));
        }
      },
    });
    let hashes: FileHashes | null = null;
    const saves: Promise<void>[] = [];
    const confirmed = hashed.then(async (file) => {
      if (file.state !== 'completed') return file;
      if (known.hashes !== null && known.hashes.sha256 !== file.value.hashes.sha256) {
        kept.forget(fingerprint.value);
        attempt.restartWithout(known.results);
      }
      hashes = file.value.hashes;
      emit({ type: 'hashes', hashes });
      await kept.confirm(fingerprint.value, hashes, issue);
      return file;
    });
    const analysed = await attempt.run();
    if (analysed.state !== 'completed') return analysed;
    emit({ type: 'analysed' });
    free();
    const file: Outcome<HashedFile> = await confirmed;
    if (file.state !== 'completed') return file;
    // The hash may have unmasked a look-alike after the run had ended.
    const final = attempt.mustRestart ? await attempt.run() : analysed;
    if (final.state !== 'completed') return final;
    await Promise.all(saves);
    const hashPass = { pass: 'hash', state: 'done', ms: file.value.ms, version: 1 } as const;
    return { state: 'completed', value: { ...final.value, hashes: file.value.hashes, passes: [hashPass, ...final.value.passes] } };
  };

  let stop: () => void = () => undefined;
  const stopped = new Promise<Outcome<AnalysisDone>>((resolve) => { stop = () => resolve({ state: 'cancelled' }); });
  const outcome = Promise.race([run(), stopped]).catch((thrown: unknown): Outcome<AnalysisDone> => {
    const error = toWireError(thrown, job.file.name);
    return cancelled ? { state: 'cancelled' } : { state: 'failed', error };
  }).then((ended) => {
    settled = true;
    lanes.analysis.end();
    lanes.hash.end();
    return ended;
  });

  return {
    outcome,
    freed,
    async cancel() {
      if (settled) return;
      cancelled = true;
      for (const lane of [lanes.analysis, lanes.hash]) void lane.get().call((api) => api.cancel()).catch(() => undefined);
      const timer = setTimeout(stop, CANCEL_GRACE_MS);
      await outcome;
      clearTimeout(timer);
    },
  };
}

interface AttemptHooks {
  isCancelled(): boolean;
  issue(error: WireError & { readonly pass?: AnalysisPass }): void;
  take(event: AnalysisWorkerEvent): void;
}

interface Attempts {
  run(): Promise<Outcome<AnalysisWorkerDone>>;
  /** What was reused belongs to another file: begin anew, keeping only what was computed now. */
  restartWithout(results: readonly PassResult[]): void;
  readonly mustRestart: boolean;
}

/** Runs in the analysis worker until it ends by itself: after a crash with what is finished, a pass at most twice. */
function createAttempts(job: AnalysisJob, reusable: readonly PassResult[], lanes: JobLanes, hooks: AttemptHooks): Attempts {
  let results = [...reusable];
  let mustRestart = false;
  const crashes = new Map<AnalysisPass | 'open', number>();
  const barred: AnalysisPass[] = [...(job.without ?? [])];

  const once = async (): Promise<Outcome<AnalysisWorkerDone> | 'again'> => {
    mustRestart = false;
    const running = new Set<AnalysisPass>();
    const handle = lanes.analysis.get();
    const take = (event: AnalysisWorkerEvent): void => {
      if (handle.gone) return;
      if (event.type === 'result') results = [...results.filter((old) => old.pass !== event.result.pass), event.result];
      if (event.type === 'progress' && event.progress.pass !== 'hash') {
        if (event.progress.state === 'running') running.add(event.progress.pass);
        else running.delete(event.progress.pass);
      }
      hooks.take(event);
    };
    try {
      const request = { file: job.file, cached: results, barred, urls: lanes.urls };
      return await handle.call((api) => api.run(request, proxy(take)));
    } catch (thrown) {
      if (hooks.isCancelled()) return { state: 'cancelled' };
      if (mustRestart) return 'again';
      const error = toWireError(thrown, job.file.name);
      // Sound and clock have workers of their own, which recover by themselves: they are not to blame. Of two side by side the later one decodes.
      const blamed: AnalysisPass | 'open' = [...running].findLast((pass) => pass !== 'audio' && pass !== 'clock') ?? 'open';
      const count = (crashes.get(blamed) ?? 0) + 1;
      crashes.set(blamed, count);
      const told: WireError = count < CRASHES_ALLOWED && error.code === 'worker-crashed' ? { ...error, code: 'worker-recovered' } : error;
      hooks.issue(blamed === 'open' ? told : { ...told, pass: blamed });
      if (count < CRASHES_ALLOWED) return 'again';
      if (blamed === 'open') return { state: 'failed', error };
      barred.push(blamed);
      return 'again';
    }
  };

  return {
    get mustRestart() { return mustRestart; },
    async run() {
      for (;;) {
        const ended = await once();
        if (ended !== 'again') return ended;
      }
    },
    restartWithout(stale) {
      results = results.filter((result) => !stale.includes(result));
      mustRestart = true;
      lanes.analysis.end();
    },
  };
}
