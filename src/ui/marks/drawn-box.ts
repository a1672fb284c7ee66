/** Boxes drawn on the picture as shown, moved by keys, and turned back to the coded picture. */
import type { Box01 } from '../../core/finding';
import { turnBox } from '../player/overlay-boxes';

type Rotation = 0 | 90 | 180 | 270;
interface Point { readonly x: number; readonly y: number }

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/** Smaller is a slip of the hand. */
const LEAST_SIDE = 0.01;

/** Between two corners, shares of the picture as shown; null where it is no box yet. */
export function boxBetween(a: Point, b: Point): Box01 | null {
  const [x, y] = [clamp01(Math.min(a.x, b.x)), clamp01(Math.min(a.y, b.y))];
  const [w, h] = [clamp01(Math.max(a.x, b.x)) - x, clamp01(Math.max(a.y, b.y)) - y];
  return w < LEAST_SIDE || h < LEAST_SIDE ? null : { x, y, w, h };
}

/** Moved by shares of the picture, or with `resize` its far corner; never out of the picture. */
export function nudge(box: Box01, dx: number, dy: number, resize: boolean): Box01 {
  if (resize) return { ...box, w: Math.max(LEAST_SIDE, Math.min(1 - box.x, box.w + dx)), h: Math.max(LEAST_SIDE, Math.min(1 - box.y, box.h + dy)) };
  return { ...box, x: Math.max(0, Math.min(1 - box.w, box.x + dx)), y: Math.max(0, Math.min(1 - box.h, box.y + dy)) };
}

/** Of the picture as shown to the coded picture. */
export const toCoded = (box: Box01, rotation: Rotation): Box01 => turnBox(box, ((360 - rotation) % 360) as Rotation);
