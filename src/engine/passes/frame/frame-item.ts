/** What the frame pass hands to each frame detector: one small picture and the measurements shared by all of them. */
import type { SmallFrame } from '../../../core/tables';

/** Filled by the frame pass once per frame, so that no detector measures the same thing again. */
export interface FrameItem {
  readonly frame: SmallFrame;
}
