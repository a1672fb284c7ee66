/** How strongly a cluster speaks: capped ratios per independent group, what a benign cause may explain, level and confidence. */
import type { EvidenceGroup, FindingDraft, FindingLevel } from '../../core/finding';
import { isOriginKind } from '../../core/finding';
import type { Cluster } from './cluster';

/** e^4 ≈ 55 : 1. No single group may settle alone what calibration on a few dozen cameras cannot prove. */
export const GROUP_LLR_CAP = 4;
/** A benign cause that the detector could not rule out takes this much from its group (odds halved, and a little more). */
export const POSSIBLE_CAUSE_COST = 0.8;
/** Below this a group does not count as agreeing: e^1 ≈ 2.7 : 1. */
export const AGREEING_GROUP_LLR = 1;
/** Two groups that agree must together reach e^3.5 ≈ 33 : 1. */
export const HIGH_TOTAL_LLR = 3.5;
/** One group: e^1.5 ≈ 4.5 : 1 is worth a reviewer's minute; less is a note. */
export const REVIEW_TOTAL_LLR = 1.5;

export interface Weight {
  /** Sum over groups of the strongest capped ratio, benign costs taken off. */
  readonly totalLlr: number;
  /** Groups with anything to say, strongest first. */
  readonly groups: readonly EvidenceGroup[];
  readonly level: FindingLevel;
  /** Logistic of the sum, 0…1. */
  readonly confidence: number;
}

/** The draft's own ratio as it counts here. */
export function countedLlr(draft: FindingDraft): number {
  const capped = Math.min(draft.llr, GROUP_LLR_CAP);
  if (draft.hard) return capped;
  const open = draft.benign.filter((test) => test.result === 'possible').length;
  return capped - open * POSSIBLE_CAUSE_COST;
}

export function weigh(cluster: Cluster): Weight {
  const strongest = new Map<EvidenceGroup, number>();
  for (const draft of cluster.members) {
    const llr = countedLlr(draft);
    if (llr > (strongest.get(draft.group) ?? 0)) strongest.set(draft.group, llr);
  }
  const ranked = [...strongest].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const totalLlr = ranked.reduce((sum, [, llr]) => sum + llr, 0);
  const agreeing = ranked.filter(([, llr]) => llr >= AGREEING_GROUP_LLR).length;
  const hard = cluster.members.some((draft) => draft.hard && draft.standsAlone);
  return {
    totalLlr,
    groups: ranked.length > 0 ? ranked.map(([group]) => group) : [cluster.seed.group],
    level: levelOf(cluster, totalLlr, agreeing, hard),
    confidence: 1 / (1 + Math.exp(-totalLlr)),
  };
}

function levelOf(cluster: Cluster, totalLlr: number, agreeing: number, hard: boolean): FindingLevel {
  if (isOriginKind(cluster.seed.kind)) return 'note';
  if (hard) return 'high';
  if (agreeing >= 2 && totalLlr >= HIGH_TOTAL_LLR) return 'high';
  return totalLlr >= REVIEW_TOTAL_LLR ? 'review' : 'note';
}
