/**
 * Displacement of small patches between two pictures to a few hundredths of a pixel (AssemblyScript; the caller lays out memory). Source:
 * Lucas and Kanade, "An iterative image registration technique", IJCAI 1981, with the gradients of the newer picture, which stay the same
 * while the older one is sampled.
 */

const SIDE: i32 = 16;
const ROUNDS: i32 = 5;
/** A round that moves by less than this, pixels, is the last. */
const SETTLED: f32 = 0.01;
/** Squared luma levels a pixel that the weaker direction of a patch must change by: along an edge alone nothing is known. */
const MIN_CONTRAST: f32 = 1.0;

/** Luma × 16 in u16 → luma levels in f32; may read and write up to seven values past the end. */
export function toLevels(src: usize, count: i32, dst: usize): void {
  const scale = f32x4.splat(0.0625);
  for (let i = 0; i < count; i += 8) {
    const v = v128.load(src + (<usize>i << 1));
    v128.store(dst + (<usize>i << 2), f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v)), scale));
    v128.store(dst + (<usize>i << 2), f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(v)), scale), 16);
  }
}

@inline
function sum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/**
 * @param cur, prev luma levels in f32, row-major, `width` × `height` @param patches per patch 24 bytes: i32 x, y of its corner (the caller keeps
 * one pixel around it inside the picture), f32 dx, dy of the start, replaced by the result, f32 mean |difference| left over in luma levels,
 * −1 where the patch says nothing, f32 mean squared gradient
 * @param scratch 3 × 16 × 16 f32
 */
export function refinePatches(cur: usize, prev: usize, width: i32, height: i32, count: i32, patches: usize, scratch: usize): void {
  const row = <usize>width << 2;
  for (let n = 0; n < count; n++) {
    const patch = patches + <usize>n * 24;
    const x0 = load<i32>(patch), y0 = load<i32>(patch, 4);
    let dx = load<f32>(patch, 8), dy = load<f32>(patch, 12);
    const base = <usize>(y0 * width + x0) << 2;
    let xx = f32x4.splat(0), xy = f32x4.splat(0), yy = f32x4.splat(0);
    let keep = scratch;
    for (let j = 0; j < SIDE; j++) {
      for (let i = 0; i < SIDE; i += 4) {
        const at = cur + base + <usize>j * row + (<usize>i << 2);
        const gx = f32x4.mul(f32x4.sub(v128.load(at + 4), v128.load(at - 4)), f32x4.splat(0.5));
        const gy = f32x4.mul(f32x4.sub(v128.load(at + row), v128.load(at - row)), f32x4.splat(0.5));
        v128.store(keep, gx);
        v128.store(keep, gy, 16);
        v128.store(keep, v128.load(at), 32);
        keep += 48;
        xx = f32x4.add(xx, f32x4.mul(gx, gx));
        xy = f32x4.add(xy, f32x4.mul(gx, gy));
        yy = f32x4.add(yy, f32x4.mul(gy, gy));
      }
    }
    const a = sum(xx), b = sum(xy), c = sum(yy);
    const trace = a + c, det = a * c - b * b;
    const weaker = trace / 2 - Mathf.sqrt(max<f32>(0, trace * trace / 4 - det));
    store<f32>(patch, trace / 256, 20);
    store<f32>(patch, -1, 16);
    if (weaker < 256 * MIN_CONTRAST) continue;
    let left: f32 = -1;
    for (let round = 0; round < ROUNDS; round++) {
      const fx = <i32>Mathf.floor(dx), fy = <i32>Mathf.floor(dy);
      if (x0 + fx < 0 || y0 + fy < 0 || x0 + fx + SIDE + 1 >= width || y0 + fy + SIDE + 1 >= height) { left = -1; break; }
      const wx = dx - <f32>fx, wy = dy - <f32>fy;
      const w00 = f32x4.splat((1 - wx) * (1 - wy)), w01 = f32x4.splat(wx * (1 - wy)), w10 = f32x4.splat((1 - wx) * wy), w11 = f32x4.splat(wx * wy);
      const from = prev + (<usize>((y0 + fy) * width + x0 + fx) << 2);
      let ex = f32x4.splat(0), ey = f32x4.splat(0), rest = f32x4.splat(0);
      keep = scratch;
      for (let j = 0; j < SIDE; j++) {
        for (let i = 0; i < SIDE; i += 4) {
          const at = from + <usize>j * row + (<usize>i << 2);
          const was = f32x4.add(f32x4.add(f32x4.mul(w00, v128.load(at)), f32x4.mul(w01, v128.load(at, 4))), f32x4.add(f32x4.mul(w10, v128.load(at + row)), f32x4.mul(w11, v128.load(at + row, 4))));
          const d = f32x4.sub(v128.load(keep, 32), was);
          ex = f32x4.add(ex, f32x4.mul(d, v128.load(keep)));
          ey = f32x4.add(ey, f32x4.mul(d, v128.load(keep, 16)));
          rest = f32x4.add(rest, f32x4.abs(d));
          keep += 48;
        }
      }
      left = sum(rest) / 256;
      const sx = sum(ex), sy = sum(ey);
      const mx = (c * sx - b * sy) / det, my = (a * sy - b * sx) / det;
      dx += max<f32>(-1, min<f32>(1, mx));
      dy += max<f32>(-1, min<f32>(1, my));
      if (Mathf.abs(mx) + Mathf.abs(my) < SETTLED) break;
    }
    store<f32>(patch, dx, 8);
    store<f32>(patch, dy, 12);
    store<f32>(patch, left, 16);
  }
}
