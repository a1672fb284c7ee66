/** What one analysis pass leaves behind: streamed as events while it runs, kept whole under the content's hash afterwards. */
import type { WireError } from './errors';
import type { FindingDraft } from './finding';
import type { ContentHash, FileHashes } from './recording';
import type { BitstreamTable, ClockTrack, MetricSeries, SoundTrace, Thumbnail, WaveformPeaks } from './tables';

/** In running order; audio and then clock run beside preview and frame. */
export const ANALYSIS_PASSES = ['packet', 'bitstream', 'preview', 'frame', 'audio', 'clock'] as const;
export type AnalysisPass = (typeof ANALYSIS_PASSES)[number];

/** `PassResult.version` of the passes that ended. */
export type PassVersions = Readonly<Partial<Record<AnalysisPass, number>>>;

/** Something a person should know that did not end the pass. */
export type PassIssue = WireError & { readonly pass?: AnalysisPass; readonly detector?: string };

export type PassEvent =
  | { readonly type: 'drafts'; readonly drafts: readonly FindingDraft[] }
  /** Appended to the series of that id, or starts it. */
  | { readonly type: 'metric'; readonly series: MetricSeries }
  | { readonly type: 'thumbnails'; readonly thumbnails: readonly Thumbnail[] }
  /** Replaces the peaks before it. */
  | { readonly type: 'peaks'; readonly peaks: WaveformPeaks }
  | { readonly type: 'bitstream'; readonly bitstream: BitstreamTable }
  /** All on-screen clocks that were found, once. */
  | { readonly type: 'clocks'; readonly clocks: readonly ClockTrack[] }
  /** The sound in short, once, at the end of its pass. */
  | { readonly type: 'sound-trace'; readonly trace: SoundTrace }
  | { readonly type: 'issue'; readonly issue: PassIssue };

/** The sum of a finished pass's events. */
export interface PassResult {
  readonly pass: AnalysisPass;
  /** Hash of the pass's own version and its detectors' ids, versions and parameters: another version is not reusable. */
  readonly version: number;
  readonly drafts: readonly FindingDraft[];
  readonly metrics: readonly MetricSeries[];
  readonly thumbnails: readonly Thumbnail[];
  readonly peaks: WaveformPeaks | null;
  readonly bitstream: BitstreamTable | null;
  readonly clocks: readonly ClockTrack[];
  readonly soundTrace: SoundTrace | null;
  readonly issues: readonly PassIssue[];
  /** Wall time of the run that made it, milliseconds. */
  readonly ms: number;
}

/**
 * Finished passes by content. Every method may reject with AppError storage-full or storage-unavailable: callers go on
 * without a cache.
 */
export interface PassResultStore {
  /** Hashes of a file whose size and sampled bytes were the same: a hint that the full hash must confirm. */
  recall(fingerprint: string): Promise<FileHashes | null>;
  remember(fingerprint: string, hashes: FileHashes): Promise<void>;
  load(content: ContentHash): Promise<readonly PassResult[]>;
  save(content: ContentHash, result: PassResult): Promise<void>;
}
