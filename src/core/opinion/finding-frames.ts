/** The pictures of accepted findings in the opinion: last before and first after, as far as they can be had where the document is made. */
import type { FrameRef } from '../finding';
import type { RecordingId } from '../recording';
import type { BearingFinding } from '../review/continuity';

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
