/** What one recording's analysis has brought so far, as the events tell it. */
import type { AnalysisDone, AnalysisEvent, JobPass, PassProgress } from '../bridge/protocol';
import type { RecordingFacts } from '../core/case';
import type { WireError } from '../core/errors';
import type { Finding } from '../core/finding';
import type { PassResult, PassVersions } from '../core/pass-result';
import type { FileHashes, MediaSummary, RecordingId } from '../core/recording';
import { segmentEnds, type SegmentEnds } from '../core/segment-ends';
import type { BitstreamTable, BoxNode, ClockTrack, MetricSeries, PacketTable, Thumbnail, WaveformPeaks } from '../core/tables';
import type { PacketTables } from '../db/case-store';
import { leadingPass, overallRatio01 } from './analysis-progress';
import { appendSeries } from './growing-series';

export type AnalysisStatus = 'idle' | 'queued' | 'running' | 'done' | 'cancelled' | 'failed';
export type AnalysisIssue = Extract<AnalysisEvent, { type: 'issue' }>['issue'];

/** Curves arrive in many small pieces; they are joined at most this often, and drawn anew: the longer, the more that costs and the less of it is new. */
const JOIN_EVERY_MS = 250;
const SAMPLES_A_MS = 100;

const sameIssue = (a: AnalysisIssue, b: AnalysisIssue): boolean =>
  a.code === b.code && a.detail === b.detail && a.pass === b.pass && a.detector === b.detector && a.fileName === b.fileName;

export class RecordingAnalysis {
  readonly recordingId: RecordingId;
  readonly #across: () => readonly Finding[];
  #status = $state<AnalysisStatus>('idle');
  #summary = $state.raw<MediaSummary | null>(null);
  #hashes = $state.raw<FileHashes | null>(null);
  #passVersions: PassVersions = {};
  #live = $state.raw<readonly Finding[] | null>(null);
  #stored = $state.raw<readonly Finding[]>([]);
  #video = $state.raw<PacketTable | null>(null);
  #audio = $state.raw<PacketTable | null>(null);
  #boxes = $state.raw<readonly BoxNode[]>([]);
  #bitstream = $state.raw<BitstreamTable | null>(null);
  #metrics = $state.raw<readonly MetricSeries[]>([]);
  #thumbnails = $state.raw<readonly Thumbnail[]>([]);
  #peaks = $state.raw<WaveformPeaks | null>(null);
  #clocks = $state.raw<readonly ClockTrack[]>([]);
  #passes = $state.raw<ReadonlyMap<JobPass, PassProgress>>(new Map());
  #issues = $state.raw<readonly AnalysisIssue[]>([]);
  #error = $state.raw<WireError | null>(null);
  #pendingSeries: MetricSeries[] = [];
  #joinTimer: ReturnType<typeof setTimeout> | null = null;
  /** What was recalled for want of the file: nothing, what a look across the case and a list of places need, or all that is drawn. */
  #recalled = $state<'none' | 'across' | 'whole'>('none');
  /** Of tables that are no longer held. */
  #keptEnds = $state.raw<SegmentEnds | null>(null);
  /** An earlier run went to its end. */
  #wasDone = $state(false);

  /** While a run is under way, findings of the last run stay until the new one has had its say. */
  readonly #findings = $derived.by((): readonly Finding[] => {
    if (this.#live === null) return this.#stored;
    if (this.#status === 'done') return this.#live;
    const ids = new Set(this.#live.map((finding) => finding.id));
    return [...this.#live, ...this.#stored.filter((finding) => !ids.has(finding.id))].sort((a, b) => a.startUs - b.startUs);
  });

  readonly #ends = $derived.by((): SegmentEnds | null => (this.hasTables ? segmentEnds(this) : this.#keptEnds));

  readonly #all = $derived.by((): readonly Finding[] => {
    const across = this.#across();
    return across.length === 0 ? this.#findings : [...this.#findings, ...across].sort((a, b) => a.startUs - b.startUs);
  });

  /** @param across what a look across the recordings of the case says at this one, apart from what its own run finds */
  constructor(recordingId: RecordingId, facts: RecordingFacts | null, stored: readonly Finding[], across: () => readonly Finding[] = () => []) {
    this.recordingId = recordingId;
    this.#across = across;
    this.#stored = stored;
    this.#summary = facts?.summary ?? null;
    this.#hashes = facts?.hashes ?? null;
    this.#passVersions = facts?.passVersions ?? {};
    this.#error = facts?.error ?? null;
    if (facts?.analysis === 'done') this.#status = 'done';
    if (facts?.analysis === 'failed') this.#status = 'failed';
    if (facts?.analysis === 'partial') this.#status = 'cancelled';
    if (this.#status === 'done') this.#live = stored;
    this.#wasDone = this.#status === 'done';
  }

  get status(): AnalysisStatus { return this.#status; }
  get summary(): MediaSummary | null { return this.#summary; }
  get hashes(): FileHashes | null { return this.#hashes; }
  /** Of the passes of a run that ended. */
  get passVersions(): PassVersions { return this.#passVersions; }
  /** Of its own run and of the look across the case, by time. */
  get findings(): readonly Finding[] { return this.#all; }
  /** Of its own run alone: what is stored. */
  get own(): readonly Finding[] { return this.#findings; }
  get video(): PacketTable | null { return this.#video; }
  get audio(): PacketTable | null { return this.#audio; }
  get boxes(): readonly BoxNode[] { return this.#boxes; }
  get bitstream(): BitstreamTable | null { return this.#bitstream; }
  get metrics(): readonly MetricSeries[] { return this.#metrics; }
  get thumbnails(): readonly Thumbnail[] { return this.#thumbnails; }
  get peaks(): WaveformPeaks | null { return this.#peaks; }
  get clocks(): readonly ClockTrack[] { return this.#clocks; }
  get passes(): ReadonlyMap<JobPass, PassProgress> { return this.#passes; }
  get issues(): readonly AnalysisIssue[] { return this.#issues; }
  /** Why it failed; of a run that went to its end, why its pictures could not be decoded at all. */
  get error(): WireError | null { return this.#error; }
  /** Under way, but only reads what an earlier run kept and checks that the content is the same: nothing new is to come. */
  get isRereading(): boolean { return this.#wasDone && (this.#status === 'queued' || (this.#status === 'running' && ['hash', undefined].includes(leadingPass(this.#passes)?.pass))); }
  /** Curves, pictures and tables are there: by a run, or recalled. */
  get hasTables(): boolean { return this.#video !== null || this.#audio !== null || this.#metrics.length > 0 || (this.#thumbnails.length > 0 && this.#recalled !== 'across'); }
  /** Its two ends, by its tables or as they were kept of them; null where neither is there. */
  get ends(): SegmentEnds | null { return this.#ends; }
  /** Whether recalling would bring nothing more. */
  holds(whole: boolean): boolean { return this.hasTables || (!whole && this.#recalled !== 'none'); }
  get ratio01(): number { return this.#status === 'done' ? 1 : overallRatio01(this.#passes); }

  queued(): void {
    this.#status = 'queued';
    this.#error = null;
  }

  started(): void {
    this.#status = 'running';
    this.#stored = this.#findings;
    this.#live = null;
    this.#passes = new Map();
    this.#issues = [];
    this.#forgetStreams();
  }

  take(event: AnalysisEvent): void {
    switch (event.type) {
      // Again where the run had to begin anew: what grew piece by piece starts over, or curves would double.
      case 'summary': this.#forgetStreams(); this.#summary = event.summary; break;
      case 'progress': this.#passes = new Map(this.#passes).set(event.progress.pass, event.progress); break;
      case 'findings': this.#live = event.findings; break;
      case 'packets': this.#video = event.video; this.#audio = event.audio; this.#boxes = event.boxes; break;
      case 'bitstream': this.#bitstream = event.bitstream; break;
      case 'metric': this.#pendingSeries.push(event.series); this.#joinSoon(); break;
      case 'thumbnails': this.#thumbnails = [...this.#thumbnails, ...event.thumbnails].sort((a, b) => a.ptsUs - b.ptsUs); break;
      case 'peaks': this.#peaks = event.peaks; break;
      case 'clocks': this.#clocks = event.clocks; break;
      case 'hashes': this.#hashes = event.hashes; break;
      case 'analysed': this.#join(); break;
      case 'issue': if (!this.#issues.some((told) => sameIssue(told, event.issue))) this.#issues = [...this.#issues, event.issue]; break;
    }
  }

  /**
   * What an earlier run computed, shown while the file cannot be read. Does nothing beside a run.
   * @param whole with curves, waveform and packets, as the recording that is shown needs them; without, only its ends, clocks and thumbnails are held
   */
  recall(results: readonly PassResult[], packets: PacketTables | null, whole = true): void {
    if (this.#status === 'queued' || this.#status === 'running' || this.holds(whole)) return;
    const peaks = results.find((result) => result.peaks !== null)?.peaks ?? null;
    const bitstream = results.find((result) => result.bitstream !== null)?.bitstream ?? null;
    this.#recalled = whole ? 'whole' : 'across';
    this.#thumbnails = results.flatMap((result) => result.thumbnails).sort((a, b) => a.ptsUs - b.ptsUs);
    this.#clocks = results.flatMap((result) => result.clocks);
    if (!whole) {
      this.#keptEnds = segmentEnds({ video: packets?.video ?? null, audio: packets?.audio ?? null, peaks, bitstream });
      return;
    }
    this.#metrics = appendSeries([], results.flatMap((result) => result.metrics));
    this.#peaks = peaks;
    this.#bitstream = bitstream;
    if (packets === null) return;
    this.#video = packets.video;
    this.#audio = packets.audio;
    this.#boxes = packets.boxes;
  }

  /** No longer shown: of what was recalled, only what a look across the case needs is held on. What a run brought stays. */
  release(): void {
    if (this.#recalled !== 'whole' || this.#status === 'queued' || this.#status === 'running') return;
    const [ends, thumbnails, clocks] = [this.#ends, this.#thumbnails, this.#clocks];
    this.#forgetStreams();
    this.#keptEnds = ends;
    this.#thumbnails = thumbnails;
    this.#clocks = clocks;
    this.#recalled = 'across';
  }

  completed(done: AnalysisDone): void {
    this.#join();
    this.#summary = done.summary;
    this.#hashes = done.hashes;
    this.#passVersions = Object.fromEntries(done.passes.flatMap(({ pass, version }) => (pass === 'hash' ? [] : [[pass, version]])));
    this.#live = done.findings;
    this.#error = done.passes.some(({ pass, state }) => pass === 'frame' && state === 'failed') ? (this.#issues.find(({ pass }) => pass === 'frame') ?? null) : null;
    this.#status = 'done';
    this.#wasDone = true;
  }

  /** The file turned out to have another content: nothing of this run holds, what was known before does. */
  discard(facts: RecordingFacts, stored: readonly Finding[]): void {
    this.#forgetStreams();
    this.#stored = stored;
    this.#live = null;
    this.#summary = facts.summary;
    this.#hashes = facts.hashes;
    this.#passes = new Map();
    this.#status = facts.analysis === 'done' ? 'done' : 'idle';
    if (this.#status === 'done') this.#live = stored;
  }

  cancelled(): void {
    this.#join();
    this.#status = 'cancelled';
  }

  failed(error: WireError): void {
    this.#join();
    this.#error = error;
    this.#status = 'failed';
  }

  /** Tables and everything that is told in pieces. */
  #forgetStreams(): void {
    this.#pendingSeries = [];
    this.#recalled = 'none';
    this.#keptEnds = null;
    this.#video = null;
    this.#audio = null;
    this.#boxes = [];
    this.#bitstream = null;
    this.#metrics = [];
    this.#thumbnails = [];
    this.#peaks = null;
    this.#clocks = [];
  }

  #joinSoon(): void {
    this.#joinTimer ??= setTimeout(() => this.#join(), JOIN_EVERY_MS + (this.#metrics[0]?.value.length ?? 0) / SAMPLES_A_MS);
  }

  #join(): void {
    if (this.#joinTimer !== null) clearTimeout(this.#joinTimer);
    this.#joinTimer = null;
    if (this.#pendingSeries.length === 0) return;
    this.#metrics = appendSeries(this.#metrics, this.#pendingSeries);
    this.#pendingSeries = [];
  }
}
