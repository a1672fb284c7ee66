/** One reviewer's review of a case as a file: verdicts and what they stand on, for a second reviewer's to be laid beside. */
import type { ActionEntry } from '../action-log';
import type { ContentHash } from '../recording';
import { isJudged, type Citation, type ItemVerdict, type JudgedVerdict } from '../review/verdict';
import type { UnitSettings } from '../unit/unit-settings';
import { askedBy, type Asked } from './asked-items';

export const REVIEW_SCHEMA = 'zhijian.review';
export const REVIEW_VERSION = 1;

export interface ReviewFile {
  readonly schema: typeof REVIEW_SCHEMA;
  readonly version: number;
  /** Random; the same file is not imported twice. */
  readonly id: string;
  /** Which copy of the case it was made in (`copyId`); files written before this was kept have none. */
  readonly copy?: string;
  readonly reviewer: string;
  readonly exportedAtMs: number;
  readonly caseNumber: string;
  /** By which both reviews are known to be of the same recordings; ids differ from machine to machine. */
  readonly recordings: readonly { readonly id: string; readonly name: string; readonly sha256: ContentHash | null }[];
  readonly unit: { readonly name: string; readonly version: number; readonly revision: number };
  /** What it asked; files written before this was kept have none. */
  readonly asked?: Asked;
  readonly verdicts: readonly JudgedVerdict[];
}

/** How far two reviews are of one case. */
export interface SameCase {
  readonly shared: number;
  /** Names of recordings of either side that the other does not have. */
  readonly missing: readonly string[];
  /** Names that both have, with other content behind them. */
  readonly differing: readonly string[];
  readonly sameUnit: boolean;
}

type Listed = ReviewFile['recordings'][number];

/** By hash; where either has none, by name. */
const sameRecording = (a: Listed, b: Listed): boolean => (a.sha256 !== null && b.sha256 !== null ? a.sha256 === b.sha256 : a.name === b.name);

/** Whatever format they were written in: settings that were lifted from an earlier one ask for the same items. */
const sameUnit = (a: Omit<ReviewFile['unit'], 'version'>, b: Omit<ReviewFile['unit'], 'version'>): boolean => a.name === b.name && a.revision === b.revision;

export function sameCase(own: Pick<ReviewFile, 'recordings' | 'unit'>, other: Pick<ReviewFile, 'recordings' | 'unit'>): SameCase {
  const only = (of: ReviewFile['recordings'], than: ReviewFile['recordings']): readonly string[] => of.filter((one) => !than.some((two) => sameRecording(one, two))).map(({ name }) => name);
  const [ours, theirs] = [only(own.recordings, other.recordings), only(other.recordings, own.recordings)];
  const differing = ours.filter((name) => theirs.includes(name));
  return {
    shared: own.recordings.length - ours.length, missing: [...ours, ...theirs].filter((name) => !differing.includes(name)), differing,
    sameUnit: sameUnit(own.unit, other.unit),
  };
}

/** What a review asked. Files that do not say it are taken to have asked what the same settings ask here; null where they were made under other settings. */
export function askedIn(review: ReviewFile, unit: Pick<UnitSettings, 'name' | 'revision' | 'checklist' | 'regulation'>): Asked | null {
  return review.asked ?? (sameUnit(review.unit, unit) ? askedBy(unit) : null);
}

/** How many items of their own checklist the other has not judged; null where the file does not tell what they were asked, so that nobody can know. */
export function openItems(review: ReviewFile, unit: Pick<UnitSettings, 'name' | 'revision' | 'checklist' | 'regulation'>): number | null {
  const judged = new Set(review.verdicts.map(({ itemId }) => itemId));
  return askedIn(review, unit)?.items.filter(({ id }) => !judged.has(id)).length ?? null;
}

/** Which copy of a case a log is: every import begins another, whatever it was made of; '' of an empty log. */
export const copyId = (entries: readonly ActionEntry[]): string => (entries.findLast(({ kind }) => kind === 'case-imported') ?? entries[0])?.id ?? '';

/**
 * Whether a review was made in the very copy of the case that `entries` are the log of: by that copy's id; of a file without one, or
 * from another copy of the same review, by its verdicts, each of which was given here at that very moment.
 */
export function isOwnReview(review: Pick<ReviewFile, 'copy' | 'verdicts'>, entries: readonly ActionEntry[]): boolean {
  if (review.copy !== undefined && review.copy === copyId(entries)) return true;
  const stamp = ({ itemId, verdict, atMs }: Pick<ItemVerdict, 'itemId' | 'verdict' | 'atMs'>): string => `${itemId} ${verdict} ${atMs}`;
  const given = new Set(entries.flatMap((entry) => (entry.kind === 'verdict-set' && entry.payload.to !== null ? [stamp(entry.payload.to)] : [])));
  return review.verdicts.length > 0 && review.verdicts.every((verdict) => given.has(stamp(verdict)));
}

/** One's own review as a file; evidence without a verdict stays at home. @param id new, random @param copy as `copyId` tells @param recordings of the case */
export function reviewFile(
  id: string, copy: string, reviewer: string, exportedAtMs: number, caseNumber: string, unit: Pick<UnitSettings, 'name' | 'version' | 'revision' | 'checklist' | 'regulation'>, recordings: ReviewFile['recordings'], verdicts: ReadonlyMap<string, ItemVerdict>,
): ReviewFile {
  const { name, version, revision } = unit;
  return { schema: REVIEW_SCHEMA, version: REVIEW_VERSION, id, copy, reviewer, exportedAtMs, caseNumber, recordings, unit: { name, version, revision }, asked: askedBy(unit), verdicts: [...verdicts.values()].filter(isJudged) };
}

/** Another's review with the ids that the same recordings have here, so that its citations lead somewhere; what is not here keeps its id. */
export function adoptReview(review: ReviewFile, own: ReviewFile['recordings']): ReviewFile {
  const idHere = new Map(review.recordings.map((theirs) => [theirs.id, own.find((ours) => sameRecording(ours, theirs))?.id ?? theirs.id]));
  const here = (citation: Citation): Citation => (citation.type === 'recording' ? { ...citation, recordingId: idHere.get(citation.recordingId) ?? citation.recordingId } : citation);
  return {
    ...review, recordings: review.recordings.map((one) => ({ ...one, id: idHere.get(one.id) ?? one.id })), verdicts: review.verdicts.map((verdict) => ({ ...verdict, citations: verdict.citations.map(here) })),
  };
}

export const verdictsOf = ({ verdicts }: ReviewFile): ReadonlyMap<string, JudgedVerdict> => new Map(verdicts.map((verdict) => [verdict.itemId, verdict]));
