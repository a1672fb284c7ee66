/** How strongly a cluster speaks: capped ratios per independent group, what a benign cause may explain, level and confidence. */
import type { EvidenceGroup, FindingDraft, FindingLevel } from '../../core/finding';
import { isOriginKind } from '../../core/finding';
import type { Cluster } from './cluster';

/** e^4 ≈ 55 : 1. No single group may settle alone what calibration on a few dozen cameras cannot prove. */
export const GROUP_LLR_CAP = 4;
/** A benign cause that the detector could not rule out takes this much from its group (odds halved, and a little more). */
export const POSSIBLE_CAUSE_COST = 0.8;
/** Beside a stronger group, one below this adds nothing: e^1 ≈ 2.7 : 1 happens by chance in every minute of footage. */
export const ADDING_GROUP_LLR = 1;
/** e^1.5 ≈ 4.5 : 1 is worth a reviewer's minute; less is a note. */
export const REVIEW_TOTAL_LLR = 1.5;
/** For high, two groups must each be worth that minute … */
export const HIGH_GROUP_LLR = REVIEW_TOTAL_LLR;
/** … and together reach e^3.5 ≈ 33 : 1. */
export const HIGH_TOTAL_LLR = 3.5;

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
  const ranked = strongestPerGroup(cluster.members);
  const totalLlr = ranked.reduce((sum, [, llr], at) => (at === 0 || llr >= ADDING_GROUP_LLR ? sum + llr : sum), 0);
  const agreeing = ranked.filter(([, llr]) => llr >= HIGH_GROUP_LLR).length;
  const hard = cluster.members.some((draft) => draft.hard && draft.standsAlone);
  return {
    totalLlr,
    groups: ranked.length > 0 ? ranked.map(([group]) => group) : [cluster.seed.group],
    level: levelOf(cluster, totalLlr, agreeing, hard),
    confidence: 1 / (1 + Math.exp(-totalLlr)),
  };
}

/**
 * Strongest first. A support speaks for its group only where that group has nothing standing: it is there to confirm others,
 * not to make a silence that its own detector calls a note into more.
 */
function strongestPerGroup(members: readonly FindingDraft[]): (readonly [EvidenceGroup, number])[] {
  const groups = new Map<EvidenceGroup, FindingDraft[]>();
  for (const draft of members) groups.set(draft.group, [...(groups.get(draft.group) ?? []), draft]);
  return [...groups]
    .map(([group, drafts]) => {
      const standing = drafts.filter((draft) => draft.standsAlone);
      return [group, Math.max(...(standing.length > 0 ? standing : drafts).map(countedLlr))] as const;
    })
    .filter(([, llr]) => llr > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function levelOf(cluster: Cluster, totalLlr: number, agreeing: number, hard: boolean): FindingLevel {
  if (isOriginKind(cluster.seed.kind)) return 'note';
  if (hard) return 'high';
  if (agreeing >= 2 && totalLlr >= HIGH_TOTAL_LLR) return 'high';
  return totalLlr >= REVIEW_TOTAL_LLR ? 'review' : 'note';
}
