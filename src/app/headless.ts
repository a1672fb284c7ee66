/** The page behind `npm run analyze`: the app's own engine and workers, driven by a script instead of by hands. */
import { caseSequence, clockCourseS, DEFAULT_TOLERANCE_S, type SequenceInput } from '../core/case-sequence';
import { caseDocument, type CaseDocument } from '../export/findings-json/case-document';
import { createAnalysisClient } from '../bridge/analysis-client';
import type { AnalysisEvent, PassProgress } from '../bridge/protocol';
import { WORKER_URLS } from '../bridge/worker-urls';
import type { WireError } from '../core/errors';
import type { FindingDraft } from '../core/finding';
import { readPlaylist, type Playlist } from '../core/playlist';
import type { AnalysisPass, PassResultStore } from '../core/pass-result';
import type { SoundTrace } from '../core/tables';
import { soundAtPlaces } from '../engine/corroboration/sound-at-places';
import { findingsDocument, type FindingsDocument } from '../export/findings-json/findings-document';
import { segmentEnds, type SegmentEnds } from '../core/segment-ends';
import type { PickedFile } from '../state/file-access';
import { joinSegments, missingSegments } from '../state/segmented-recording';

export type HeadlessOutcome =
  | { readonly state: 'completed'; readonly document: FindingsDocument; readonly firstFindingMs: number | null; readonly drafts: readonly FindingDraft[]; readonly ends: SegmentEnds; readonly clockCourseS: number | null }
  | { readonly state: 'failed'; readonly error: WireError };

/** What the driving script calls and is called by. */
export interface HeadlessApi {
  /**
   * Analyses what the page's input holds now: one file, or a playlist followed by its segments.
   * @param folders of the files in their order, relative to the playlist, as it writes them
   * @param without passes to leave out
   */
  analyze(folders?: readonly string[], without?: readonly AnalysisPass[]): Promise<HeadlessOutcome>;
  /** Which files a playlist names; null where the text is none. */
  playlist(text: string): Playlist | null;
  /** Looks across recordings that were analysed before. */
  sequence(recordings: readonly Omit<SequenceInput, 'id'>[]): CaseDocument;
}

declare global {
  interface Window {
    zhijianHeadless?: HeadlessApi;
    /** Put there by the script, when it wants to show progress. */
    zhijianProgress?: (progress: PassProgress) => void;
    /** Put there by the speed bench, which does not wait for the end. */
    zhijianFirstFinding?: (afterMs: number) => void;
  }
}

/** What the detectors said before fusion, for those who study it. */
let drafts: FindingDraft[] = [];
let soundTrace: SoundTrace | null = null;

// Nothing outlives the run: a command line gives the same answer however often it is asked.
const forgetful: PassResultStore = {
  recall: () => Promise.resolve(null),
  remember: () => Promise.resolve(),
  load: () => Promise.resolve([]),
  save: (_, result) => {
    drafts.push(...result.drafts);
    soundTrace = result.soundTrace ?? soundTrace;
    return Promise.resolve();
  },
};
const service = createAnalysisClient({ urls: WORKER_URLS, store: forgetful });
let jobs = 0;

window.zhijianHeadless = {
  playlist: readPlaylist,
  async analyze(folders = [], without = []) {
    const files = [...(document.querySelector<HTMLInputElement>('#file')?.files ?? [])];
    const [first] = await joinSegments(files.map((file, at): PickedFile => ({ file, folder: folders[at] ?? '', handle: null, sampleUrl: null })));
    if (first === undefined) return { state: 'failed', error: { code: 'file-gone', detail: 'no file was handed to the page' } };
    const { file, segmented } = first;
    const missing = segmented !== undefined && segmented.missing.length > 0 ? missingSegments(segmented) : null;
    if (missing !== null && file.size === 0) return { state: 'failed', error: missing };
    drafts = [];
    soundTrace = null;
    const issues: Extract<AnalysisEvent, { type: 'issue' }>['issue'][] = missing === null ? [] : [missing];
    const startedMs = performance.now();
    let firstFindingMs: number | null = null;
    const kept: { -readonly [K in keyof Parameters<typeof segmentEnds>[0]]: Parameters<typeof segmentEnds>[0][K] } = { video: null, audio: null, peaks: null, bitstream: null };
    const outcome = await service.start({ jobId: String(++jobs), file, reuse: false, without }, (event) => {
      if (event.type === 'issue') issues.push(event.issue);
      if (event.type === 'packets') Object.assign(kept, { video: event.video, audio: event.audio });
      if (event.type === 'peaks') kept.peaks = event.peaks;
      if (event.type === 'bitstream') kept.bitstream = event.bitstream;
      if (event.type === 'progress') window.zhijianProgress?.(event.progress);
      if (event.type !== 'findings' || event.findings.length === 0 || firstFindingMs !== null) return;
      firstFindingMs = performance.now() - startedMs;
      window.zhijianFirstFinding?.(firstFindingMs);
    });
    if (outcome.state === 'failed') return outcome;
    if (outcome.state === 'cancelled') return { state: 'failed', error: { code: 'cancelled', detail: 'cancelled', fileName: file.name } };
    return { state: 'completed', document: findingsDocument(outcome.value, issues), firstFindingMs, drafts: [...drafts, ...soundAtPlaces(drafts, soundTrace)], ends: segmentEnds(kept), clockCourseS: clockCourseS(outcome.value.findings) };
  },
  sequence: (recordings) => caseDocument(caseSequence(recordings.map((one, at) => ({ ...one, id: String(at) })), DEFAULT_TOLERANCE_S)),
};
