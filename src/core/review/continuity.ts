/** Findings that bear on an item of the checklist, and which of them nobody has looked at: a verdict cannot pass over those. */
import { isOriginKind, type Finding } from '../finding';
import type { RecordingId } from '../recording';
import type { JudgedFindings } from '../review';
import type { ChecklistItem } from '../unit/unit-settings';
import type { CurrentJudgement } from '../review';

export interface CaseFindings {
  readonly recordingId: RecordingId;
  readonly findings: readonly Finding[];
  readonly judged: JudgedFindings;
}

export interface BearingFinding {
  readonly recordingId: RecordingId;
  readonly finding: Finding;
  readonly judgement: CurrentJudgement | null;
}

/** A decision that still holds was made, be it to put the matter off. */
export const isSeen = ({ judgement }: BearingFinding): boolean => judgement !== null && judgement.decision !== null && !judgement.recheck;

export const isAccepted = (one: BearingFinding): boolean => isSeen(one) && one.judgement?.decision === 'accept';

/** Traces of origin that are a note only speak of how a file travelled, not of what it shows. */
const mustBeSeen = ({ finding }: BearingFinding): boolean => !(isOriginKind(finding.kind) && finding.level === 'note');

export function findingsOfItem(item: ChecklistItem, cases: readonly CaseFindings[]): readonly BearingFinding[] {
  const kinds = new Set(item.sources.flatMap((source) => (source.from === 'findings' ? source.kinds : [])));
  return cases.flatMap(({ recordingId, findings, judged }) => findings.filter(({ kind }) => kinds.has(kind)).map((finding) => ({ recordingId, finding, judgement: judged.byFinding.get(finding.id) ?? null })));
}

/** Those that a person has accepted: a verdict that the item conforms contradicts them. */
export const acceptedOf = (item: ChecklistItem, cases: readonly CaseFindings[]): readonly BearingFinding[] => findingsOfItem(item, cases).filter((one) => mustBeSeen(one) && isAccepted(one));

/** Of Article 14(4) only; other items are shown their findings and do not wait for them. */
export function unseenOf(item: ChecklistItem, cases: readonly CaseFindings[]): readonly BearingFinding[] {
  return item.id.startsWith('art14-4-') ? findingsOfItem(item, cases).filter((one) => mustBeSeen(one) && !isSeen(one)) : [];
}
