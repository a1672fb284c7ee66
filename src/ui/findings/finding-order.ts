/** Which findings a list shows and in what order: filters by level, kind and judgement, sorting by time or weight. */
import type { Finding, FindingKind, FindingLevel } from '../../core/finding';
import type { CurrentJudgement, Decision } from '../../core/review';

/** 'open': nobody has decided, or what was decided must be looked at again. */
export type JudgementFilter = 'all' | 'open' | Decision;

export interface FindingFilter {
  /** null: all. */
  readonly level: FindingLevel | null;
  readonly kind: FindingKind | null;
  readonly judgement: JudgementFilter;
  readonly sort: 'time' | 'level';
}

export const ALL_FINDINGS: FindingFilter = { level: null, kind: null, judgement: 'all', sort: 'level' };

const LEVEL_RANK: Readonly<Record<FindingLevel, number>> = { high: 0, review: 1, note: 2 };

/** Decided and not in doubt again. */
export function isDecided(judgement: CurrentJudgement | undefined): boolean {
  return judgement !== undefined && judgement.decision !== null && !judgement.recheck;
}

function passes(finding: Finding, judgement: CurrentJudgement | undefined, filter: FindingFilter): boolean {
  if (filter.level !== null && finding.level !== filter.level) return false;
  if (filter.kind !== null && finding.kind !== filter.kind) return false;
  if (filter.judgement === 'all') return true;
  return filter.judgement === 'open' ? !isDecided(judgement) : judgement?.decision === filter.judgement;
}

/** The findings as the list shows them; the input is left alone. By level means: level, then time. */
export function orderFindings(
  findings: readonly Finding[], judgements: ReadonlyMap<string, CurrentJudgement>, filter: FindingFilter,
): readonly Finding[] {
  const shown = findings.filter((finding) => passes(finding, judgements.get(finding.id), filter));
  return shown.sort((a, b) => (filter.sort === 'level' ? LEVEL_RANK[a.level] - LEVEL_RANK[b.level] : 0) || a.startUs - b.startUs || a.endUs - b.endUs);
}
