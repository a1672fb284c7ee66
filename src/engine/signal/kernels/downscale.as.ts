/**
 * Area averaging of decoded planes (AssemblyScript; the caller lays out memory). Vertically exact to 1/W of a source row
 * (W as large as u16 sums allow), horizontally to 1/1024 of a column by prefix sums, so that non-integer factors keep their box weights.
 * Reads may run up to 15 bytes past a row's end: pad every plane and buffer by 16.
 */

/** Largest weight that i16x8.extmul takes from an unsigned byte lane. */
const MAX_WEIGHT: i32 = 255;

/**
 * 8-bit plane → luma × 16 in u16, row-major without padding.
 * @param sums u16 scratch, sw rounded up to 16, plus 1 @param prefix u32 scratch, sw + 1 @param columns, boxes u32 scratch, 2·dw and dw + 8;
 * the last row may write 14 bytes past its end
 */
export function shrinkLuma(src: usize, stride: i32, sw: i32, sh: i32, dst: usize, dw: i32, dh: i32, sums: usize, prefix: usize, columns: usize, boxes: usize): void {
  // Where each output column ends: whole source columns, and the share of the next one in 1/1024.
  for (let i = 0; i < dw; i++) {
    const n = (i + 1) * sw;
    store<u32>(columns + (<usize>i << 3), n / dw);
    store<u32>(columns + (<usize>i << 3), ((n % dw) * 1024 + dw / 2) / dw, 4);
  }
  // Σ weights of one output row is W·sh/dh ≤ 256, so 255·Σ fits u16.
  let full = min(MAX_WEIGHT, (256 * dh) / sh);
  if (full < 1) full = 1;
  if (sw % dw == 0 && sh % dh == 0 && sw / dw % 2 == 0 && sw / dw <= MAX_WHOLE && sh / dh <= MAX_WHOLE) {
    shrinkWhole(src, stride, sw, dst, dw, dh, sw / dw, sh / dh, full, sums, boxes);
    return;
  }
  for (let j = 0; j < dh; j++) {
    const n0 = j * sh, n1 = n0 + sh;
    const first = n0 / dh, last = (n1 - 1) / dh;
    // Shares of the first and last source row that this output row covers, in 1/dh.
    const covered0 = min(dh, n1 - first * dh) - (n0 - first * dh);
    const weight0 = <i32>((covered0 * full + dh / 2) / dh);
    const weight1 = last > first ? <i32>(((n1 - last * dh) * full + dh / 2) / dh) : 0;
    const total = last > first ? weight0 + weight1 + full * (last - first - 1) : max(1, weight0);
    verticalSums(src, stride, sw, first, last, max(last > first ? 0 : 1, weight0), weight1, full, sums);

    let run: u32 = 0;
    for (let x = 0; x < sw; x++) {
      store<u32>(prefix + (<usize>x << 2), run);
      run += <u32>load<u16>(sums + (<usize>x << 1));
    }
    store<u32>(prefix + (<usize>sw << 2), run);
    store<u16>(sums + (<usize>sw << 1), 0);

    // In 1/1024 columns modulo 2³²: differences stay right as long as a box is under 64 columns wide.
    let before: u32 = 0;
    for (let i = 0; i < dw; i++) {
      const column = columns + (<usize>i << 3);
      const whole = <usize>load<u32>(column);
      const upTo = (load<u32>(prefix + (whole << 2)) << 10) + <u32>load<u16>(sums + (whole << 1)) * load<u32>(column, 4);
      store<u32>(boxes + (<usize>i << 2), upTo - before);
      before = upTo;
    }
    const scale = f32x4.splat(<f32>(16.0 / (1024.0 * <f64>total * <f64>sw / <f64>dw)));
    const half = f32x4.splat(0.5);
    const out = dst + (<usize>(j * dw) << 1);
    for (let i = 0; i < dw; i += 8) {
      const at = boxes + (<usize>i << 2);
      const a = i32x4.trunc_sat_f32x4_u(f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(v128.load(at)), scale), half));
      const b = i32x4.trunc_sat_f32x4_u(f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(v128.load(at, 16)), scale), half));
      v128.store(out + (<usize>i << 1), i16x8.narrow_i32x4_u(a, b));
    }
  }
}

/** Largest whole factor whose box sums fit u16 and whose scaled boxes fit i32. */
const MAX_WHOLE: i32 = 16;

/** The same numbers where both factors are whole and the horizontal one even, as with the usual picture sizes: no weights, no prefix sums. */
function shrinkWhole(src: usize, stride: i32, sw: i32, dst: usize, dw: i32, dh: i32, fx: i32, fy: i32, full: i32, sums: usize, boxes: usize): void {
  const pairs = fx / 2;
  const weight = i32x4.splat(full << 10);
  const scale = f32x4.splat(<f32>(16.0 / (1024.0 * <f64>(full * fy) * <f64>sw / <f64>dw)));
  const half = f32x4.splat(0.5);
  const zero = i16x8.splat(0);
  for (let j = 0; j < dh; j++) {
    const top = src + j * fy * stride;
    for (let x = 0; x < sw; x += 16) {
      let row = top + x;
      let sum = i16x8.extadd_pairwise_i8x16_u(v128.load(row));
      for (let y = 1; y < fy; y++) {
        row += stride;
        sum = i16x8.add(sum, i16x8.extadd_pairwise_i8x16_u(v128.load(row)));
      }
      v128.store(sums + x, sum);
    }
    const out = dst + (<usize>(j * dw) << 1);
    for (let i = 0; i < dw; i += 8) {
      let box: v128;
      if (pairs == 3) {
        const at = sums + <usize>i * 6;
        const a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32);
        const first = v128.shuffle<i16>(v128.shuffle<i16>(a, b, 0, 3, 6, 9, 12, 15, 0, 0), c, 0, 1, 2, 3, 4, 5, 10, 13);
        const second = v128.shuffle<i16>(v128.shuffle<i16>(a, b, 1, 4, 7, 10, 13, 0, 0, 0), c, 0, 1, 2, 3, 4, 8, 11, 14);
        const third = v128.shuffle<i16>(v128.shuffle<i16>(a, b, 2, 5, 8, 11, 14, 0, 0, 0), c, 0, 1, 2, 3, 4, 9, 12, 15);
        const sum = i16x8.add(i16x8.add(first, second), third);
        box = sum;
      } else {
        box = zero;
        let at = sums + <usize>(i * pairs) * 2;
        for (let k = 0; k < 8; k++) {
          let sum: u32 = 0;
          if (i + k < dw) for (let p = 0; p < pairs; p++, at += 2) sum += <u32>load<u16>(at);
          store<u16>(boxes + (<usize>k << 1), <u16>sum);
        }
        box = v128.load(boxes);
      }
      const low = f32x4.convert_i32x4_s(i32x4.mul(i32x4.extend_low_i16x8_u(box), weight));
      const high = f32x4.convert_i32x4_s(i32x4.mul(i32x4.extend_high_i16x8_u(box), weight));
      const p = i32x4.trunc_sat_f32x4_u(f32x4.add(f32x4.mul(low, scale), half));
      const q = i32x4.trunc_sat_f32x4_u(f32x4.add(f32x4.mul(high, scale), half));
      v128.store(out + (<usize>i << 1), i16x8.narrow_i32x4_u(p, q));
    }
  }
}

/** Weighted sum of rows first…last into `sums`, sixteen columns at a time so that the sums stay in registers. */
function verticalSums(src: usize, stride: i32, sw: i32, first: i32, last: i32, weight0: i32, weight1: i32, full: i32, sums: usize): void {
  const w0 = i8x16.splat(<i8>weight0), w1 = i8x16.splat(<i8>weight1), wf = i16x8.splat(<i16>full);
  const zero = i16x8.splat(0);
  for (let x = 0; x < sw; x += 16) {
    let row = src + first * stride + x;
    const head = v128.load(row);
    let low = i16x8.extmul_low_i8x16_u(head, w0);
    let high = i16x8.extmul_high_i8x16_u(head, w0);
    let innerLow = zero, innerHigh = zero;
    for (let y = first + 1; y < last; y++) {
      row += stride;
      const v = v128.load(row);
      innerLow = i16x8.add(innerLow, i16x8.extend_low_i8x16_u(v));
      innerHigh = i16x8.add(innerHigh, i16x8.extend_high_i8x16_u(v));
    }
    low = i16x8.add(low, i16x8.mul(innerLow, wf));
    high = i16x8.add(high, i16x8.mul(innerHigh, wf));
    if (weight1 > 0) {
      const tail = v128.load(row + stride);
      low = i16x8.add(low, i16x8.extmul_low_i8x16_u(tail, w1));
      high = i16x8.add(high, i16x8.extmul_high_i8x16_u(tail, w1));
    }
    v128.store(sums + (<usize>x << 1), low);
    v128.store(sums + (<usize>x << 1), high, 16);
  }
}

/**
 * Means of a chroma plane on a grid whose cells are 16×16 output pixels; every second row is read.
 * @param pair 0 one plane; 1 / 2 the first / second of interleaved bytes (NV12) @param pw, ph the plane's samples
 */
export function meanGrid(src: usize, stride: i32, pair: i32, pw: i32, ph: i32, dst: usize, dw: i32, dh: i32): void {
  const cols = (dw + 15) / 16, rows = (dh + 15) / 16;
  for (let cy = 0; cy < rows; cy++) {
    const y0 = (cy * 16 * ph) / dh, y1 = max(y0 + 1, (min(dh, cy * 16 + 16) * ph) / dh);
    for (let cx = 0; cx < cols; cx++) {
      const x0 = (cx * 16 * pw) / dw, x1 = max(x0 + 1, (min(dw, cx * 16 + 16) * pw) / dw);
      let rows = 0;
      let sum: u32 = 0;
      let acc = i32x4.splat(0);
      for (let y = y0; y < y1; y += 2, rows++) {
        let x = x0;
        if (pair == 0) {
          const at = src + y * stride;
          for (; x + 16 <= x1; x += 16) acc = i32x4.add(acc, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v128.load(at + x))));
          for (; x < x1; x++) sum += load<u8>(at + x);
        } else {
          const at = src + y * stride;
          for (; x + 8 <= x1; x += 8) {
            const v = v128.load(at + (x << 1));
            acc = i32x4.add(acc, i32x4.extadd_pairwise_i16x8_u(pair == 1 ? v128.and(v, i16x8.splat(0xff)) : i16x8.shr_u(v, 8)));
          }
          for (; x < x1; x++) sum += load<u8>(at + (x << 1) + pair - 1);
        }
      }
      sum += lanes(acc);
      const count = <u32>(rows * (x1 - x0));
      store<u8>(dst + cy * cols + cx, <u8>((sum + count / 2) / count));
    }
  }
}

function lanes(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** 16-bit little-endian samples of `bits` significant bits → 8 bit, in place allowed (dst ≤ src). */
export function narrow(src: usize, dst: usize, samples: i32, bits: i32): void {
  const shift = bits - 8;
  for (let i = 0; i < samples; i += 16) {
    const a = i16x8.shr_u(v128.load(src + (<usize>i << 1)), shift);
    const b = i16x8.shr_u(v128.load(src + (<usize>i << 1), 16), shift);
    v128.store(dst + i, i8x16.narrow_i16x8_u(a, b));
  }
}

/** Packed RGB with alpha → 4:4:4 planes (BT.601 full range). @param red 0 for RGBA, 2 for BGRA */
export function splitRgb(src: usize, pixels: i32, red: i32, y: usize, cb: usize, cr: usize): void {
  const blue = 2 - red;
  for (let i = 0; i < pixels; i++) {
    const at = src + (<usize>i << 2);
    const r = <i32>load<u8>(at + red), g = <i32>load<u8>(at + 1), b = <i32>load<u8>(at + blue);
    const luma = (77 * r + 150 * g + 29 * b + 128) >> 8;
    store<u8>(y + i, <u8>luma);
    store<u8>(cb + i, <u8>(128 + ((b - luma) * 144 >> 8)));
    store<u8>(cr + i, <u8>(128 + ((r - luma) * 183 >> 8)));
  }
}
