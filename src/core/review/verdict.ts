/** A person's verdict on an item of the checklist, and what it stands on: places in recordings, pages, computed rules; or why nothing can be cited. */
import type { RecordingId } from '../recording';
import type { TimeUs } from '../time';
import type { RuleResult } from '../rules/rule';
import type { RuleId } from '../unit/rule-ids';
import type { VerdictId } from '../unit/unit-settings';

/** A second of a recording: what was on screen there, and what was said or seen. */
export interface RecordingCitation {
  readonly type: 'recording';
  readonly recordingId: RecordingId;
  /** Presentation time of the frame on screen. */
  readonly ptsUs: TimeUs;
  /** End of the cited stretch; null for a point. */
  readonly endUs: TimeUs | null;
  /** Ordinal of that frame in presentation order; null in recordings without picture. */
  readonly ordinal: number | null;
  /** SHA-256 of the kept still (`CitedStill`); null in recordings without picture. */
  readonly stillHash: string | null;
  /** Words from the transcript or the picture, as they stand there. */
  readonly quote: string;
  /** The reviewer's own words. */
  readonly note: string;
}

export interface DocumentCitation {
  readonly type: 'document';
  readonly documentId: string;
  /** 1 for the first; pictures have one. */
  readonly page: number;
  readonly quote: string;
  readonly note: string;
}

/** A computed rule with the inputs that it had when it was cited. */
export interface RuleCitation {
  readonly type: 'rule';
  readonly rule: RuleId;
  readonly outcome: 'met' | 'anomaly' | 'no-data' | 'noted';
  readonly inputs: readonly { readonly name: string; readonly value: string | null }[];
  readonly note: string;
}

/** The computation as it was cited, if it still says the same of the same inputs; null where it has become another. */
export function ruleAsCited({ rule, outcome, inputs }: RuleCitation, rules: ReadonlyMap<RuleId, RuleResult>): RuleResult | null {
  const now = rules.get(rule);
  const isSame = now?.outcome === outcome && now.inputs.length === inputs.length && inputs.every(({ name, value }, i) => now.inputs[i]!.name === name && now.inputs[i]!.value === value);
  return isSame ? now : null;
}

export type Citation = RecordingCitation | DocumentCitation | RuleCitation;

export interface ItemVerdict {
  readonly itemId: string;
  /** null: evidence was gathered, the item is still to be judged. */
  readonly verdict: VerdictId | null;
  readonly citations: readonly Citation[];
  /** Why this verdict; free text, may be ''. */
  readonly reason: string;
  /** Why nothing can be cited; '' where something is. */
  readonly noCitation: string;
  readonly atMs: number;
  readonly actor: string;
}

/** One that a person has given. */
export type JudgedVerdict = ItemVerdict & { readonly verdict: VerdictId };
export const isJudged = (verdict: ItemVerdict | null | undefined): verdict is JudgedVerdict => (verdict?.verdict ?? null) !== null;

/** A minor defect and a failure are held against somebody: the document stands on a reason in words. */
export const isDefect = (verdict: VerdictId | null): boolean => verdict === 'minor' || verdict === 'fail';

/** What keeps a verdict from standing (label `review:verdict_fault_<name with - as _>`). */
export type VerdictFault =
  | 'nothing-cited'          // neither a citation nor a reason why none
  | 'reason-missing'         // a defect or a failure, and no word why
  | 'citation-without-words' // neither quote nor note
  | 'citation-without-still' // a picture was on screen and none was kept
  | 'citation-gone'          // its recording or document is no longer in the case
  | 'findings-unseen';       // continuity findings of this item that nobody has looked at

export interface CitedThings {
  readonly recordingIds: ReadonlySet<RecordingId>;
  /** Those that have a picture. */
  readonly withPicture: ReadonlySet<RecordingId>;
  readonly documentIds: ReadonlySet<string>;
}

function faultsOf(citation: Citation, things: CitedThings): VerdictFault[] {
  if (citation.type === 'rule') return [];
  const faults: VerdictFault[] = [];
  const there = citation.type === 'recording' ? things.recordingIds.has(citation.recordingId) : things.documentIds.has(citation.documentId);
  if (!there) faults.push('citation-gone');
  if (citation.quote.trim() === '' && citation.note.trim() === '') faults.push('citation-without-words');
  if (citation.type === 'recording' && citation.stillHash === null && things.withPicture.has(citation.recordingId)) faults.push('citation-without-still');
  return faults;
}

/** Each fault once; an empty list means that the verdict stands. @param unseen how many continuity findings of the item nobody has looked at */
export function verdictFaults(verdict: Pick<ItemVerdict, 'verdict' | 'citations' | 'noCitation' | 'reason'>, things: CitedThings, unseen = 0): readonly VerdictFault[] {
  const faults = verdict.citations.flatMap((citation) => faultsOf(citation, things));
  if (verdict.citations.length === 0 && verdict.noCitation.trim() === '') faults.push('nothing-cited');
  if (isDefect(verdict.verdict) && verdict.reason.trim() === '') faults.push('reason-missing');
  if (unseen > 0) faults.push('findings-unseen');
  return [...new Set(faults)];
}
