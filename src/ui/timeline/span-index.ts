/** Thousands of spans as typed arrays: sorted, stacked into rows, and culled by binary search, so that drawing allocates nothing. */
import { lowerBound } from '../../core/lower-bound';

export interface SpanInput {
  readonly startUs: number;
  readonly endUs: number;
}

export interface SpanIndex {
  readonly count: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  /** Position in the input list. */
  readonly item: Uint32Array;
  readonly row: Uint8Array;
  readonly rows: number;
  /** Largest end up to and including each span: non-decreasing, so the first visible one is found by halving. */
  readonly maxEndUs: Float64Array;
}

/**
 * Rows are given greedily by time, independent of zoom (an item never jumps rows): the first row whose last span ended at
 * least `gapUs` before; past `maxRows` the row that is free soonest.
 */
export function buildSpanIndex(items: readonly SpanInput[], maxRows: number, gapUs: number): SpanIndex {
  const count = items.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => items[a]!.startUs - items[b]!.startUs || items[b]!.endUs - items[a]!.endUs || a - b);
  const index = {
    count, startUs: new Float64Array(count), endUs: new Float64Array(count), item: order, row: new Uint8Array(count), rows: 0, maxEndUs: new Float64Array(count),
  };
  const rowEnd: number[] = [];
  let maxEnd = -Infinity;
  for (let i = 0; i < count; i++) {
    const { startUs, endUs } = items[order[i]!]!;
    index.startUs[i] = startUs;
    index.endUs[i] = endUs;
    maxEnd = Math.max(maxEnd, endUs);
    index.maxEndUs[i] = maxEnd;
    let row = rowEnd.findIndex((end) => end + gapUs <= startUs);
    if (row < 0) row = rowEnd.length < maxRows ? rowEnd.length : rowEnd.indexOf(Math.min(...rowEnd));
    rowEnd[row] = Math.max(rowEnd[row] ?? -Infinity, endUs);
    index.row[i] = row;
  }
  index.rows = rowEnd.length;
  return index;
}

/** First span that may reach `fromUs`; iterate from here until a start lies past the view. */
export const firstVisible = (index: SpanIndex, fromUs: number): number => lowerBound(index.maxEndUs, fromUs, index.count);
