/** Between a media element's own time and exact frames: the offset of the two, and the second tries of a seek that showed a neighbour. */
import type { TimeUs } from '../core/time';
import type { FrameClock } from './frame-clock';
import { mediaOffsetUs } from './media-offset';

/**
 * Where else in a frame's interval to seek when its middle shows a neighbour: browsers guess the duration of frames whose
 * container tells none (WebM), and take a long guess of the frame before for still being shown.
 */
const SECOND_TRIES = [0.9, 0.99, 0.1] as const;

export class MediaFrames {
  #offsetUs = 0;
  #calibrated = false;
  /** Nothing has been sought since the file was opened: what is shown is its first frame. */
  #atFirst = true;
  /** The frame asked for, and how often the browser showed another one. */
  #target: { readonly ordinal: number; readonly tries: number } | null = null;

  /** Another engine: nothing is known of its time. `exact`: its time is the recording's own. */
  reset(exact = false): void {
    this.#offsetUs = 0;
    this.#calibrated = exact;
    this.#atFirst = true;
    this.#target = null;
  }

  /** The frames became known later: the next report tells the offset anew. */
  recalibrate(): void {
    this.#calibrated = false;
  }

  /** Time on the recording's timeline of what the element reports. The first report with a clock that fits one of its frames tells the offset. */
  timeOf(mediaUs: number, clock: FrameClock | null, startUs: TimeUs): number {
    if (!this.#calibrated && clock) {
      const offsetUs = mediaOffsetUs(clock, mediaUs, startUs, this.#atFirst);
      this.#calibrated = offsetUs !== null;
      this.#offsetUs = offsetUs ?? 0;
    }
    return mediaUs + this.#offsetUs;
  }

  /** The element's time for a time of the recording. */
  mediaOf(timeUs: number): number {
    return timeUs - this.#offsetUs;
  }

  /** The frame that a seek is for; null where any near it will do. */
  aim(ordinal: number | null): void {
    this.#atFirst = false;
    this.#target = ordinal === null ? null : { ordinal, tries: 0 };
  }

  /** Another frame than the one asked for is shown: where in the element's time to try next; null when it is the one, or tries are spent. */
  nextTry(shownOrdinal: number, clock: FrameClock | null): number | null {
    const target = this.#target;
    this.#target = null;
    const share = SECOND_TRIES[target?.tries ?? 0];
    if (!target || !clock || shownOrdinal === target.ordinal || share === undefined) return null;
    this.#target = { ordinal: target.ordinal, tries: target.tries + 1 };
    return this.mediaOf(clock.within(target.ordinal, share));
  }
}
