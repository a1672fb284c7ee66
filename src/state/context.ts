/** Everything that components may ask, by one typed context. Built in app/compose.ts. */
import { createContext } from 'svelte';
import type { FrameService } from '../bridge/protocol';
import type { Block } from '../core/opinion/blocks';
import type { DocumentOptions } from '../core/opinion/document-options';
import type { ComputedStore, ReviewStore } from '../db/case-store';
import type { ProxyMaker } from '../player/playback-engine';
import type { CaseDigests } from './case-digests.svelte';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import type { CaseSurvey } from './case-survey';
import type { Checklist } from './checklist.svelte';
import type { Commands } from './commands.svelte';
import type { Documents } from './documents.svelte';
import type { Drafts } from './drafts';
import type { Exemplars } from './exemplars.svelte';
import type { FileAccess } from './file-access';
import type { Jobs } from './jobs.svelte';
import type { Marks } from './marks.svelte';
import type { Places } from './places';
import type { Project } from './project.svelte';
import type { Recognition } from './recognition.svelte';
import type { Review } from './review.svelte';
import type { Selection } from './selection.svelte';
import type { Sequence } from './sequence.svelte';
import type { Settings } from './settings.svelte';
import type { Signing } from './signing.svelte';
import type { Signs } from './signs.svelte';
import type { Sources } from './sources.svelte';
import type { SpeechModels } from './speech-model.svelte';
import type { Storage } from './storage.svelte';
import type { Toasts } from './toasts.svelte';
import type { TwoReviewers } from './two-reviewers.svelte';
import type { Transcripts } from './transcripts.svelte';
import type { Unit } from './unit.svelte';
import type { Voice } from './voice.svelte';

export interface App {
  readonly project: Project;
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly log: CaseLog;
  /** Judging findings. */
  readonly review: Review;
  /** Judging the items of the checklist. */
  readonly caseReview: CaseReview;
  /** Another's review beside one's own. */
  readonly reviewers: TwoReviewers;
  /** All cases on this machine, for registers and sampling. */
  readonly survey: CaseSurvey;
  /** Which of them is being judged. */
  readonly checklist: Checklist;
  /** Whether what was signed still stands. */
  readonly signing: Signing;
  /** Annotations: setting, choosing, changing. */
  readonly marks: Marks;
  /** What was said. */
  readonly transcripts: Transcripts;
  /** Where a voice is heard. */
  readonly voice: Voice;
  /** The speech model on this machine, and what it recognises. */
  readonly speechModels: SpeechModels;
  readonly recognition: Recognition;
  /** Text in the pictures. */
  readonly signs: Signs;
  /** The written file. */
  readonly documents: Documents;
  /** The unit's settings in use. */
  readonly unit: Unit;
  /** Stills that verdicts cite, and handles of documents. */
  readonly cited: ReviewStore;
  readonly sequence: Sequence;
  readonly exemplars: Exemplars;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly places: Places;
  /** Words half written. */
  readonly drafts: Drafts;
  readonly digests: CaseDigests;
  readonly storage: Storage;
  readonly toasts: Toasts;
  readonly commands: Commands;
  readonly files: FileAccess;
  /** Frames that were shown before, by content, and the tables that number them. */
  readonly stills: Pick<ComputedStore, 'still' | 'saveStill' | 'load'>;
  readonly version: string;
  /** The opinion as a Word document; its writer is loaded when first asked for. */
  readonly opinionDocx: (blocks: readonly Block[], options: DocumentOptions) => Promise<Uint8Array<ArrayBuffer>>;
  /** Exact pictures on demand; made (with its worker) when first asked for. */
  readonly frames: () => Promise<FrameService>;
  /** Playable previews of files that the browser cannot play; the duration (µs, 0 while unknown) serves the progress. */
  readonly previews: (durationUs: () => number) => ProxyMaker;
}

export const [useApp, provideApp] = createContext<App>();
