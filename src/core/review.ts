/** A person's judgement on a finding, kept apart from every run of the analysis, and how it meets the findings of a new run. */
import type { Finding, FindingKind, FindingLevel } from './finding';
import type { RecordingId } from './recording';
import type { TimeUs } from './time';

export const DECISIONS = ['accept', 'reject', 'defer'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Enough of a finding to know it again and to show the judgement without it. */
export interface FindingRef {
  readonly id: string;
  readonly kind: FindingKind;
  readonly level: FindingLevel;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly detector: string;
}

export interface Judgement {
  readonly recordingId: RecordingId;
  readonly finding: FindingRef;
  /** null: only a note so far. */
  readonly decision: Decision | null;
  readonly note: string;
  readonly atMs: number;
  readonly actor: string;
}

/** A judgement as it applies now. */
export interface CurrentJudgement extends Judgement {
  /** true: made on a finding whose boundaries have moved since; a person must look again. */
  readonly recheck: boolean;
}

export interface JudgedFindings {
  /** By id of the present finding. */
  readonly byFinding: ReadonlyMap<string, CurrentJudgement>;
  /** Judgements whose finding the last run no longer reports: kept and shown. */
  readonly orphans: readonly Judgement[];
}

/** A boundary that moved by more than this is another finding; the clusters of fusion are ±0.5 s. */
export const MOVED_AT_MOST_US = 500_000;

export const findingRef = (finding: Finding): FindingRef => ({
  id: finding.id, kind: finding.kind, level: finding.level, startUs: finding.startUs, endUs: finding.endUs, detector: finding.detector,
});

/** Same kind and both boundaries within the cluster width. */
function isMoved(from: FindingRef, to: Finding): boolean {
  return from.kind === to.kind && Math.abs(from.startUs - to.startUs) <= MOVED_AT_MOST_US && Math.abs(from.endUs - to.endUs) <= MOVED_AT_MOST_US;
}

const distanceUs = (from: FindingRef, to: Finding): number => Math.abs(from.startUs - to.startUs) + Math.abs(from.endUs - to.endUs);

/** Judgements of one recording laid on its present findings: by id, else on the nearest unjudged one that merely moved. */
export function matchJudgements(findings: readonly Finding[], judgements: readonly Judgement[]): JudgedFindings {
  const present = new Set(findings.map((finding) => finding.id));
  const byFinding = new Map<string, CurrentJudgement>();
  const left: Judgement[] = [];
  for (const judgement of judgements) {
    if (present.has(judgement.finding.id)) byFinding.set(judgement.finding.id, { ...judgement, recheck: false });
    else left.push(judgement);
  }
  const orphans: Judgement[] = [];
  for (const judgement of left) {
    let nearest: Finding | null = null;
    for (const finding of findings) {
      if (byFinding.has(finding.id) || !isMoved(judgement.finding, finding)) continue;
      if (nearest === null || distanceUs(judgement.finding, finding) < distanceUs(judgement.finding, nearest)) nearest = finding;
    }
    if (nearest === null) orphans.push(judgement);
    else byFinding.set(nearest.id, { ...judgement, recheck: true });
  }
  return { byFinding, orphans };
}
