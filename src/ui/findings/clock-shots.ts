/** Which pictures show the on-screen clock of a finding, and where in them it stands: as it was read before and after. */
import type { Box01, Finding } from '../../core/finding';
import type { TimeUs } from '../../core/time';
import type { FrameClock } from '../../player/frame-clock';
import { turnBox } from '../player/overlay-boxes';
import { placeOf } from './evidence-rows';

/** Long side of the pictures that a clock is cut out of, px: small characters of full HD stay legible. */
export const CLOCK_SIDE_PX = 1920;
/** Left around the clock on each side, in shares of its height: what was read must be seen whole. */
const MARGIN = 0.25;

export interface ClockShot {
  /** Label key part: `label_<label>`. */
  readonly label: string;
  /** At which end of the finding's span it was read, where several readings bear the same label. */
  readonly place: '' | 'start' | 'end';
  /** As recognised. */
  readonly text: string;
  readonly atUs: TimeUs;
  readonly ordinal: number;
  /** Shares of the upright picture, with the margin. */
  readonly box: Box01;
  /** Of the coded picture, as the evidence has it: tells which clock it is. */
  readonly clock: Box01;
}

/** In the order of the evidence, of every clock that was read there (several may share label and picture); none where the finding reads no clock, or before the packet table is there. */
export function clockShots({ evidence, ...span }: Pick<Finding, 'evidence' | 'startUs' | 'endUs'>, clock: FrameClock, rotation: 0 | 90 | 180 | 270): readonly ClockShot[] {
  if (clock.count === 0) return [];
  return evidence.flatMap((one): ClockShot[] => (one.type === 'text' && one.box !== undefined && one.atUs !== undefined
    ? [{ label: one.label, place: repeats(one.label, evidence) ? placeOf(span, one.atUs) : '', text: one.text, atUs: one.atUs, ordinal: clock.ordinalAt(one.atUs), box: withMargin(turnBox(one.box, rotation)), clock: one.box }]
    : []));
}

const repeats = (label: string, evidence: Finding['evidence']): boolean => evidence.filter((one) => one.type === 'text' && one.label === label).length > 1;

function withMargin({ x, y, w, h }: Box01): Box01 {
  const [left, top] = [Math.max(0, x - h * MARGIN), Math.max(0, y - h * MARGIN)];
  return { x: left, y: top, w: Math.min(1, x + w + h * MARGIN) - left, h: Math.min(1, y + h + h * MARGIN) - top };
}
