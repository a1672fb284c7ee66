/** One reviewer's review of a case as a file: verdicts and what they stand on, for a second reviewer's to be laid beside. */
import type { ContentHash } from '../recording';
import type { ItemVerdict } from '../review/verdict';

export const REVIEW_SCHEMA = 'zhijian.review';
export const REVIEW_VERSION = 1;

export interface ReviewFile {
  readonly schema: typeof REVIEW_SCHEMA;
  readonly version: number;
  /** Random; the same file is not imported twice. */
  readonly id: string;
  readonly reviewer: string;
  readonly exportedAtMs: number;
  readonly caseNumber: string;
  /** By which both reviews are known to be of the same recordings; ids differ from machine to machine. */
  readonly recordings: readonly { readonly id: string; readonly name: string; readonly sha256: ContentHash | null }[];
  readonly unit: { readonly name: string; readonly version: number; readonly revision: number };
  readonly verdicts: readonly ItemVerdict[];
}

/** How far two reviews are of one case. */
export interface SameCase {
  readonly shared: number;
  /** Recordings of either side that the other does not have. */
  readonly missing: readonly string[];
  readonly sameUnit: boolean;
}

/** Recordings are the same by hash; without one, by name. */
export function sameCase(own: Pick<ReviewFile, 'recordings' | 'unit'>, other: Pick<ReviewFile, 'recordings' | 'unit'>): SameCase {
  const equal = (a: ReviewFile['recordings'][number], b: ReviewFile['recordings'][number]): boolean => (a.sha256 !== null && b.sha256 !== null ? a.sha256 === b.sha256 : a.name === b.name);
  const only = (of: ReviewFile['recordings'], than: ReviewFile['recordings']): readonly string[] => of.filter((one) => !than.some((two) => equal(one, two))).map(({ name }) => name);
  const missing = [...only(own.recordings, other.recordings), ...only(other.recordings, own.recordings)];
  return {
    shared: own.recordings.length - only(own.recordings, other.recordings).length, missing,
    sameUnit: own.unit.name === other.unit.name && own.unit.version === other.unit.version && own.unit.revision === other.unit.revision,
  };
}
