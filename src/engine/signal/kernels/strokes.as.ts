/** Kernel of the search for type: strokes that two grey pictures have in the same place, and lines of them (AssemblyScript + SIMD; memory is laid out by the caller). */

/** Rows of marks and of lengths have this much room at both ends. */
const MARGIN: usize = 16;
const LIGHT: u8 = 1;
const DARK: u8 = 2;

/** Marks (bytes) the pixels of a row that are lighter, or darker, by `contrast` than both pixels `reach` beside them. Returns whether there are any. */
function markRow(row: usize, width: i32, reach: i32, contrast: v128, marks: usize): bool {
  let any = false;
  const end = width - reach;
  for (let x = reach; x < end; x += 16) {
    const at = row + x;
    const value = v128.load(at), before = v128.load(at - reach), after = v128.load(at + reach);
    const light = v128.and(i8x16.ge_u(i8x16.sub_sat_u(value, before), contrast), i8x16.ge_u(i8x16.sub_sat_u(value, after), contrast));
    const dark = v128.and(i8x16.ge_u(i8x16.sub_sat_u(before, value), contrast), i8x16.ge_u(i8x16.sub_sat_u(after, value), contrast));
    const both = v128.or(v128.and(light, i8x16.splat(LIGHT)), v128.and(dark, i8x16.splat(DARK)));
    v128.store(marks + x, both);
    any = any || v128.any_true(both);
  }
  // What the last vector read beyond the row's end.
  memory.fill(marks + end, 0, 16);
  return any;
}

/**
 * Whether a line of strokes is in both pictures, which are dense and may be read up to 31 bytes past their ends.
 * @param rowStep rows from one that is looked at to the next @param minLength pixels down which a stroke lasts at least
 * @param cell pixels; `span` neighbouring cells hold a line, and a line `minStrokes` strokes of one kind
 * @param scratch zeroed: two rows of bytes and four of u16, each width + 2·MARGIN, then 2 · cells bytes
 */
export function lineOfStrokes(a: usize, b: usize, width: i32, height: i32, reach: i32, contrast: i32, rowStep: i32, minLength: i32,
  cell: i32, cells: i32, span: i32, minStrokes: i32, scratch: usize): bool {
  const room = <usize>width + 2 * MARGIN;
  const marksA = scratch + MARGIN, marksB = scratch + room + MARGIN;
  const lengths = scratch + 2 * room;
  let light = lengths + 2 * MARGIN, dark = light + 2 * room, nextLight = dark + 2 * room, nextDark = nextLight + 2 * room;
  const counts = lengths + 8 * room;
  const least = i8x16.splat(<i8>contrast);
  for (let y = 0; y < height; y += rowStep) {
    memory.fill(nextLight - 2 * MARGIN, 0, 2 * room);
    memory.fill(nextDark - 2 * MARGIN, 0, 2 * room);
    if (markRow(a + y * width, width, reach, least, marksA) && markRow(b + y * width, width, reach, least, marksB)) {
      memory.fill(counts, 0, 2 * cells);
      let counted = false, inLight = false, inDark = false;
      for (let x = 0; x < width; x += 16) {
        const around = v128.or(v128.or(v128.load(marksB + x - 1), v128.load(marksB + x)), v128.load(marksB + x + 1));
        if (!v128.any_true(v128.and(v128.load(marksA + x), around))) { inLight = false; inDark = false; continue; }
        const end = min(width - 1, x + 16);
        for (let i = max(1, x); i < end; i++) {
          const m = marksB + i, at = <usize>i << 1;
          const lasting = load<u8>(marksA + i) & (load<u8>(m - 1) | load<u8>(m) | load<u8>(m + 1));
          let long = false;
          if ((lasting & LIGHT) != 0) {
            const length = rowStep + max(max(<i32>load<u16>(light + at - 2), <i32>load<u16>(light + at)), <i32>load<u16>(light + at + 2));
            store<u16>(nextLight + at, <u16>length);
            long = length >= minLength;
          }
          if (long && !inLight) { const c = counts + i / cell; store<u8>(c, load<u8>(c) + 1); counted = true; }
          inLight = long;
          long = false;
          if ((lasting & DARK) != 0) {
            const length = rowStep + max(max(<i32>load<u16>(dark + at - 2), <i32>load<u16>(dark + at)), <i32>load<u16>(dark + at + 2));
            store<u16>(nextDark + at, <u16>length);
            long = length >= minLength;
          }
          if (long && !inDark) { const c = counts + cells + i / cell; store<u8>(c, load<u8>(c) + 1); counted = true; }
          inDark = long;
        }
      }
      if (counted && (hasRun(counts, cells, span, minStrokes) || hasRun(counts + cells, cells, span, minStrokes))) return true;
    }
    let swap = light; light = nextLight; nextLight = swap;
    swap = dark; dark = nextDark; nextDark = swap;
  }
  return false;
}

function hasRun(counts: usize, cells: i32, span: i32, minStrokes: i32): bool {
  for (let at = 0; at < cells; at++) {
    let sum = 0;
    for (let c = at; c < min(cells, at + span); c++) sum += <i32>load<u8>(counts + c);
    if (sum >= minStrokes) return true;
  }
  return false;
}
