/** What a cluster is called and where exactly it lies. */
import type { EvidenceGroup, FindingDraft, FindingKind } from '../../core/finding';
import { isOriginKind } from '../../core/finding';
import { us, type TimeUs } from '../../core/time';
import type { Cluster } from './cluster';
import { CLUSTER_TOLERANCE_US, isPoint, seedRank } from './place';
import { countedLlr, REVIEW_TOTAL_LLR } from './weigh';

/** Which source tells a boundary most exactly: the packet table to the tick, the picture to the frame, sound to a block. */
const EXACTNESS: Readonly<Record<EvidenceGroup, number>> = { T: 0, B: 0, C: 1, P: 2, X: 3, O: 4, A: 5 };

/**
 * Of kinds that fit one place the more telling one names it: what a stretch holds before where it begins, a hole in time
 * before the jump of the picture it causes, picture before sound.
 */
const TELLING: readonly FindingKind[] = [
  'blank', 'freeze', 'duplicate', 'insertion', 'speed-change', 'dropped-frames', 'segment-missing', 'segment-overlap',
  'timestamp-gap', 'timestamp-fault', 'cut', 'clock-jump', 'audio-mute', 'audio-replaced', 'audio-cut',
];

/** A weaker draft may name the finding only if it is at most this much weaker than the strongest. */
const NAMING_SLACK_LLR = 1.5;

/** The draft that gives the finding its kind and its detector. */
export function namingDraft(cluster: Cluster): FindingDraft {
  if (isOriginKind(cluster.seed.kind)) return cluster.seed;
  const alike = cluster.members.filter((draft) => draft.standsAlone && seedRank(draft) === seedRank(cluster.seed));
  const strongest = Math.max(...alike.map(countedLlr));
  return alike
    .filter((draft) => countedLlr(draft) >= strongest - NAMING_SLACK_LLR)
    .sort((a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind) || countedLlr(b) - countedLlr(a) || a.startUs - b.startUs)[0]!;
}

/** Every boundary that a draft names: a point has one. */
function boundariesOf(draft: FindingDraft): number[] {
  return draft.endUs - draft.startUs === 0 ? [draft.startUs] : [draft.startUs, draft.endUs];
}

/** The boundary nearest to `atUs` among those of the most exact standing source within the tolerance. */
function exactBoundary(cluster: Cluster, atUs: number): TimeUs {
  let best = { rank: Infinity, distance: Infinity, at: atUs };
  for (const draft of cluster.members) {
    if (!draft.standsAlone) continue;
    for (const at of boundariesOf(draft)) {
      const distance = Math.abs(at - atUs);
      const rank = EXACTNESS[draft.group];
      if (distance > CLUSTER_TOLERANCE_US) continue;
      if (rank < best.rank || (rank === best.rank && distance < best.distance)) best = { rank, distance, at };
    }
  }
  return us(best.at);
}

/**
 * Span of the finding: that of all members that describe a stretch and would be worth a look alone (a stretch that repeats
 * another is often only part of what was put in), each end moved to the most exact source that names it. A point
 * stays a point.
 */
export function spanOf(cluster: Cluster, naming: FindingDraft): { startUs: TimeUs; endUs: TimeUs } {
  if (isOriginKind(naming.kind)) return { startUs: naming.startUs, endUs: naming.endUs };
  if (isPoint(naming)) {
    const exact = cluster.members
      .filter((draft) => draft.standsAlone && isPoint(draft))
      .sort((a, b) => EXACTNESS[a.group] - EXACTNESS[b.group] || countedLlr(b) - countedLlr(a))[0] ?? naming;
    return { startUs: exact.startUs, endUs: exact.endUs };
  }
  const stretches = cluster.members.filter((draft) => draft.standsAlone && seedRank(draft) === seedRank(naming) && countedLlr(draft) >= REVIEW_TOTAL_LLR);
  const startUs = exactBoundary(cluster, Math.min(naming.startUs, ...stretches.map((draft) => draft.startUs)));
  const endUs = exactBoundary(cluster, Math.max(naming.endUs, ...stretches.map((draft) => draft.endUs)));
  return endUs > startUs ? { startUs, endUs } : { startUs: naming.startUs, endUs: naming.endUs };
}
