/** Which frames of a finding are worth laying side by side: across its start, across its end, across the whole, against its source. */
import { isOriginKind, isThroughout, type Finding, type FrameRef } from '../../core/finding';
import { us } from '../../core/time';
import type { FrameCache } from '../../player/frame-cache';
import type { FrameClock } from '../../player/frame-clock';

/** Long side of the inspector's pictures, px: twice their width on the page, for dense screens. */
export const PAIR_SIDE_PX = 640;

export interface FramePair {
  /** `seam`: the last frame of this recording and the first of the next one; the right one is the next recording's. */
  readonly place: 'start' | 'end' | 'across' | 'source' | 'seam';
  readonly left: FrameRef;
  readonly right: FrameRef;
}

/** The recording behind the one that is shown: its pictures, what to call it, and how to open it. */
export interface NextRecording {
  readonly frames: FrameCache;
  readonly name: string;
  readonly onopen: () => void;
}

/** Whether a finding lies between two recordings of the case. */
const speaksOfSeam = ({ groups, kind }: Finding): boolean => groups.includes('X') && (kind === 'segment-missing' || kind === 'segment-overlap');

/** Detectors name the frames that decided; what they do not name is looked up beside the boundaries. Origin kinds have no place to show. */
export function framePairs(finding: Finding, clock: FrameClock): readonly FramePair[] {
  if (isOriginKind(finding.kind) || clock.count < 2 || isThroughout(finding)) return [];
  if (speaksOfSeam(finding)) {
    const last = clock.clamp(clock.count - 1);
    return [{ place: 'seam', left: { role: 'before', ordinal: last, ptsUs: clock.ptsOf(last) }, right: { role: 'after', ordinal: 0, ptsUs: us(0) } }];
  }
  const named = new Map<FrameRef['role'], FrameRef>();
  for (const evidence of finding.evidence) {
    if (evidence.type === 'frames') for (const frame of evidence.frames) if (!named.has(frame.role)) named.set(frame.role, frame);
  }
  const ref = (role: FrameRef['role'], ordinal: number): FrameRef => {
    const at = clock.clamp(ordinal);
    return named.get(role) ?? { role, ordinal: at, ptsUs: clock.ptsOf(at) };
  };
  // A sound begins and ends while a frame is on screen: that frame lies on the boundary, on neither side of it.
  const startsFrom = (timeUs: number): number => clock.ordinalAt(timeUs) + (clock.hasFrameAt(timeUs) || clock.ptsOf(clock.ordinalAt(timeUs)) > timeUs ? 0 : 1);
  const first = startsFrom(finding.startUs);
  const past = startsFrom(finding.endUs);
  const pairs: FramePair[] = [];
  const add = (place: FramePair['place'], left: FrameRef, right: FrameRef): void => {
    if (left.ordinal !== right.ordinal) pairs.push({ place, left, right });
  };
  const hasBefore = first > 0 || named.has('before');
  const hasAfter = past < clock.count || named.has('after');
  if (past <= first) {
    if (hasBefore && hasAfter) add('across', ref('before', first - 1), ref('after', first));
    return pairs;
  }
  if (hasBefore) add('start', ref('before', first - 1), ref('first-inside', first));
  if (hasAfter) add('end', ref('last-inside', past - 1), ref('after', past));
  if (hasBefore && hasAfter && (finding.kind === 'insertion' || finding.kind === 'timestamp-gap')) add('across', ref('before', first - 1), ref('after', past));
  const source = named.get('source');
  if (source) add('source', source, ref('first-inside', first));
  return pairs;
}
