/** Picture kernels of the frame pass: halving, high-pass, frame statistics and block matching (AssemblyScript + SIMD; memory is laid out by the caller). */

/** |H| is clamped here so that the 32 absolute differences per lane of a 16×16 block stay within 16 bits. */
const CLAMP: i32 = 1000;

/** 2×2 means of a u16 plane; `dst` is dense with floor(width/2) columns. */
export function halve(src: usize, width: i32, height: i32, dst: usize): void {
  const w2 = width >> 1;
  const h2 = height >> 1;
  for (let y = 0; y < h2; y++) {
    let top = src + (<usize>(2 * y * width) << 1);
    let bottom = top + (<usize>width << 1);
    let out = dst + (<usize>(y * w2) << 1);
    let x = 0;
    for (; x + 4 <= w2; x += 4) {
      const a = i32x4.extadd_pairwise_i16x8_u(v128.load(top));
      const b = i32x4.extadd_pairwise_i16x8_u(v128.load(bottom));
      const mean = i32x4.shr_u(i32x4.add(i32x4.add(a, b), i32x4.splat(2)), 2);
      v128.store64_lane(out, i16x8.narrow_i32x4_u(mean, mean), 0);
      top += 16; bottom += 16; out += 8;
    }
    for (; x < w2; x++) {
      const sum = <u32>load<u16>(top) + load<u16>(top, 2) + load<u16>(bottom) + load<u16>(bottom, 2);
      store<u16>(out, <u16>((sum + 2) >> 2));
      top += 4; bottom += 4; out += 2;
    }
  }
}

/**
 * H = 3×3 binomial blur minus 13×13 box mean of a dense u16 plane, clamped, written as i16 into a padded plane.
 * `cols` and `blur` are scratch rows of i32 with ROW_ROOM words before and after `width`; edges repeat. `origin` points at pixel (0,0)
 * inside the padding, into which up to three pixels more than a row are written.
 */
export function highPass(src: usize, width: i32, height: i32, cols: usize, blur: usize, origin: usize, stride: i32, pad: i32): void {
  const last = height - 1;
  for (let x = 0; x < width; x++) {
    let sum: i32 = 0;
    for (let k = -6; k <= 6; k++) {
      const y = min(max(k, 0), last);
      sum += load<u16>(src + (<usize>(y * width + x) << 1));
    }
    store<i32>(cols + (<usize>x << 2), sum);
  }
  const reciprocal = i32x4.splat(24818);
  const rounding = i64x2.splat(2097152);
  const most = i32x4.splat(CLAMP), least = i32x4.splat(-CLAMP);
  for (let y = 0; y < height; y++) {
    const row = src + (<usize>(y * width) << 1);
    const above = src + (<usize>(max(y - 1, 0) * width) << 1);
    const below = src + (<usize>(min(y + 1, last) * width) << 1);
    const enter = src + (<usize>(min(y + 6, last) * width) << 1);
    const leave = src + (<usize>(max(y - 7, 0) * width) << 1);
    let x = 0;
    for (; x + 4 <= width; x += 4) {
      const i = <usize>x << 1, at = <usize>x << 2;
      if (y > 0) {
        const change = i32x4.sub(v128.load16x4_u(enter + i), v128.load16x4_u(leave + i));
        v128.store(cols + at, i32x4.add(v128.load(cols + at), change));
      }
      const middle = i32x4.shl(v128.load16x4_u(row + i), 1);
      v128.store(blur + at, i32x4.add(i32x4.add(v128.load16x4_u(above + i), middle), v128.load16x4_u(below + i)));
    }
    for (; x < width; x++) {
      const i = <usize>x << 1, at = <usize>x << 2;
      if (y > 0) store<i32>(cols + at, load<i32>(cols + at) + <i32>load<u16>(enter + i) - <i32>load<u16>(leave + i));
      store<i32>(blur + at, <i32>load<u16>(above + i) + 2 * <i32>load<u16>(row + i) + <i32>load<u16>(below + i));
    }
    repeatEnds(cols, width);
    repeatEnds(blur, width);
    const out = origin + (<usize>(y * stride) << 1);
    for (x = 0; x < width; x += 4) {
      const c = cols + (<usize>x << 2), b = blur + (<usize>x << 2);
      let box = v128.load(c);
      for (let k: usize = 4; k <= 24; k += 4) box = i32x4.add(box, i32x4.add(v128.load(c - k), v128.load(c + k)));
      const low = i32x4.shr_s(i32x4.add(i32x4.add(i32x4.add(v128.load(b - 4), v128.load(b + 4)), i32x4.shl(v128.load(b), 1)), i32x4.splat(8)), 4);
      // box / 169 by a 16-bit reciprocal: exact to less than half a unit for 13·13·4080
      const first = i64x2.shr_s(i64x2.add(i64x2.extmul_low_i32x4_s(box, reciprocal), rounding), 22);
      const second = i64x2.shr_s(i64x2.add(i64x2.extmul_high_i32x4_s(box, reciprocal), rounding), 22);
      const mean = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
      const high = i32x4.max_s(i32x4.min_s(i32x4.sub(low, mean), most), least);
      v128.store64_lane(out + (<usize>x << 1), i16x8.narrow_i32x4_s(high, high), 0);
    }
  }
  padPlane(origin, width, height, stride, pad);
}

/** Words of room at both ends of a scratch row: half a box, and a vector. */
const ROW_ROOM: i32 = 12;

/** Repeats the first and the last of `width` i32 into the room beside them. */
function repeatEnds(row: usize, width: i32): void {
  const first = load<i32>(row), last = load<i32>(row + (<usize>(width - 1) << 2));
  for (let k = 1; k <= ROW_ROOM; k++) {
    store<i32>(row - (<usize>k << 2), first);
    store<i32>(row + (<usize>(width - 1 + k) << 2), last);
  }
}

/** Repeats the border pixels into the padding of an i16 plane. */
function padPlane(origin: usize, width: i32, height: i32, stride: i32, pad: i32): void {
  for (let y = 0; y < height; y++) {
    const row = origin + (<usize>(y * stride) << 1);
    const left = load<i16>(row);
    const right = load<i16>(row + (<usize>(width - 1) << 1));
    for (let k = 1; k <= pad; k++) store<i16>(row - (<usize>k << 1), left);
    for (let x = width; x < stride - pad; x++) store<i16>(row + (<usize>x << 1), right);
  }
  const start = origin - (<usize>pad << 1);
  const bytes = <usize>stride << 1;
  for (let k = 1; k <= pad; k++) {
    memory.copy(start - <usize>k * bytes, start, bytes);
    memory.copy(start + <usize>(height - 1 + k) * bytes, start + <usize>(height - 1) * bytes, bytes);
  }
}

/** 2×2 means of the padded H plane into a padded quarter plane. */
export function quarter(origin: usize, stride: i32, width: i32, height: i32, outOrigin: usize, outStride: i32, outPad: i32): void {
  for (let y = 0; y < height; y++) {
    const top = origin + (<usize>(2 * y * stride) << 1);
    const bottom = top + (<usize>stride << 1);
    const out = outOrigin + (<usize>(y * outStride) << 1);
    for (let x = 0; x < width; x++) {
      const i = <usize>x << 2;
      const sum = <i32>load<i16>(top + i) + load<i16>(top + i + 2) + load<i16>(bottom + i) + load<i16>(bottom + i + 2);
      store<i16>(out + (<usize>x << 1), <i16>((sum + 2) >> 2));
    }
  }
  padPlane(outOrigin, width, height, outStride, outPad);
}

/**
 * Sums over two dense u16 planes. Writes f64: [0] Σa, [1] Σa², [2] Σ|a−b|, [3] pixels with |a−b| > `step`.
 */
export function frameStats(a: usize, b: usize, count: i32, step: i32, out: usize): void {
  let sum: i64 = 0, squares: i64 = 0, diff: i64 = 0, moved: i64 = 0;
  const limit = i16x8.splat(<i16>step);
  let i = 0;
  while (i + 8 <= count) {
    let s = i32x4.splat(0), q = i32x4.splat(0), d = i32x4.splat(0), m = i16x8.splat(0);
    // 32 rounds keep Σa² of 12-bit values below 2³¹ per lane: 2 · 4080² · 32 < 2³¹
    for (let k = 0; k < 32 && i + 8 <= count; k++, i += 8) {
      const va = v128.load(a + (<usize>i << 1));
      const delta = i16x8.abs(i16x8.sub(va, v128.load(b + (<usize>i << 1))));
      s = i32x4.add(s, i32x4.extadd_pairwise_i16x8_s(va));
      q = i32x4.add(q, i32x4.dot_i16x8_s(va, va));
      d = i32x4.add(d, i32x4.extadd_pairwise_i16x8_s(delta));
      m = i16x8.sub(m, i16x8.gt_s(delta, limit));
    }
    sum += laneSum(s); squares += laneSum(q); diff += laneSum(d); moved += laneSum(i32x4.extadd_pairwise_i16x8_s(m));
  }
  for (; i < count; i++) {
    const va = <i32>load<u16>(a + (<usize>i << 1));
    const delta = abs(va - <i32>load<u16>(b + (<usize>i << 1)));
    sum += va; squares += va * va; diff += delta; moved += delta > step ? 1 : 0;
  }
  store<f64>(out, <f64>sum); store<f64>(out, <f64>squares, 8); store<f64>(out, <f64>diff, 16); store<f64>(out, <f64>moved, 24);
}

@inline
function laneSum(v: v128): i64 {
  return <i64>i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/**
 * Full search at quarter resolution: cells of 4×4 pixels, blocks of 2×2 cells, step one cell.
 * `cells` is scratch for (cellsY + 1) × cellsStride u32 (cellsStride even, ≥ cellsX), `best` for blocksY rows of blocksX rounded up to 4 u32.
 * Writes the best i8 dx, dy per block into `seeds`.
 * `lambda`: cost added per pixel of displacement, so that flat blocks stay at zero.
 */
export function coarseSearch(cur: usize, prev: usize, stride: i32, cellsStride: i32, blocksX: i32, blocksY: i32,
  rangeX: i32, rangeY: i32, lambda: i32, cells: usize, best: usize, seeds: usize): void {
  const bestStride = (blocksX + 3) & ~3;
  memory.fill(best, 0x7f, <usize>(bestStride * blocksY) << 2);
  const rowBytes = <usize>stride << 1;
  const below = <usize>cellsStride << 2;
  // Cost (17 bits) and number of the displacement (8 bits) in one word: of equal costs the first displacement stays.
  let place = 0;
  for (let dy = -rangeY; dy <= rangeY; dy++) {
    for (let dx = -rangeX; dx <= rangeX; dx++, place++) {
      for (let cy = 0; cy <= blocksY; cy++) {
        let a = cur + <usize>(4 * cy) * rowBytes;
        let p = prev + <usize>((4 * cy + dy) * stride + dx) * 2;
        let out = cells + (<usize>(cy * cellsStride) << 2);
        for (let cx = 0; cx < cellsStride; cx += 2) {
          let acc = i16x8.abs(i16x8.sub(v128.load(a), v128.load(p)));
          acc = i16x8.add(acc, i16x8.abs(i16x8.sub(v128.load(a + rowBytes), v128.load(p + rowBytes))));
          acc = i16x8.add(acc, i16x8.abs(i16x8.sub(v128.load(a + 2 * rowBytes), v128.load(p + 2 * rowBytes))));
          acc = i16x8.add(acc, i16x8.abs(i16x8.sub(v128.load(a + 3 * rowBytes), v128.load(p + 3 * rowBytes))));
          const pairs = i32x4.extadd_pairwise_i16x8_u(acc);
          const sums = i32x4.add(pairs, i64x2.shr_u(pairs, 32));
          v128.store64_lane(out, v128.shuffle<i32>(sums, sums, 0, 2, 0, 2), 0);
          a += 16; p += 16; out += 8;
        }
      }
      const penalty = i32x4.splat(lambda * (abs(dx) + abs(dy)));
      const number = i32x4.splat(place);
      for (let by = 0; by < blocksY; by++) {
        let cell = cells + <usize>by * below;
        let at = best + (<usize>(by * bestStride) << 2);
        for (let bx = 0; bx < blocksX; bx += 4, at += 16, cell += 16) {
          const upper = i32x4.add(v128.load(cell), v128.load(cell, 4));
          const lower = i32x4.add(v128.load(cell + below), v128.load(cell + below, 4));
          const cost = i32x4.add(i32x4.add(upper, lower), penalty);
          v128.store(at, i32x4.min_u(v128.load(at), v128.or(i32x4.shl(cost, 8), number)));
        }
      }
    }
  }
  const across = 2 * rangeX + 1;
  for (let by = 0; by < blocksY; by++) {
    for (let bx = 0; bx < blocksX; bx++) {
      const number = <i32>load<u8>(best + (<usize>(by * bestStride + bx) << 2));
      const dx = number % across - rangeX, dy = number / across - rangeY;
      store<u16>(seeds + (<usize>(by * blocksX + bx) << 1), <u16>((dx & 0xff) | ((dy & 0xff) << 8)));
    }
  }
}

@inline
function sad16(a: usize, p: usize, rowBytes: usize): u32 {
  let lo = i16x8.splat(0), hi = i16x8.splat(0);
  for (let y = 0; y < 16; y++) {
    lo = i16x8.add(lo, i16x8.abs(i16x8.sub(v128.load(a), v128.load(p))));
    hi = i16x8.add(hi, i16x8.abs(i16x8.sub(v128.load(a, 16), v128.load(p, 16))));
    a += rowBytes; p += rowBytes;
  }
  return <u32>laneSum(i32x4.add(i32x4.extadd_pairwise_i16x8_u(lo), i32x4.extadd_pairwise_i16x8_u(hi)));
}

/**
 * Refines block vectors at half resolution: around twice the seed and around zero, ±1, parabola for the fraction.
 * Per block writes five f32: smallest SAD, vx, vy (pixels at half resolution), SAD at zero, Σ|H|.
 */
export function fineSearch(cur: usize, prev: usize, stride: i32, blocksX: i32, blocksY: i32, seeds: usize, out: usize): void {
  const rowBytes = <usize>stride << 1;
  for (let by = 0; by < blocksY; by++) {
    for (let bx = 0; bx < blocksX; bx++) {
      const b = by * blocksX + bx;
      const a = cur + <usize>(8 * by * stride + 8 * bx) * 2;
      const base = prev + <usize>(8 * by * stride + 8 * bx) * 2;
      const sx = 2 * <i32>load<i8>(seeds + (<usize>b << 1));
      const sy = 2 * <i32>load<i8>(seeds + (<usize>b << 1), 1);
      const zero = sad16(a, base, rowBytes);
      let bestSad = zero, vx = 0, vy = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (dx == 0 && dy == 0) continue;
          const s = sad16(a, base + <usize>(dy * stride + dx) * 2, rowBytes);
          if (s < bestSad) { bestSad = s; vx = dx; vy = dy; }
        }
      }
      if (abs(sx) > 0 || abs(sy) > 0) {
        for (let dy = sy - 1; dy <= sy + 1; dy++) {
          for (let dx = sx - 1; dx <= sx + 1; dx++) {
            const s = sad16(a, base + <usize>(dy * stride + dx) * 2, rowBytes);
            if (s < bestSad) { bestSad = s; vx = dx; vy = dy; }
          }
        }
      }
      const at = base + <usize>(vy * stride + vx) * 2;
      const fx = fraction(sad16(a, at - 2, rowBytes), bestSad, sad16(a, at + 2, rowBytes));
      const fy = fraction(sad16(a, at - rowBytes, rowBytes), bestSad, sad16(a, at + rowBytes, rowBytes));
      const o = out + <usize>b * 20;
      store<f32>(o, <f32>bestSad);
      store<f32>(o, <f32>vx + fx, 4);
      store<f32>(o, <f32>vy + fy, 8);
      store<f32>(o, <f32>zero, 12);
      store<f32>(o, <f32>texture16(a, rowBytes), 16);
    }
  }
}

@inline
function texture16(a: usize, rowBytes: usize): u32 {
  let acc = i16x8.splat(0);
  let total = i32x4.splat(0);
  for (let y = 0; y < 16; y++) {
    acc = i16x8.add(i16x8.abs(v128.load(a)), i16x8.abs(v128.load(a, 16)));
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(acc));
    a += rowBytes;
  }
  return <u32>laneSum(total);
}

/** Vertex of the parabola through three SADs one pixel apart, −0.5…0.5. */
@inline
function fraction(before: u32, at: u32, after: u32): f32 {
  const curvature = <f32>before + <f32>after - 2 * <f32>at;
  if (curvature <= 0) return 0;
  return max(<f32>-0.5, min(<f32>0.5, (<f32>before - <f32>after) / (2 * curvature)));
}

/**
 * Smallest SAD within ±1 pixel of the given vectors: `sets` × blocks pairs of i8 (dx, dy), set after set. Writes f32 per block.
 */
export function predictedResidual(cur: usize, prev: usize, stride: i32, blocksX: i32, blocksY: i32, vectors: usize, sets: i32, out: usize): void {
  const rowBytes = <usize>stride << 1;
  const blocks = blocksX * blocksY;
  for (let by = 0; by < blocksY; by++) {
    for (let bx = 0; bx < blocksX; bx++) {
      const b = by * blocksX + bx;
      const a = cur + <usize>(8 * by * stride + 8 * bx) * 2;
      const base = prev + <usize>(8 * by * stride + 8 * bx) * 2;
      let bestSad = u32.MAX_VALUE;
      for (let s = 0; s < sets; s++) {
        const v = load<u16>(vectors + (<usize>(s * blocks + b) << 1));
        let seen = false;
        for (let r = 0; r < s; r++) if (load<u16>(vectors + (<usize>(r * blocks + b) << 1)) == v) { seen = true; break; }
        if (seen) continue;
        const cx = <i32><i8>(v & 0xff);
        const cy = <i32><i8>(v >> 8);
        for (let dy = cy - 1; dy <= cy + 1; dy++) {
          for (let dx = cx - 1; dx <= cx + 1; dx++) {
            const sad = sad16(a, base + <usize>(dy * stride + dx) * 2, rowBytes);
            if (sad < bestSad) bestSad = sad;
          }
        }
      }
      store<f32>(out + (<usize>b << 2), <f32>bestSad);
    }
  }
}

/** Per 8×8 cell, Σ max(0, |a − b| − threshold) of two H planes, as u32: at most 8 · 8 · 2 · CLAMP. */
export function cellDifferences(cur: usize, prev: usize, stride: i32, cellsX: i32, cellsY: i32, threshold: i32, out: usize): void {
  const rowBytes = <usize>stride << 1;
  const floor = i16x8.splat(<i16>threshold);
  for (let cy = 0; cy < cellsY; cy++) {
    for (let cx = 0; cx < cellsX; cx++) {
      let a = cur + <usize>(8 * cy) * rowBytes + (<usize>cx << 4);
      let p = prev + <usize>(8 * cy) * rowBytes + (<usize>cx << 4);
      let acc = i16x8.splat(0);
      for (let y = 0; y < 8; y++, a += rowBytes, p += rowBytes) {
        acc = i16x8.add(acc, i16x8.sub_sat_u(i16x8.abs(i16x8.sub(v128.load(a), v128.load(p))), floor));
      }
      store<u32>(out + (<usize>(cy * cellsX + cx) << 2), <u32>laneSum(i32x4.extadd_pairwise_i16x8_s(acc)));
    }
  }
}

/** Means of a columns × rows grid over a dense u16 plane, as u16; cell borders are rounded down. */
export function gridMeans(src: usize, width: i32, height: i32, columns: i32, rows: i32, out: usize): void {
  for (let r = 0; r < rows; r++) {
    const y0 = r * height / rows;
    const y1 = (r + 1) * height / rows;
    for (let c = 0; c < columns; c++) {
      const x0 = c * width / columns;
      const x1 = (c + 1) * width / columns;
      let sum: u32 = 0;
      for (let y = y0; y < y1; y++) {
        let at = src + (<usize>(y * width + x0) << 1);
        let x = x0;
        let acc = i32x4.splat(0);
        for (; x + 8 <= x1; x += 8, at += 16) acc = i32x4.add(acc, i32x4.extadd_pairwise_i16x8_u(v128.load(at)));
        sum += <u32>laneSum(acc);
        for (; x < x1; x++, at += 2) sum += load<u16>(at);
      }
      const n = <u32>((x1 - x0) * (y1 - y0));
      store<u16>(out + (<usize>(r * columns + c) << 1), <u16>((sum + n / 2) / n));
    }
  }
}
