/** Where the label of a mark stands that is too narrow to hold it: beside it, and never over its neighbours. */

/** CSS pixels; a label wider than `widthPx` is cut there. */
export interface LabelPlace {
  readonly x: number;
  readonly widthPx: number;
}

/** Between a mark's edge and its label. */
const GAP_PX = 4;
/** A shorter piece of a label says nothing. */
const LEAST_PX = 24;

/**
 * To the right of the mark, cut where the next one begins; at the right edge of the view to its left, if it is free there. null: there is no room.
 * @param halfPx half of the mark's width @param freeFromPx where what stands before it in the row ends @param freeUntilPx where the next mark begins
 */
export function placeLabel(anchorPx: number, halfPx: number, labelPx: number, viewPx: number, freeFromPx: number, freeUntilPx: number): LabelPlace | null {
  const right = anchorPx + halfPx + GAP_PX;
  const left = anchorPx - halfPx - GAP_PX - labelPx;
  const room = Math.min(freeUntilPx - GAP_PX, viewPx) - right;
  if (labelPx <= room) return { x: right, widthPx: labelPx };
  if (right + labelPx > viewPx && left >= Math.max(0, freeFromPx)) return { x: left, widthPx: labelPx };
  return room >= LEAST_PX ? { x: right, widthPx: room } : null;
}
