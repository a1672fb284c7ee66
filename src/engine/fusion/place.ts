/** Where drafts lie relative to each other: points, spans, and when two of them speak of the same place. */
import type { FindingDraft, FindingKind } from '../../core/finding';

/**
 * Two methods place the same boundary within this: a sound block, half a GOP of a body camera, the reaction of a
 * neighbourhood statistic. Boundaries of different edits in real recordings are further apart.
 */
export const CLUSTER_TOLERANCE_US = 500_000;

/** A draft no longer than this is one boundary, not two: three frames at 25 fps. */
export const POINT_SPAN_US = 120_000;

/** Two spans that share at least this part of the shorter one are the same span, seen with different care. */
const SAME_SPAN_OVERLAP = 0.6;

/** Kinds that describe what a stretch of time holds; all other integrity kinds say what happened at a boundary. */
const STRETCH_KINDS: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'insertion', 'freeze', 'duplicate', 'blank', 'speed-change', 'audio-mute', 'audio-replaced', 'dropped-frames',
]);

/**
 * Overlapping stretches (not only those with the same two ends) merge within one family: a black picture is also a held
 * one, a repeated stretch is also foreign to its place, a stretch with lost frames runs too fast. A muted stretch inside
 * a long insertion says something else than the insertion does.
 */
const STRETCH_FAMILIES: readonly (readonly FindingKind[])[] = [
  ['blank', 'freeze', 'dropped-frames'],
  ['insertion', 'duplicate', 'blank'],
  ['dropped-frames', 'speed-change'],
  ['audio-mute', 'audio-replaced'],
];

export interface Place {
  readonly startUs: number;
  readonly endUs: number;
}

export const isPoint = (place: Place): boolean => place.endUs - place.startUs <= POINT_SPAN_US;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= CLUSTER_TOLERANCE_US;

function sameFamily(a: FindingKind, b: FindingKind): boolean {
  return a === b || STRETCH_FAMILIES.some((family) => family.includes(a) && family.includes(b));
}

function overlapOfShorter(a: Place, b: Place): number {
  const shared = Math.min(a.endUs, b.endUs) - Math.max(a.startUs, b.startUs);
  return Math.max(0, shared) / Math.max(1, Math.min(a.endUs - a.startUs, b.endUs - b.startUs));
}

/** Whether a boundary of `a` lies at a boundary of `b`. */
export function touches(a: Place, b: Place): boolean {
  return near(a.startUs, b.startUs) || near(a.endUs, b.endUs) || near(a.startUs, b.endUs) || near(a.endUs, b.startUs);
}

/**
 * Whether `other` speaks of the same thing as `seed`. A boundary belongs to whatever begins or ends there (a cut at an end
 * of an insertion is that insertion's edge; a jump of the picture at a hole in time is that hole); two stretches are the
 * same when both ends agree or, within a family, when they mostly overlap.
 */
export function samePlace(seed: FindingDraft, other: FindingDraft): boolean {
  if (isPoint(seed) || isPoint(other)) return touches(seed, other);
  if (near(seed.startUs, other.startUs) && near(seed.endUs, other.endUs)) return true;
  if (!STRETCH_KINDS.has(seed.kind) || !STRETCH_KINDS.has(other.kind)) return seed.kind === other.kind && overlapOfShorter(seed, other) >= SAME_SPAN_OVERLAP;
  return sameFamily(seed.kind, other.kind) && overlapOfShorter(seed, other) >= SAME_SPAN_OVERLAP;
}

/**
 * What may gather others first: a stretch of picture or time (both cuts at the ends of an insertion are its edges), then
 * a boundary, then sound: a picture that jumps where silence begins is a cut that the sound confirms, not a silence.
 */
export function seedRank(draft: FindingDraft): number {
  if (draft.group === 'A') return isPoint(draft) ? 3 : 2;
  return isPoint(draft) ? 1 : 0;
}
