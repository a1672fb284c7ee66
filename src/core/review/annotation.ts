/** Marks that a person sets on a recording: seven tiers, points, stretches and boxes, terms from the unit's vocabularies; and changing many at once. */
import type { Box01 } from '../finding';
import type { RecordingId } from '../recording';
import { us, type SpanUs } from '../time';
import type { Tier, TierId } from '../unit/unit-settings';

export interface Annotation extends SpanUs {
  readonly id: string;
  readonly recordingId: RecordingId;
  readonly tier: TierId;
  /** Id of a term of the tier; '' for none yet. */
  readonly term: string;
  readonly text: string;
  /** Part of the picture that is meant, 0…1; null for the whole. */
  readonly box: Box01 | null;
  /** When and by whom it was last changed. */
  readonly atMs: number;
  readonly actor: string;
}

/** Annotations taken out and put in, by one action: undone and done again as one. */
export interface AnnotationChange {
  readonly removed: readonly Annotation[];
  readonly added: readonly Annotation[];
}

export const isPoint = ({ startUs, endUs }: SpanUs): boolean => startUs === endUs;

/** Where a mark set while playing belongs: what was heard lies a reaction before the playhead, more of the recording at higher speed. @param rate of playback, 1 for normal, 0 when paused */
export function liveMarkUs(playheadUs: number, lagMs: number, rate: number): SpanUs['startUs'] {
  return us(Math.max(0, playheadUs - lagMs * 1000 * Math.max(0, rate)));
}

/** By recording as listed, then by time. */
export function annotationOrder(annotations: Iterable<Annotation>, recordingIds: readonly RecordingId[]): readonly Annotation[] {
  const rank = new Map(recordingIds.map((id, at) => [id, at]));
  const at = (one: Annotation): number => rank.get(one.recordingId) ?? recordingIds.length;
  return [...annotations].sort((a, b) => at(a) - at(b) || a.startUs - b.startUs || a.endUs - b.endUs || (a.id < b.id ? -1 : 1));
}

export interface AnnotationQuery {
  /** Words that must all stand in the text or the term's name; '' for any. */
  readonly text?: string;
  readonly tiers?: readonly TierId[];
  readonly terms?: readonly string[];
  readonly recordingId?: RecordingId;
  readonly actor?: string;
}

/** @param termName the name of a term as the reader sees it */
export function filterAnnotations(annotations: readonly Annotation[], query: AnnotationQuery, termName: (tier: TierId, term: string) => string): readonly Annotation[] {
  const words = (query.text ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  return annotations.filter((one) => {
    if (query.tiers !== undefined && !query.tiers.includes(one.tier)) return false;
    if (query.terms !== undefined && !query.terms.includes(one.term)) return false;
    if (query.recordingId !== undefined && query.recordingId !== one.recordingId) return false;
    if (query.actor !== undefined && query.actor !== one.actor) return false;
    if (words.length === 0) return true;
    const searched = `${one.text} ${one.term === '' ? '' : termName(one.tier, one.term)}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

export interface AnnotationPatch {
  readonly tier?: TierId;
  readonly term?: string;
  readonly text?: string;
  /** Moves both ends, never before the start of the recording. */
  readonly shiftUs?: number;
}

/** How many would lose their term by going to the tier: its vocabulary does not have it. @param tier where they go */
export function termsLost(annotations: readonly Annotation[], tier: TierId, tiers: readonly Tier[]): number {
  const known = new Set(tiers.find(({ id }) => id === tier)?.terms.map(({ id }) => id));
  return annotations.filter((one) => one.term !== '' && !known.has(one.term)).length;
}

/** The same patch on many; null where nothing would change. A term that the new tier does not have is dropped. */
export function editMany(annotations: readonly Annotation[], patch: AnnotationPatch, tiers: readonly Tier[], stamp: { readonly atMs: number; readonly actor: string }): AnnotationChange | null {
  const removed: Annotation[] = [];
  const added: Annotation[] = [];
  for (const before of annotations) {
    const tier = patch.tier ?? before.tier;
    const term = patch.term ?? before.term;
    const shift = Math.max(patch.shiftUs ?? 0, -before.startUs);
    const after: Annotation = {
      ...before, tier, term: tiers.find(({ id }) => id === tier)?.terms.some(({ id }) => id === term) === true ? term : '', text: patch.text ?? before.text,
      startUs: us(before.startUs + shift), endUs: us(before.endUs + shift),
    };
    if (after.tier === before.tier && after.term === before.term && after.text === before.text && after.startUs === before.startUs) continue;
    removed.push(before);
    added.push({ ...after, ...stamp });
  }
  return added.length === 0 ? null : { removed, added };
}
