/** Gathers the drafts that speak of one event around the one that says most. */
import type { FindingDraft } from '../../core/finding';
import { isOriginKind } from '../../core/finding';
import { samePlace, seedRank } from './place';

export interface Cluster {
  /** Says what the event is. Always stands alone. */
  readonly seed: FindingDraft;
  /** The seed first, then the others, strongest first. */
  readonly members: readonly FindingDraft[];
}

/** By rank; then hard before soft, strong before weak, early before late; names last, so that the order of arrival never matters. */
function seedOrder(a: FindingDraft, b: FindingDraft): number {
  return seedRank(a) - seedRank(b) || Number(b.hard) - Number(a.hard) || b.llr - a.llr
    || a.startUs - b.startUs || a.endUs - b.endUs || compareText(a.detector, b.detector) || compareText(a.kind, b.kind);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const strongestFirst = (a: FindingDraft, b: FindingDraft): number =>
  Number(b.standsAlone) - Number(a.standsAlone) || Number(b.hard) - Number(a.hard) || b.llr - a.llr
  || a.startUs - b.startUs || compareText(a.detector, b.detector) || compareText(a.kind, b.kind);

/**
 * Greedy around seeds, never chained: what is near a member but far from the seed stays outside. A standing draft belongs
 * to one cluster; a supporting one may support every cluster it touches, and is dropped where it touches none.
 */
export function clusterDrafts(drafts: readonly FindingDraft[]): Cluster[] {
  const supports = drafts.filter((draft) => !draft.standsAlone);
  const waiting = drafts.filter((draft) => draft.standsAlone).sort(seedOrder);
  const clusters: Cluster[] = [];
  const taken = new Set<FindingDraft>();
  for (const seed of waiting) {
    if (taken.has(seed)) continue;
    const belongs = (draft: FindingDraft): boolean =>
      isOriginKind(seed.kind) ? draft.kind === seed.kind : !isOriginKind(draft.kind) && samePlace(seed, draft);
    const standing = waiting.filter((draft) => draft !== seed && !taken.has(draft) && belongs(draft));
    const members = [...standing, ...supports.filter(belongs)].sort(strongestFirst);
    taken.add(seed);
    for (const draft of standing) taken.add(draft);
    clusters.push({ seed, members: [seed, ...members] });
  }
  return clusters;
}
