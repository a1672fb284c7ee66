/** Drafts of all detectors to the findings that a person sees: cluster, weigh, name, place, merge the evidence. Pure. */
import { CLOCK_JUMP_METRIC, type BenignTest, type Evidence, type Finding, type FindingDraft } from '../../core/finding';
import { clusterDrafts, type Cluster } from './cluster';
import { namingDraft, spanOf } from './describe';
import { evidenceRatio, type EvidenceTable } from './evidence-ratio';
import { EVIDENCE_TABLE } from './evidence-table';
import { findingId } from './finding-id';
import { weigh } from './weigh';

/** Sorted by start, then end. The order of the drafts does not matter. `table`: what drafts of each kind proved to be worth. */
export function fuse(drafts: readonly FindingDraft[], table: EvidenceTable = EVIDENCE_TABLE): Finding[] {
  const weighed = drafts.map((draft) => ({ ...draft, llr: evidenceRatio(draft, table) }));
  const findings = clusterDrafts(weighed).map(findingOf)
    .sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs || (a.id < b.id ? -1 : 1));
  return withUniqueIds(findings);
}

function findingOf(cluster: Cluster): Finding {
  const naming = namingDraft(cluster);
  const { startUs, endUs } = spanOf(cluster, naming);
  const { level, confidence, groups } = weigh(cluster);
  const speaking = [naming, ...cluster.members.filter((draft) => draft !== naming)];
  const [first, ...more] = naming.evidence;
  return {
    id: findingId(naming.detector, naming.kind, startUs, endUs),
    kind: naming.kind, level, startUs, endUs, confidence, groups,
    evidence: clockFirst([first, ...unlike([first], [...more, ...speaking.slice(1).flatMap((draft) => draft.evidence.filter(speaksFor))])]),
    benign: mergeBenign(speaking),
    disproof: [...new Set(speaking.flatMap((draft) => draft.disproof))],
    detector: naming.detector,
    // What speaks against it is shown among the evidence and is no support.
    supportedBy: [...new Set(speaking.filter((draft) => draft.llr > 0).map((draft) => draft.detector))].filter((id) => id !== naming.detector),
  };
}

/** A supporting draft may carry figures that stay below their own threshold: together they help, but shown as evidence they would be untrue. */
function speaksFor(evidence: Evidence): boolean {
  if (evidence.type !== 'metric' || evidence.relation === '=') return true;
  return evidence.relation === '>' ? evidence.value > evidence.threshold : evidence.value < evidence.threshold;
}

/** What tells a person most stands first: a clock in the picture that jumps, then what was measured of the picture. */
function clockFirst(evidence: readonly [Evidence, ...Evidence[]]): readonly [Evidence, ...Evidence[]] {
  const isJump = (one: Evidence): boolean => one.type === 'metric' && one.metric === CLOCK_JUMP_METRIC;
  const [first, ...rest] = [...evidence.filter(isJump), ...evidence.filter((one) => !isJump(one))];
  return [first!, ...rest];
}

/** Those of `more` that are not among `have` already, each once. */
function unlike(have: readonly Evidence[], more: readonly Evidence[]): Evidence[] {
  const seen = new Set(have.map((one) => JSON.stringify(one)));
  return more.filter((one) => {
    const key = JSON.stringify(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** How much a test settles; of two tests of one cause the one that settles more is shown. */
const SETTLES: Readonly<Record<BenignTest['result'], number>> = { 'ruled-out': 2, possible: 1, 'not-testable': 0 };

function mergeBenign(drafts: readonly FindingDraft[]): BenignTest[] {
  const byCause = new Map<string, BenignTest>();
  for (const test of drafts.flatMap((draft) => draft.benign)) {
    const known = byCause.get(test.cause);
    if (known === undefined || SETTLES[test.result] > SETTLES[known.result]) byCause.set(test.cause, test);
  }
  return [...byCause.values()];
}

function withUniqueIds(findings: readonly Finding[]): Finding[] {
  const count = new Map<string, number>();
  return findings.map((finding) => {
    const n = (count.get(finding.id) ?? 0) + 1;
    count.set(finding.id, n);
    return n === 1 ? finding : { ...finding, id: `${finding.id}-${n}` };
  });
}
