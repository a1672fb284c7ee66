/** Min/max pyramid over a long series, so that a curve of any length costs a few reads per pixel. */

/** Each level halves the one below; level 0 pairs up raw samples. */
export interface ExtremaPyramid {
  readonly raw: Float32Array;
  readonly levels: readonly { readonly min: Float32Array; readonly max: Float32Array }[];
  readonly min: number;
  readonly max: number;
}

/** O(n) once per series; NaN samples (not measured) are left out of the extrema. */
export function buildPyramid(raw: Float32Array): ExtremaPyramid {
  const levels: { min: Float32Array; max: Float32Array }[] = [];
  let min: Float32Array = raw;
  let max: Float32Array = raw;
  while (min.length > 1) {
    const half = (min.length + 1) >> 1;
    const nextMin = new Float32Array(half);
    const nextMax = new Float32Array(half);
    for (let i = 0; i < half; i++) {
      const other = Math.min(2 * i + 1, min.length - 1);
      nextMin[i] = lesser(min[2 * i]!, min[other]!);
      nextMax[i] = greater(max[2 * i]!, max[other]!);
    }
    levels.push({ min: nextMin, max: nextMax });
    min = nextMin;
    max = nextMax;
  }
  return { raw, levels, min: min[0] ?? NaN, max: max[0] ?? NaN };
}

const lesser = (a: number, b: number): number => (Number.isNaN(a) ? b : a <= b || Number.isNaN(b) ? a : b);
const greater = (a: number, b: number): number => (Number.isNaN(a) ? b : a >= b || Number.isNaN(b) ? a : b);

/** Extrema over raw samples `from`…`to` (half-open) into `out[0]`, `out[1]`; NaN when empty. At most two reads a level. */
export function extremaOf(pyramid: ExtremaPyramid, from: number, to: number, out: Float64Array): void {
  let low = NaN;
  let high = NaN;
  let start = Math.max(0, from);
  let end = Math.min(pyramid.raw.length, to);
  let min: Float32Array = pyramid.raw;
  let max: Float32Array = pyramid.raw;
  for (let level = 0; start < end; level++) {
    if (start & 1) {
      low = lesser(low, min[start]!);
      high = greater(high, max[start]!);
      start++;
    }
    if (end & 1 && start < end) {
      end--;
      low = lesser(low, min[end]!);
      high = greater(high, max[end]!);
    }
    const next = pyramid.levels[level];
    if (!next) break;
    start >>= 1;
    end >>= 1;
    min = next.min;
    max = next.max;
  }
  out[0] = low;
  out[1] = high;
}
