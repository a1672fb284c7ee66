/** The only types shared across the worker boundary: jobs in, events out. Everything here survives structured clone. */
import type { Outcome } from '../core/result';
import type { WireError } from '../core/errors';
import type { Finding } from '../core/finding';
import type { AnalysisPass, PassEvent, PassResult } from '../core/pass-result';
import type { FileHashes, MediaSummary } from '../core/recording';
import type { BoxNode, ClockTrack, MetricSeries, PacketTable, BitstreamTable, Thumbnail, WaveformPeaks } from '../core/tables';
import type { SignsRecord } from '../core/review/sign-reading';
import type { ModelNetwork, ModelPrecision } from '../core/speech/model-folder';
import type { SpokenLine } from '../core/speech/utterance';
import type { SpanUs } from '../core/time';
import type { VoiceActivity } from '../core/voice';
import type { WorkerUrls } from './spawn';

/** Passes a user sees; hash runs beside the analysis. */
export type JobPass = 'hash' | 'packet' | 'bitstream' | 'preview' | 'frame' | 'audio' | 'clock';
export type PassState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

export interface AnalysisJob {
  readonly jobId: string;
  readonly file: File;
  /** Passes whose results are already cached for this content and version are not run again. */
  readonly reuse: boolean;
  /** Passes that are not wanted, for measuring what each costs; as a rule all are. */
  readonly without?: readonly AnalysisPass[];
}

export interface PassProgress {
  readonly pass: JobPass;
  readonly state: PassState;
  /** Monotonic, in the pass's own unit (bytes, packets, µs of media). */
  readonly done: number;
  readonly total: number;
  /** Media seconds per second; null where it has no meaning (hash, packet). */
  readonly speed: number | null;
  readonly leftMs: number | null;
}

export type AnalysisEvent =
  /** First event of a run. It comes again when the run had to begin anew: series, thumbnails and peaks start over. */
  | { readonly type: 'summary'; readonly summary: MediaSummary }
  | { readonly type: 'progress'; readonly progress: PassProgress }
  /** The whole list as fused so far: replaces the one before. */
  | { readonly type: 'findings'; readonly findings: readonly Finding[] }
  | { readonly type: 'packets'; readonly video: PacketTable | null; readonly audio: PacketTable | null; readonly boxes: readonly BoxNode[] }
  | { readonly type: 'bitstream'; readonly bitstream: BitstreamTable }
  /** Appended to the series of that id (or starts it). */
  | { readonly type: 'metric'; readonly series: MetricSeries }
  | { readonly type: 'thumbnails'; readonly thumbnails: readonly Thumbnail[] }
  | { readonly type: 'peaks'; readonly peaks: WaveformPeaks }
  /** On-screen clocks, all at once. */
  | { readonly type: 'clocks'; readonly clocks: readonly ClockTrack[] }
  | { readonly type: 'hashes'; readonly hashes: FileHashes }
  /** All passes have ended; at most the hash is outstanding, and the next recording may start. */
  | { readonly type: 'analysed' }
  /** Something a person should know that did not end the job: a detector switched off, a worker restarted, damaged packets. */
  | { readonly type: 'issue'; readonly issue: WireError & { readonly pass?: JobPass; readonly detector?: string } };

export interface AnalysisDone {
  readonly summary: MediaSummary;
  readonly hashes: FileHashes;
  readonly findings: readonly Finding[];
  readonly passes: readonly { readonly pass: JobPass; readonly state: PassState; readonly ms: number; readonly version: number }[];
}

/** Implemented by `bridge/analysis-client.ts`; `state/` depends on this interface only. */
export interface AnalysisService {
  /** Events come at most 10 a second for progress; findings as soon as they exist. */
  start(job: AnalysisJob, onEvent: (event: AnalysisEvent) => void): Promise<Outcome<AnalysisDone>>;
  /** Resolves within 0.5 s: cooperative first, then the worker is ended and made anew. Finished passes stay cached. */
  cancel(jobId: string): Promise<void>;
  dispose(): void;
}

/** Exact pictures on demand, for inspector, stills and files that the browser itself cannot play. */
export interface FrameService {
  /** Opens a file; the packet table of the analysis is passed so that ordinals agree. */
  open(recordingId: string, file: File): Promise<Outcome<MediaSummary>>;
  /** The frame with this presentation ordinal, decoded exactly; scaled down so that its long side is at most `maxSide`. */
  frame(recordingId: string, ordinal: number, maxSide: number): Promise<Outcome<ImageBitmap>>;
  close(recordingId: string): void;
  dispose(): void;
}

/** What one worker run is given. The page holds the cache: results that fit are replayed, not computed. */
export interface AnalysisRequest {
  readonly file: File;
  readonly cached: readonly PassResult[];
  /** Passes that brought the worker down twice and are not tried again. */
  readonly barred: readonly AnalysisPass[];
  readonly urls: WorkerUrls;
}

export type AnalysisWorkerEvent =
  | Exclude<AnalysisEvent, { readonly type: 'hashes' | 'analysed' }>
  /** A pass computed now: to be kept. */
  | { readonly type: 'result'; readonly result: PassResult };

export type AnalysisWorkerDone = Omit<AnalysisDone, 'hashes'>;

export interface AnalysisWorkerApi {
  /** `onEvent` is a comlink proxy; every event has been handled when the outcome arrives. */
  run(request: AnalysisRequest, onEvent: (event: AnalysisWorkerEvent) => void): Promise<Outcome<AnalysisWorkerDone>>;
  cancel(): void;
}

/** Passes that run in a worker of their own beside the picture. */
export type LanePass = 'audio' | 'clock';

export type LaneWorkerEvent = PassEvent | { readonly type: 'progress'; readonly done: number; readonly total: number };

export interface LaneWorkerApi {
  run(request: LaneRequest, onEvent: (event: LaneWorkerEvent) => void): Promise<Outcome<null>>;
  cancel(): void;
}

export interface LaneRequest {
  readonly pass: LanePass;
  readonly file: File;
  readonly bitstream: BitstreamTable | null;
  readonly urls: WorkerUrls;
}

export interface HashWorkerApi {
  /** Of size and sampled bytes: cheap, and equal for equal files; the reverse needs the full hash. */
  fingerprint(file: File): Promise<Outcome<string>>;
  /** One file at a time. */
  hash(file: File, onProgress: (doneBytes: number) => void): Promise<Outcome<FileHashes>>;
  cancel(): void;
}

/** Exact pictures and playable previews; `urls` let it start ffmpeg workers of its own. */
export interface FramesWorkerApi {
  open(recordingId: string, file: File, urls: WorkerUrls): Promise<Outcome<MediaSummary>>;
  frame(recordingId: string, ordinal: number, maxSide: number): Promise<Outcome<ImageBitmap>>;
  close(recordingId: string): void;
  /** A derived, playable copy; the one kept from before where there is one. Ended by terminating the worker. */
  proxy(file: File, durationUs: number, urls: WorkerUrls, onProgress: (ratio01: number) => void): Promise<Outcome<Blob>>;
}

/** Where a voice is heard. */
export interface VoiceService {
  /** What it finds now; what was kept under another version is found anew. */
  readonly version: number;
  /** null: there is no sound. Ended by the signal. */
  find(file: File, onProgress: (ratio01: number) => void, signal: AbortSignal): Promise<Outcome<VoiceActivity | null>>;
}

export interface VoiceWorkerApi {
  find(file: File, urls: WorkerUrls, onProgress: (ratio01: number) => void): Promise<Outcome<VoiceActivity | null>>;
}

/** Text in the picture. */
export interface SignsService {
  /** Goes on from what an earlier reading came to; `onPart` is given what is known so far, every few seconds. Ended by the signal. */
  read(file: File, from: SignsRecord | null, onProgress: (ratio01: number) => void, onPart: (part: SignsRecord) => void, signal: AbortSignal): Promise<Outcome<SignsRecord>>;
}

export interface SignsWorkerApi {
  read(file: File, urls: WorkerUrls, from: SignsRecord | null, onProgress: (ratio01: number) => void, onPart: (part: SignsRecord) => void): Promise<Outcome<SignsRecord>>;
}

/** A speech model as its files: they are read in the worker, and nowhere else. */
export interface RecogniserModel {
  /** By path within the folder. */
  readonly files: ReadonlyMap<string, File>;
  readonly precision: Readonly<Record<ModelNetwork, ModelPrecision>>;
}

export type RecogniserEvent =
  /** The model is in memory, and listening begins. */
  | { readonly type: 'loaded' }
  /** µs of the stretches. */
  | { readonly type: 'progress'; readonly doneUs: number; readonly totalUs: number }
  /** What was said in `span`, in order, on the recording's own timeline; empty where nothing was. */
  | { readonly type: 'lines'; readonly span: SpanUs; readonly lines: readonly SpokenLine[] };

/** Recognises what is said. */
export interface RecogniserService {
  /** @param stretches in order, not overlapping. Ended at once by the signal; what came until then stays. */
  recognise(file: File, model: RecogniserModel, stretches: readonly SpanUs[], onEvent: (event: RecogniserEvent) => void, signal: AbortSignal): Promise<Outcome<null>>;
}

export interface RecogniserWorkerApi {
  recognise(file: File, model: RecogniserModel, stretches: readonly SpanUs[], urls: WorkerUrls, onEvent: (event: RecogniserEvent) => void): Promise<Outcome<null>>;
}
