/** Finds how far a media element's own timeline lies from the recording's presentation timeline. */
import type { FrameClock } from './frame-clock';

/**
 * Browsers rebase an element's timeline: Chromium starts it at the earliest stream start, others keep the container's zero.
 * Given the element time of the first frame shown after opening, returns `presentation − element` in µs: 0 where a frame
 * has that very time, else the recording's start where that fits, else what makes it the first frame.
 */
export function mediaOffsetUs(clock: FrameClock, firstShownUs: number, recordingStartUs: number): number {
  for (const candidate of [0, recordingStartUs]) if (clock.hasFrameAt(firstShownUs + candidate)) return candidate;
  return clock.count === 0 ? recordingStartUs : clock.ptsOf(0) - firstShownUs;
}
