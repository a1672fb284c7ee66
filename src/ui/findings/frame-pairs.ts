/** Which frames of a finding are worth laying side by side: across its start, across its end, across the whole, against its source. */
import { isOriginKind, type Finding, type FrameRef } from '../../core/finding';
import type { FrameClock } from '../../player/frame-clock';

/** Long side of the inspector's pictures, px: twice their width on the page, for dense screens. */
export const PAIR_SIDE_PX = 640;

export interface FramePair {
  readonly place: 'start' | 'end' | 'across' | 'source';
  readonly left: FrameRef;
  readonly right: FrameRef;
}

/** Detectors name the frames that decided; what they do not name is looked up beside the boundaries. Origin kinds have no place to show. */
export function framePairs(finding: Finding, clock: FrameClock): readonly FramePair[] {
  if (isOriginKind(finding.kind) || clock.count < 2) return [];
  const named = new Map<FrameRef['role'], FrameRef>();
  for (const evidence of finding.evidence) {
    if (evidence.type === 'frames') for (const frame of evidence.frames) if (!named.has(frame.role)) named.set(frame.role, frame);
  }
  const ref = (role: FrameRef['role'], ordinal: number): FrameRef => {
    const at = clock.clamp(ordinal);
    return named.get(role) ?? { role, ordinal: at, ptsUs: clock.ptsOf(at) };
  };
  const first = clock.ordinalAt(finding.startUs);
  const past = clock.ordinalAt(finding.endUs);
  const pairs: FramePair[] = [];
  const add = (place: FramePair['place'], left: FrameRef, right: FrameRef): void => {
    if (left.ordinal !== right.ordinal) pairs.push({ place, left, right });
  };
  if (past <= first) {
    add('across', ref('before', first - 1), ref('after', first));
    return pairs;
  }
  add('start', ref('before', first - 1), ref('first-inside', first));
  add('end', ref('last-inside', past - 1), ref('after', past));
  if (finding.kind === 'insertion' || finding.kind === 'timestamp-gap') add('across', ref('before', first - 1), ref('after', past));
  const source = named.get('source');
  if (source) add('source', source, ref('first-inside', first));
  return pairs;
}
