/** The page behind `npm run analyze`: the app's own engine and workers, driven by a script instead of by hands. */
import { createAnalysisClient } from '../bridge/analysis-client';
import type { AnalysisEvent, PassProgress } from '../bridge/protocol';
import { WORKER_URLS } from '../bridge/worker-urls';
import type { WireError } from '../core/errors';
import type { FindingDraft } from '../core/finding';
import type { PassResultStore } from '../core/pass-result';
import { findingsDocument, type FindingsDocument } from '../export/findings-json/findings-document';

export type HeadlessOutcome =
  | { readonly state: 'completed'; readonly document: FindingsDocument; readonly firstFindingMs: number | null; readonly drafts: readonly FindingDraft[] }
  | { readonly state: 'failed'; readonly error: WireError };

/** What the driving script calls and is called by. */
export interface HeadlessApi {
  /** Analyses the file that the page's input holds now. */
  analyze(): Promise<HeadlessOutcome>;
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

// Nothing outlives the run: a command line gives the same answer however often it is asked.
const forgetful: PassResultStore = {
  recall: () => Promise.resolve(null),
  remember: () => Promise.resolve(),
  load: () => Promise.resolve([]),
  save: (_, result) => {
    drafts.push(...result.drafts);
    return Promise.resolve();
  },
};
const service = createAnalysisClient({ urls: WORKER_URLS, store: forgetful });
let jobs = 0;

window.zhijianHeadless = {
  async analyze() {
    const file = document.querySelector<HTMLInputElement>('#file')?.files?.[0];
    if (file === undefined) return { state: 'failed', error: { code: 'file-gone', detail: 'no file was handed to the page' } };
    drafts = [];
    const issues: Extract<AnalysisEvent, { type: 'issue' }>['issue'][] = [];
    const startedMs = performance.now();
    let firstFindingMs: number | null = null;
    const outcome = await service.start({ jobId: String(++jobs), file, reuse: false }, (event) => {
      if (event.type === 'issue') issues.push(event.issue);
      if (event.type === 'progress') window.zhijianProgress?.(event.progress);
      if (event.type !== 'findings' || event.findings.length === 0 || firstFindingMs !== null) return;
      firstFindingMs = performance.now() - startedMs;
      window.zhijianFirstFinding?.(firstFindingMs);
    });
    if (outcome.state === 'failed') return outcome;
    if (outcome.state === 'cancelled') return { state: 'failed', error: { code: 'cancelled', detail: 'cancelled', fileName: file.name } };
    return { state: 'completed', document: findingsDocument(outcome.value, issues), firstFindingMs, drafts };
  },
};
