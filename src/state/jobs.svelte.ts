/** Runs the analysis of every opened recording, one after another, the chosen one first; keeps what it finds. Hashes may finish later. */
import type { AnalysisService, JobPass, PassProgress } from '../bridge/protocol';
import { noFacts, type AnalysisState, type RecordingFacts } from '../core/case';
import { toWireError, type ErrorCode, type WireError } from '../core/errors';
import type { Finding } from '../core/finding';
import { ANALYSIS_PASSES, type AnalysisPass } from '../core/pass-result';
import { isPlainText } from '../core/plain-text';
import type { RecordingId } from '../core/recording';
import type { CaseStore, ComputedStore } from '../db/case-store';
import { leadingPass, leftMs } from './analysis-progress';
import type { Env } from './env';
import { RecordingAnalysis } from './recording-analysis.svelte';

/** Findings of a run under way are stored at most this often. */
const SAVE_EVERY_MS = 3000;

/** Enough of a file to tell text from media. */
const HEAD_BYTES = 4096;

/** Says nothing about the recording, only that its file cannot be read now. */
const FILE_LOST: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['file-gone', 'file-changed', 'file-permission']);

export interface JobsDeps {
  readonly store: CaseStore;
  readonly computed: ComputedStore;
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
  /** Of the whole case where the durations of what waits are known, else of this file. */
  readonly leftMs: number | null;
  readonly leftIsOfFile: boolean;
  readonly position: number;
  readonly count: number;
}

interface Waiting { readonly id: RecordingId; readonly file: File; readonly reuse: boolean }

/** A started job whose outcome is not there yet. */
interface Run extends Waiting {
  readonly jobId: string;
  readonly analysis: RecordingAnalysis;
  readonly startedAtMs: number;
  /** Only its hash is outstanding: the next one may start. */
  analysed: boolean;
}

export class Jobs {
  readonly #deps: JobsDeps;
  #caseId = '';
  #all = $state.raw<ReadonlyMap<RecordingId, RecordingAnalysis>>(new Map());
  #facts = new Map<RecordingId, RecordingFacts>();
  #waiting = $state.raw<readonly Waiting[]>([]);
  /** The one that the top bar tells of: being analysed, or the last one, waiting for its hash. */
  #running = $state.raw<Run | null>(null);
  #open = new Map<RecordingId, Run>();
  #batchCount = $state(0);
  #batchDone = $state(0);
  #preferred: RecordingId | null = null;
  /** Ends when every recording that waits for it has what was computed before; never rejects. */
  #recalling: Promise<void> = Promise.resolve();
  #files = new Map<RecordingId, File>();
  #savedAtMs = new Map<RecordingId, number>();
  /** Findings that wait for their turn to be stored, the latest of each recording. */
  readonly #unsaved = new Map<RecordingId, { readonly caseId: string; readonly findings: readonly Finding[] }>();
  #storageError = $state.raw<WireError | null>(null);

  /** Called when the content of a re-opened file is not what it was. */
  onHashMismatch: (id: RecordingId) => void = () => undefined;
  /** Called when a run ended because its file is no longer there or no longer the same. */
  onFileLost: (id: RecordingId, error: WireError) => void = () => undefined;

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
      ...this.#left(running, analysis),
      position: Math.min(this.#batchDone + 1, this.#batchCount),
      count: this.#batchCount,
    };
  });

  /** What a look across the case says at a recording. */
  across: (id: RecordingId) => readonly Finding[] = () => [];

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
    this.#all = new Map(ids.map((id) => [id, new RecordingAnalysis(id, this.#facts.get(id) ?? null, findings.get(id) ?? [], () => this.across(id))]));
  }

  /** Ends what is under way for recordings that are no longer in the case; what they brought stays, in case they come back. */
  keepOnly(ids: readonly RecordingId[]): void {
    for (const id of this.#all.keys()) if (!ids.includes(id)) void this.cancel(id);
  }

  add(ids: readonly RecordingId[]): void {
    const next = new Map(this.#all);
    for (const id of ids) if (!next.has(id)) next.set(id, new RecordingAnalysis(id, this.#facts.get(id) ?? null, [], () => this.across(id)));
    this.#all = next;
  }

  close(): void {
    for (const id of [...this.#unsaved.keys()]) this.saveShown(id);
    this.#waiting = [];
    for (const run of [...this.#open.values()]) void this.#stop(run);
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
    if (analysis === undefined || this.#open.has(id) || this.#waiting.some((one) => one.id === id)) return;
    this.#files.set(id, file);
    if (this.#running === null && this.#waiting.length === 0) {
      this.#batchCount = 0;
      this.#batchDone = 0;
    }
    this.#batchCount++;
    analysis.queued();
    this.#waiting = [...this.#waiting, { id, file, reuse }];
    void this.#refuse(id, file);
    this.#pump();
  }

  /** What is no recording is told at once, not when its turn comes. */
  async #refuse(id: RecordingId, file: File): Promise<void> {
    const isText = async (): Promise<boolean> => isPlainText(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    // One that cannot be read is told by its run.
    const code = file.size === 0 ? 'file-empty' : (await isText().catch(() => false)) ? 'file-not-media' : null;
    const analysis = this.#all.get(id);
    if (code === null || analysis === undefined || !this.#waiting.some((one) => one.id === id && one.file === file)) return;
    this.#waiting = this.#waiting.filter((one) => one.id !== id);
    this.#batchCount--;
    this.#fail(analysis, this.#facts.get(id) ?? noFacts(id, this.#caseId), analysis.own, { code, detail: 'told by its first bytes', fileName: file.name });
  }

  /** Those that wait take as long for their duration as this one does. */
  #left(run: Run, analysis: RecordingAnalysis): Pick<OverallProgress, 'leftMs' | 'leftIsOfFile'> {
    const ofFile = leftMs(analysis.passes);
    if (this.#waiting.length === 0) return { leftMs: ofFile, leftIsOfFile: false };
    const durations = this.#waiting.map(({ id }) => this.#all.get(id)?.summary?.durationUs ?? 0);
    const ownUs = analysis.summary?.durationUs ?? 0;
    if (ofFile === null || ownUs <= 0 || durations.some((durationUs) => durationUs <= 0)) return { leftMs: ofFile, leftIsOfFile: true };
    const wholeMs = this.#deps.env.now() - run.startedAtMs + ofFile;
    return { leftMs: ofFile + durations.reduce<number>((sum, durationUs) => sum + (wholeMs * durationUs) / ownUs, 0), leftIsOfFile: false };
  }

  /**
   * For a recording whose file cannot be read now: shows what was computed of its content before. Of recordings that are not shown as well: what looks
   * across the case (clocks against containers, the ends of segments) is there without any file. The one that is shown goes first and is held whole; the rest
   * are read one by one, and of each only that much is held: a case may have more recordings than memory has room for their tables.
   */
  recall(id: RecordingId): Promise<void> {
    if (id === this.#preferred) return this.#recallNow(id);
    this.#recalling = this.#recalling.then(() => this.#recallNow(id));
    return this.#recalling;
  }

  async #recallNow(id: RecordingId): Promise<void> {
    const analysis = this.#all.get(id);
    const content = this.#facts.get(id)?.hashes?.sha256;
    if (analysis === undefined || content === undefined || analysis.holds(id === this.#preferred) || this.#open.has(id)) return;
    try {
      const { results, packets } = await this.#deps.computed.load(content);
      if (this.#all.get(id) === analysis) analysis.recall(results, packets, id === this.#preferred);
    } catch (thrown) {
      this.#storageError = toWireError(thrown);
    }
  }

  /** This recording is shown: it goes before the others that wait, and the one before it lets go of what was only recalled. */
  prefer(id: RecordingId | null): void {
    if (id !== this.#preferred && this.#preferred !== null) this.#all.get(this.#preferred)?.release();
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
    const run = this.#open.get(id);
    if (run === undefined) return;
    const stopped = this.#stop(run);
    this.#pump();
    await stopped;
  }

  async cancelAll(): Promise<void> {
    for (const { id } of this.#waiting) this.#all.get(id)?.cancelled();
    this.#waiting = [];
    await Promise.all([...this.#open.values()].map((run) => this.#stop(run)));
  }

  /** At once for whoever looks: it can be resumed before the workers have ended (the service lets a new job wait for that). */
  async #stop(run: Run): Promise<void> {
    this.#leave(run);
    if (run.analysis.status === 'running') {
      run.analysis.cancelled();
      this.#keepCancelled(run.analysis, this.#facts.get(run.id) ?? noFacts(run.id, this.#caseId));
    }
    const service = await this.#deps.service();
    await service.cancel(run.jobId);
  }

  /** What comes of it from now on is nobody's. */
  #leave(run: Run): void {
    if (this.#open.get(run.id) === run) this.#open.delete(run.id);
    if (this.#running === run) this.#show(null);
  }

  #show(run: Run | null): void {
    if (this.#running !== null) this.#batchDone++;
    this.#running = run;
  }

  #pump(): void {
    if (this.#running !== null && !this.#running.analysed) return;
    const next = this.#waiting.find((one) => one.id === this.#preferred) ?? this.#waiting[0];
    if (next === undefined) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    const analysis = this.#all.get(next.id);
    if (analysis === undefined) return this.#pump();
    const run: Run = { ...next, analysis, startedAtMs: this.#deps.env.now(), jobId: this.#deps.env.newId(), analysed: false };
    this.#open.set(run.id, run);
    this.#show(run);
    void this.#run(run, this.#caseId).finally(() => {
      this.#leave(run);
      this.#pump();
    });
  }

  async #run(run: Run, caseId: string): Promise<void> {
    const { id, file, reuse, jobId, analysis } = run;
    const known = this.#facts.get(id) ?? noFacts(id, caseId);
    const before = analysis.own;
    const left = (): boolean => this.#open.get(id) !== run;
    analysis.started();
    try {
      const service = await this.#deps.service();
      if (left()) return;
      const outcome = await service.start({ jobId, file, reuse }, (event) => {
        if (left() || analysis.status !== 'running') return;
        if (event.type === 'hashes' && known.hashes !== null && known.hashes.sha256 !== event.hashes.sha256) {
          analysis.discard(known, before);
          this.#keepFindings(caseId, id, before);
          void this.cancel(id);
          this.onHashMismatch(id);
          return;
        }
        analysis.take(event);
        if (event.type === 'hashes') {
          // From now on a reload finds by content what is finished, even before the run has ended.
          const now = this.#facts.get(id) ?? known;
          this.#keepFacts({ ...now, ...this.#outcome(analysis, now.analysis === 'done' ? 'done' : 'partial', null) });
        }
        if (event.type === 'hashes' || event.type === 'packets') this.#keepPackets(analysis);
        if (event.type === 'findings') this.#saveSoon(caseId, id, event.findings);
        if (event.type === 'analysed') {
          run.analysed = true;
          this.#pump();
        }
      });
      if (left()) return;
      if (outcome.state === 'completed') {
        analysis.completed(outcome.value);
        this.#keepFindings(caseId, id, outcome.value.findings);
        this.#keepFacts({ ...this.#facts.get(id) ?? known, ...this.#outcome(analysis, 'done', analysis.error) });
      } else if (outcome.state === 'cancelled') {
        analysis.cancelled();
        this.#keepCancelled(analysis, this.#facts.get(id) ?? known);
      } else {
        this.#fail(analysis, known, before, outcome.error);
      }
    } catch (thrown) {
      if (!left()) this.#fail(analysis, known, before, toWireError(thrown, file.name));
    }
  }

  /** A run that had gone to its end before holds, whatever became of reading it again. */
  #keepCancelled(analysis: RecordingAnalysis, known: RecordingFacts): void {
    if (known.analysis !== 'done') this.#keepFacts({ ...known, ...this.#outcome(analysis, 'partial', null) });
  }

  #fail(analysis: RecordingAnalysis, known: RecordingFacts, before: readonly Finding[], error: WireError): void {
    if (FILE_LOST.has(error.code) && known.analysis === 'done') {
      // It was analysed when it was there: what was found then holds, only the file does not.
      analysis.discard(known, before);
      this.onFileLost(known.id, error);
      return;
    }
    analysis.failed(error);
    this.#keepFacts({ ...this.#facts.get(known.id) ?? known, ...this.#outcome(analysis, 'failed', error) });
    if (FILE_LOST.has(error.code)) this.onFileLost(known.id, error);
  }

  #outcome(analysis: RecordingAnalysis, state: AnalysisState, error: WireError | null): Pick<RecordingFacts, 'analysis' | 'error' | 'summary' | 'hashes' | 'donePasses' | 'passVersions'> {
    const donePasses = ANALYSIS_PASSES.filter((pass: AnalysisPass) => analysis.passes.get(pass)?.state === 'done');
    return { analysis: state, error, summary: analysis.summary, hashes: analysis.hashes, donePasses, passVersions: analysis.passVersions };
  }

  /** Facts change only here and in `noteHandle`; a store that fails is told once and the page goes on. */
  #keepFacts(facts: RecordingFacts): void {
    if (facts.caseId !== this.#caseId) return;
    this.#facts.set(facts.id, facts);
    this.#deps.store.saveFacts($state.snapshot(facts) as RecordingFacts).catch((thrown: unknown) => { this.#storageError = toWireError(thrown); });
  }

  /** All that is known of the case's recordings, written anew after the browser lost it. */
  saveAll(): void {
    for (const facts of this.#facts.values()) this.#keepFacts(facts);
    for (const [id, analysis] of this.#all) {
      this.#keepFindings(this.#caseId, id, analysis.own);
      this.#keepPackets(analysis);
    }
  }

  #keepPackets(analysis: RecordingAnalysis): void {
    const { hashes, video, audio, boxes } = analysis;
    if (hashes === null || (video === null && audio === null)) return;
    this.#deps.computed.savePackets(hashes.sha256, { video, audio, boxes }).catch((thrown: unknown) => { this.#storageError = toWireError(thrown); });
  }

  noteHandle(id: RecordingId): void {
    this.#keepFacts({ ...this.#facts.get(id) ?? noFacts(id, this.#caseId), hasHandle: true });
  }

  #saveSoon(caseId: string, id: RecordingId, findings: readonly Finding[]): void {
    const waitMs = (this.#savedAtMs.get(id) ?? 0) + SAVE_EVERY_MS - this.#deps.env.now();
    if (waitMs <= 0) return this.#keepFindings(caseId, id, findings);
    if (!this.#unsaved.has(id)) setTimeout(() => this.saveShown(id), waitMs);
    this.#unsaved.set(id, { caseId, findings });
  }

  /** Stores at once what waits to be: a finding that a person has judged must outlive the page. */
  saveShown(id: RecordingId): void {
    const waiting = this.#unsaved.get(id);
    if (waiting !== undefined) this.#keepFindings(waiting.caseId, id, waiting.findings);
  }

  #keepFindings(caseId: string, id: RecordingId, findings: readonly Finding[]): void {
    const atMs = this.#deps.env.now();
    this.#unsaved.delete(id);
    this.#savedAtMs.set(id, atMs);
    this.#deps.store.saveFindings(caseId, id, findings, atMs).catch((thrown: unknown) => { this.#storageError = toWireError(thrown); });
  }
}
