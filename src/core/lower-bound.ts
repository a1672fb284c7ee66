/** Halving in sorted columns. */

/** First position in a non-decreasing array whose value is ≥ `value` (its length when none is). */
export function lowerBound(sorted: Float64Array, value: number, length = sorted.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (sorted[mid]! < value) low = mid + 1;
    else high = mid;
  }
  return low;
}
