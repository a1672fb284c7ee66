/** Runs the analysis of every opened recording, one after another, the chosen one first; keeps what it finds. */
import type { AnalysisService, JobPass, PassProgress } from '../bridge/protocol';
import { noFacts, type AnalysisState, type RecordingFacts } from '../core/case';
import { toWireError, type WireError } from '../core/errors';
import type { Finding } from '../core/finding';
import { ANALYSIS_PASSES, type AnalysisPass } from '../core/pass-result';
import type { RecordingId } from '../core/recording';
import type { CaseStore } from '../db/case-store';
import { leadingPass, leftMs } from './analysis-progress';
import type { Env } from './env';
import { RecordingAnalysis } from './recording-analysis.svelte';

/** Findings of a run under way are stored at most this often. */
const SAVE_EVERY_MS = 3000;

export interface JobsDeps {
  readonly store: CaseStore;
  readonly env: Env;
  /** Made when first needed: it brings the worker and the decoders. */
  readonly service: () => Promise<AnalysisService>;
}

/** What the top bar shows. */
export interface OverallProgress {
  readonly recordingId: RecordingId;
  readonly pass: JobPass | null;
  /** Over all recordings of the case. */
  readonly ratio01: number;
  readonly speed: number | null;
  readonly leftMs: number | null;
  readonly position: number;
  readonly count: number;
}

interface Waiting { readonly id: RecordingId; readonly file: File; readonly reuse: boolean }

export class Jobs {
  readonly #deps: JobsDeps;
  #caseId = '';
  #all = $state.raw<ReadonlyMap<RecordingId, RecordingAnalysis>>(new Map());
  #facts = new Map<RecordingId, RecordingFacts>();
  #waiting = $state.raw<readonly Waiting[]>([]);
  #running = $state.raw<(Waiting & { readonly jobId: string; readonly startedAtMs: number }) | null>(null);
  #batchCount = $state(0);
  #batchDone = $state(0);
  #preferred: RecordingId | null = null;
  #files = new Map<RecordingId, File>();
  #savedAtMs = new Map<RecordingId, number>();
  #storageError = $state.raw<WireError | null>(null);

  /** Called when the content of a re-opened file is not what it was. */
  onHashMismatch: (id: RecordingId) => void = () => undefined;
  /** Called when a run ends with an error. */
  onFailed: (id: RecordingId, error: WireError) => void = () => undefined;

  readonly #overall = $derived.by((): OverallProgress | null => {
    const running = this.#running;
    if (running === null) return null;
    const analysis = this.#all.get(running.id);
    if (analysis === undefined) return null;
    const pass: PassProgress | null = leadingPass(analysis.passes);
    return {
      recordingId: running.id,
      pass: pass?.pass ?? null,
      ratio01: (this.#batchDone + analysis.ratio01) / Math.max(1, this.#batchCount),
      speed: pass?.speed ?? null,
      leftMs: leftMs(analysis.passes),
      position: Math.min(this.#batchDone + 1, this.#batchCount),
      count: this.#batchCount,
    };
  });

  constructor(deps: JobsDeps) {
    this.#deps = deps;
  }

  get overall(): OverallProgress | null {
    return this.#overall;
  }

  get storageError(): WireError | null {
    return this.#storageError;
  }

  /** null for a recording that is not of the open case. */
  of(id: RecordingId | null): RecordingAnalysis | null {
    return id === null ? null : (this.#all.get(id) ?? null);
  }

  facts(id: RecordingId): RecordingFacts | null {
    return this.#facts.get(id) ?? null;
  }

  get allFacts(): readonly RecordingFacts[] {
    return [...this.#facts.values()];
  }

  /** Forgets the case before and starts with what is stored of this one. */
  open(caseId: string, ids: readonly RecordingId[], facts: readonly RecordingFacts[], findings: ReadonlyMap<RecordingId, readonly Finding[]>): void {
    this.close();
    this.#caseId = caseId;
    this.#facts = new Map(facts.map((one) => [one.id, one]));
    this.#all = new Map(ids.map((id) => [id, new RecordingAnalysis(id, this.#facts.get(id) ?? null, findings.get(id) ?? [])]));
  }

  /** Ends what is under way for recordings that are no longer in the case; what they brought stays, in case they come back. */
  keepOnly(ids: readonly RecordingId[]): void {
    for (const id of this.#all.keys()) if (!ids.includes(id)) void this.cancel(id);
  }

  add(ids: readonly RecordingId[]): void {
    const next = new Map(this.#all);
    for (const id of ids) if (!next.has(id)) next.set(id, new RecordingAnalysis(id, this.#facts.get(id) ?? null, []));
    this.#all = next;
  }

  close(): void {
    this.#waiting = [];
    if (this.#running !== null) void this.#cancelRunning();
    this.#caseId = '';
    this.#all = new Map();
    this.#facts = new Map();
    this.#files.clear();
    this.#batchCount = 0;
    this.#batchDone = 0;
  }

  /** Queues a recording whose file is open. Runs already made for the same content are read from the cache. */
  enqueue(id: RecordingId, file: File, reuse = true): void {
    const analysis = this.#all.get(id);
    if (analysis === undefined || this.#running?.id === id || this.#waiting.some((one) => one.id === id)) return;
    this.#files.set(id, file);
    if (this.#running === null && this.#waiting.length === 0) {
      this.#batchCount = 0;
      this.#batchDone = 0;
    }
    this.#batchCount++;
    analysis.queued();
    this.#waiting = [...this.#waiting, { id, file, reuse }];
    void this.#pump();
  }

  /** This recording goes before the others that wait. */
  prefer(id: RecordingId | null): void {
    this.#preferred = id;
  }

  /** Again, or on from where it was cancelled. Needs the file to be open. */
  resume(id: RecordingId): void {
    const file = this.#files.get(id);
    if (file !== undefined) this.enqueue(id, file);
  }

  resumeAll(): void {
    for (const [id, analysis] of this.#all) if (analysis.status === 'cancelled') this.resume(id);
  }

  get canResume(): boolean {
    return this.#running === null && [...this.#all].some(([id, analysis]) => analysis.status === 'cancelled' && this.#files.has(id));
  }

  async cancel(id: RecordingId): Promise<void> {
    if (this.#waiting.some((one) => one.id === id)) {
      this.#waiting = this.#waiting.filter((one) => one.id !== id);
      this.#batchCount--;
      this.#all.get(id)?.cancelled();
    }
    if (this.#running?.id === id) await this.#cancelRunning();
  }

  async cancelAll(): Promise<void> {
    for (const { id } of this.#waiting) this.#all.get(id)?.cancelled();
    this.#waiting = [];
    await this.#cancelRunning();
  }

  async #cancelRunning(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    const analysis = this.#all.get(running.id);
    if (analysis?.status === 'running') analysis.cancelled();
    const service = await this.#deps.service();
    await service.cancel(running.jobId);
  }

  async #pump(): Promise<void> {
    if (this.#running !== null) return;
    const next = this.#waiting.find((one) => one.id === this.#preferred) ?? this.#waiting[0];
    if (next === undefined) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    const jobId = this.#deps.env.newId();
    this.#running = { ...next, jobId, startedAtMs: this.#deps.env.now() };
    const analysis = this.#all.get(next.id);
    const caseId = this.#caseId;
    if (analysis !== undefined) await this.#run(analysis, next, jobId, caseId);
    this.#running = null;
    if (caseId === this.#caseId) this.#batchDone++;
    void this.#pump();
  }

  async #run(analysis: RecordingAnalysis, { id, file, reuse }: Waiting, jobId: string, caseId: string): Promise<void> {
    const known = this.#facts.get(id) ?? noFacts(id, caseId);
    const before = analysis.findings;
    let discarded = false;
    analysis.started();
    try {
      const service = await this.#deps.service();
      if (analysis.status === 'cancelled') return;
      const outcome = await service.start({ jobId, file, reuse }, (event) => {
        if (analysis.status !== 'running') return;
        if (event.type === 'hashes' && known.hashes !== null && known.hashes.sha256 !== event.hashes.sha256) {
          discarded = true;
          analysis.discard(known, before);
          this.#keepFindings(caseId, id, before);
          this.onHashMismatch(id);
          return;
        }
        analysis.take(event);
        if (event.type === 'findings') this.#saveSoon(caseId, id, event.findings);
      });
      if (discarded) return;
      if (outcome.state === 'completed') {
        analysis.completed(outcome.value);
        this.#keepFindings(caseId, id, outcome.value.findings);
        this.#keepFacts({ ...this.#facts.get(id) ?? known, ...this.#outcome(analysis, 'done', null) });
      } else if (outcome.state === 'cancelled') {
        analysis.cancelled();
        this.#keepFacts({ ...this.#facts.get(id) ?? known, ...this.#outcome(analysis, 'partial', null) });
      } else {
        this.#fail(analysis, known, outcome.error);
      }
    } catch (thrown) {
      this.#fail(analysis, known, toWireError(thrown, file.name));
    }
  }

  #fail(analysis: RecordingAnalysis, known: RecordingFacts, error: WireError): void {
    analysis.failed(error);
    this.#keepFacts({ ...this.#facts.get(known.id) ?? known, ...this.#outcome(analysis, 'failed', error) });
    this.onFailed(known.id, error);
  }

  #outcome(analysis: RecordingAnalysis, state: AnalysisState, error: WireError | null): Pick<RecordingFacts, 'analysis' | 'error' | 'summary' | 'hashes' | 'donePasses'> {
    const donePasses = ANALYSIS_PASSES.filter((pass: AnalysisPass) => analysis.passes.get(pass)?.state === 'done');
    return { analysis: state, error, summary: analysis.summary, hashes: analysis.hashes, donePasses };
  }

  /** Facts change only here and in `noteHandle`; a store that fails is told once and the page goes on. */
  #keepFacts(facts: RecordingFacts): void {
    if (facts.caseId !== this.#caseId) return;
    this.#facts.set(facts.id, facts);
    this.#deps.store.saveFacts($state.snapshot(facts) as RecordingFacts).catch((thrown: unknown) => { this.#storageError = toWireError(thrown); });
  }

  noteHandle(id: RecordingId): void {
    this.#keepFacts({ ...this.#facts.get(id) ?? noFacts(id, this.#caseId), hasHandle: true });
  }

  #saveSoon(caseId: string, id: RecordingId, findings: readonly Finding[]): void {
    if (this.#deps.env.now() - (this.#savedAtMs.get(id) ?? 0) >= SAVE_EVERY_MS) this.#keepFindings(caseId, id, findings);
  }

  #keepFindings(caseId: string, id: RecordingId, findings: readonly Finding[]): void {
    const atMs = this.#deps.env.now();
    this.#savedAtMs.set(id, atMs);
    this.#deps.store.saveFindings(caseId, id, findings, atMs).catch((thrown: unknown) => { this.#storageError = toWireError(thrown); });
  }
}
