/** Finds how far a media element's own timeline lies from the recording's presentation timeline. */
import type { FrameClock } from './frame-clock';

/**
 * Browsers rebase an element's timeline: Chromium starts it at the earliest stream start, others keep the container's zero.
 * Given the element time of a frame that is shown, returns `presentation − element` in µs: 0 where a frame has that very
 * time, else the recording's start where that fits. Where neither does, the first frame shown after opening (`isFirst`) is
 * the recording's first; any other frame tells nothing: null.
 */
export function mediaOffsetUs(clock: FrameClock, shownUs: number, recordingStartUs: number, isFirst: boolean): number | null {
  for (const candidate of [0, recordingStartUs]) if (clock.hasFrameAt(shownUs + candidate)) return candidate;
  if (!isFirst) return null;
  return clock.count === 0 ? recordingStartUs : clock.ptsOf(0) - shownUs;
}
