/** The pictures of judged findings in the opinion: of which, and last before and first after as far as they can be had where the document is made. */
import type { FrameRef } from '../finding';
import type { RecordingId } from '../recording';
import { isSeen, type BearingFinding } from '../review/continuity';
import type { Decision } from '../review';

export interface FindingFrame extends FrameRef {
  /** Between two recordings the picture after is the next one's. */
  readonly recordingId: RecordingId;
}

export interface FramePair {
  readonly before: FindingFrame;
  readonly after: FindingFrame;
  /** Of the two pictures, as `DocumentOptions.pictures` knows them; null where one cannot be had. */
  readonly hashes: readonly [string, string] | null;
}

/** By `findingKey`. null: which frames they are cannot be told now. None, and findings that are not in it, have no place to show. */
export type FindingFrames = ReadonlyMap<string, readonly FramePair[] | null>;

export const findingKey = ({ recordingId, finding }: Pick<BearingFinding, 'recordingId' | 'finding'>): string => `${recordingId}/${finding.id}`;

/** More findings than these would make a document that no mail takes and nobody leafs through. */
const MOST_PICTURED = 40;
/** What a finding was judged to be decides who goes first where not all have room. */
const RANK: Readonly<Record<Decision, number>> = { accept: 0, defer: 1, reject: 2 };

/** Judged findings that are shown with their pictures, in the order given, and how many judged ones have no room. */
export function picturedFindings(continuity: readonly BearingFinding[]): { readonly shown: readonly BearingFinding[]; readonly leftOut: number } {
  const judged = continuity.filter(isSeen);
  const rank = ({ judgement }: BearingFinding): number => (judgement?.decision === undefined || judgement.decision === null ? Infinity : RANK[judgement.decision]);
  const first = new Set([...judged].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_PICTURED));
  return { shown: judged.filter((one) => first.has(one)), leftOut: judged.length - first.size };
}
