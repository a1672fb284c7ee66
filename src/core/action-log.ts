/** The append-only log of human actions: what an entry is, and how case data, judgements, the review, undo, redo and history follow from it. */
import type { CaseField, CaseInfo, CaseRecording, FileIdentity } from './case';
import { EMPTY_CASE_INFO, sameIdentity } from './case';
import type { RecordingId } from './recording';
import type { Judgement } from './review';
import { emptyReviewState, isReviewAction, ReviewDraft, type ReviewAction, type ReviewState } from './review/review-log';

/** Raised when an entry's shape changes; `db/action-migrations.ts` lifts older entries. */
export const ACTION_VERSION = 1;

/** Each payload holds the value before and after, so that an entry can be taken back without replaying what came before. */
export type Action =
  | { readonly kind: 'case-created'; readonly payload: { readonly info: CaseInfo } }
  | { readonly kind: 'case-imported'; readonly payload: { readonly fileName: string; readonly exportedAtMs: number } }
  | { readonly kind: 'case-edited'; readonly payload: { readonly field: CaseField; readonly from: string; readonly to: string } }
  | { readonly kind: 'recordings-added'; readonly payload: { readonly recordings: readonly CaseRecording[] } }
  | { readonly kind: 'recording-removed'; readonly payload: { readonly recording: CaseRecording; readonly index: number } }
  | { readonly kind: 'recording-relinked'; readonly payload: { readonly recordingId: RecordingId; readonly from: FileIdentity; readonly to: FileIdentity } }
  | { readonly kind: 'finding-judged' | 'finding-noted'; readonly payload: JudgementChange }
  | ReviewAction
  | { readonly kind: 'undone' | 'redone'; readonly payload: { readonly target: string } };
export type ActionKind = Action['kind'];

export interface JudgementChange {
  readonly from: Judgement | null;
  readonly to: Judgement | null;
  /** The judgement on the finding's former boundaries, which this one takes the place of. */
  readonly replaced: Judgement | null;
}

export type ActionEntry = Action & {
  readonly id: string;
  readonly caseId: string;
  /** 1, 2, 3 … within the case, given when it is stored. */
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly version: number;
};

export interface CaseState extends ReviewState {
  readonly info: CaseInfo;
  readonly recordings: readonly CaseRecording[];
  /** By `judgementKey`. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Entries that can be taken back, newest last. */
  readonly undoable: readonly ActionEntry[];
  /** Entries that were taken back and can be done again, newest last. */
  readonly redoable: readonly ActionEntry[];
}

export interface HistoryItem {
  readonly entry: ActionEntry;
  /** What an undo took back, or a redo did again; null for all others. */
  readonly target: ActionEntry | null;
  readonly undone: boolean;
}

interface Draft {
  readonly review: ReviewDraft;
  info: CaseInfo;
  recordings: CaseRecording[];
  judgements: Map<string, Judgement>;
  undoable: ActionEntry[];
  redoable: ActionEntry[];
}

export const judgementKey = (recordingId: RecordingId, findingId: string): string => `${recordingId}/${findingId}`;

const keyOf = (judgement: Judgement): string => judgementKey(judgement.recordingId, judgement.finding.id);

/** Opening and importing a case, and pointing to a file again, are history but nothing to take back. */
export function isUndoable(kind: ActionKind): boolean {
  return isReviewAction({ kind }) || kind === 'case-edited' || kind === 'recordings-added' || kind === 'recording-removed' || kind === 'finding-judged' || kind === 'finding-noted';
}

function setJudgement(draft: Draft, remove: readonly (Judgement | null)[], add: readonly (Judgement | null)[]): void {
  for (const judgement of remove) if (judgement !== null) draft.judgements.delete(keyOf(judgement));
  for (const judgement of add) if (judgement !== null) draft.judgements.set(keyOf(judgement), judgement);
}

/** A copy under another name is still the recording that was added: it keeps its name. */
function relink(draft: Draft, id: RecordingId, to: FileIdentity): void {
  draft.recordings = draft.recordings.map((recording) => {
    if (recording.id !== id) return recording;
    const { foundAs: _before, ...plain } = recording;
    return sameIdentity(plain.identity, to) ? plain : { ...plain, foundAs: to };
  });
}

function forward(draft: Draft, entry: ActionEntry): void {
  if (isReviewAction(entry)) return draft.review.forward(entry);
  switch (entry.kind) {
    case 'case-created': draft.info = { ...EMPTY_CASE_INFO, ...entry.payload.info }; break;
    case 'case-edited': draft.info = { ...draft.info, [entry.payload.field]: entry.payload.to }; break;
    case 'recordings-added': draft.recordings = [...draft.recordings, ...entry.payload.recordings]; break;
    case 'recording-removed': draft.recordings = draft.recordings.filter((one) => one.id !== entry.payload.recording.id); break;
    case 'recording-relinked': relink(draft, entry.payload.recordingId, entry.payload.to); break;
    case 'finding-judged':
    case 'finding-noted': setJudgement(draft, [entry.payload.from, entry.payload.replaced], [entry.payload.to]); break;
    case 'case-imported': case 'undone': case 'redone': break;
  }
}

function backward(draft: Draft, entry: ActionEntry): void {
  if (isReviewAction(entry)) return draft.review.backward(entry);
  switch (entry.kind) {
    case 'case-edited': draft.info = { ...draft.info, [entry.payload.field]: entry.payload.from }; break;
    case 'recordings-added': {
      const added = new Set(entry.payload.recordings.map((one) => one.id));
      draft.recordings = draft.recordings.filter((one) => !added.has(one.id));
      break;
    }
    case 'recording-removed': draft.recordings.splice(entry.payload.index, 0, entry.payload.recording); break;
    case 'finding-judged':
    case 'finding-noted': setJudgement(draft, [entry.payload.to], [entry.payload.replaced, entry.payload.from]); break;
    case 'case-created': case 'case-imported': case 'recording-relinked': case 'undone': case 'redone': break;
  }
}

function take(stack: ActionEntry[], id: string): ActionEntry | null {
  const at = stack.findLastIndex((entry) => entry.id === id);
  return at < 0 ? null : (stack.splice(at, 1)[0] ?? null);
}

function advance(draft: Draft, entry: ActionEntry): void {
  if (entry.kind === 'undone') {
    const target = take(draft.undoable, entry.payload.target);
    if (target === null) return;
    backward(draft, target);
    draft.redoable.push(target);
  } else if (entry.kind === 'redone') {
    const target = take(draft.redoable, entry.payload.target);
    if (target === null) return;
    forward(draft, target);
    draft.undoable.push(target);
  } else {
    forward(draft, entry);
    if (!isUndoable(entry.kind)) return;
    draft.undoable.push(entry);
    draft.redoable = [];
  }
}

export const emptyCaseState = (): CaseState => ({ ...emptyReviewState(), info: EMPTY_CASE_INFO, recordings: [], judgements: new Map(), undoable: [], redoable: [] });

/** The state after `entries` (in order of `seq`) on top of `from`; neither is changed. */
export function replay(entries: readonly ActionEntry[], from: CaseState = emptyCaseState()): CaseState {
  const draft: Draft = {
    review: new ReviewDraft(from), info: from.info, recordings: [...from.recordings], judgements: new Map(from.judgements),
    undoable: [...from.undoable], redoable: [...from.redoable],
  };
  for (const entry of entries) advance(draft, entry);
  const { review, ...rest } = draft;
  return { ...review.state, ...rest };
}

/** Everything a person did, newest first, undo and redo among it; what stands taken back is marked. */
export function history(entries: readonly ActionEntry[]): readonly HistoryItem[] {
  const undone = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'undone') undone.add(entry.payload.target);
    else if (entry.kind === 'redone') undone.delete(entry.payload.target);
  }
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const targetOf = (entry: ActionEntry): ActionEntry | null => (entry.kind === 'undone' || entry.kind === 'redone' ? (byId.get(entry.payload.target) ?? null) : null);
  return entries.map((entry) => ({ entry, target: targetOf(entry), undone: undone.has(entry.id) })).reverse();
}
