/** Text read from the pictures of a recording, and what is kept of the reading by content: the signs, and where to go on. */
import type { Box01 } from '../finding';
import type { RecordingId } from '../recording';
import type { ClockTrack } from '../tables';
import type { TimeUs } from '../time';

/** Raised when the same pictures would be read otherwise: what was kept before is read anew. */
export const SIGNS_VERSION = 3;

/** One sign where it was read best; of the coded picture. */
export interface ContentSign {
  readonly atUs: TimeUs;
  readonly text: string;
  readonly box: Box01;
  readonly score01: number;
  /** The recorder wrote it into the picture: it stays in its place while the scene moves. */
  readonly overlay: boolean;
}

export interface SignReading extends ContentSign {
  readonly recordingId: RecordingId;
}

/** One line of one picture. */
export interface LineReading {
  readonly atUs: TimeUs;
  readonly text: string;
  readonly box: Box01;
  readonly score01: number;
  /** Counts pictures read. */
  readonly picture: number;
  /** Counts the times that the whole scene moved before it. */
  readonly view: number;
}

/** Where a reading that was ended goes on. */
export interface SignsResume {
  /** The first window of time that was not looked at. */
  readonly window: number;
  readonly lines: readonly LineReading[];
  /** Pictures read, and views seen. */
  readonly pictures: number;
  readonly views: number;
  /** The last picture read, small; null before the first. */
  readonly last: { readonly thumb: Uint8Array; readonly atUs: number } | null;
}

export interface SignsRecord {
  /** `SIGNS_VERSION` when it was read. */
  readonly version: number;
  /** In order of time. */
  readonly signs: readonly ContentSign[];
  /** Share of the recording that was looked at. */
  readonly ratio01: number;
  /** null: read to the end. */
  readonly resume: SignsResume | null;
}

/** So much of a line lies in a clock's box when it belongs to the clock; a line may carry an id beside it. */
const ON_CLOCK01 = 0.3;

/** A line that the clock pass knows as the on-screen clock, or that begins or ends in one. */
export function isOnClock(box: Box01, clocks: readonly Pick<ClockTrack, 'box'>[]): boolean {
  return clocks.some(({ box: clock }) => {
    const w = Math.min(box.x + box.w, clock.x + clock.w) - Math.max(box.x, clock.x);
    const h = Math.min(box.y + box.h, clock.y + clock.h) - Math.max(box.y, clock.y);
    return w > 0 && h > 0 && w * h >= ON_CLOCK01 * Math.min(box.w * box.h, clock.w * clock.h);
  });
}
