/** Kernels of the sound pass: prediction errors and thinning, several samples at a time, each summed in the order of a plain loop (AssemblyScript + SIMD). */

/**
 * Squared errors, divided by `errorPower`, of `count` f32 samples from `samples` on in steps of `step` (1 or −1), predicted by `order` f64
 * coefficients from the samples on the other side, nearest first. Writes f32.
 */
export function relativeErrors(samples: usize, step: i32, count: i32, coefficients: usize, order: i32, errorPower: f64, out: usize): void {
  const power = f64x2.splat(errorPower);
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    // The four samples in order of place; walking backwards, the last of them comes first.
    const base = samples + (<usize>(step > 0 ? k : -k - 3) << 2);
    let a = f64x2.splat(0), b = f64x2.splat(0);
    for (let i = 0; i < order; i++) {
      const c = v128.load64_splat(coefficients + (<usize>i << 3));
      const known = v128.load(base - <usize>((i + 1) * step) * 4);
      a = f64x2.add(a, f64x2.mul(c, f64x2.promote_low_f32x4(known)));
      b = f64x2.add(b, f64x2.mul(c, f64x2.promote_low_f32x4(v128.shuffle<i64>(known, known, 1, 1))));
    }
    const actual = v128.load(base);
    a = f64x2.sub(f64x2.promote_low_f32x4(actual), a);
    b = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<i64>(actual, actual, 1, 1)), b);
    const errorsA = f32x4.demote_f64x2_zero(f64x2.div(f64x2.mul(a, a), power));
    const errorsB = f32x4.demote_f64x2_zero(f64x2.div(f64x2.mul(b, b), power));
    const errors = v128.shuffle<i64>(errorsA, errorsB, 0, 2);
    v128.store(out + (<usize>k << 2), step > 0 ? errors : v128.shuffle<i32>(errors, errors, 3, 2, 1, 0));
  }
  for (; k < count; k++) {
    const at = samples + <usize>(k * step) * 4;
    let predicted: f64 = 0;
    for (let i = 0; i < order; i++) predicted += load<f64>(coefficients + (<usize>i << 3)) * <f64>load<f32>(at - <usize>((i + 1) * step) * 4);
    const error = <f64>load<f32>(at) - predicted;
    store<f32>(out + (<usize>k << 2), <f32>((error * error) / errorPower));
  }
}

/** Sorts samples by their place modulo `factor`: phase after phase, each `phaseLength` f32 long. */
export function splitPhases(input: usize, length: i32, factor: i32, phases: usize, phaseLength: i32): void {
  for (let phase = 0; phase < factor; phase++) {
    let to = phases + (<usize>(phase * phaseLength) << 2);
    for (let i = phase; i < length; i += factor, to += 4) store<f32>(to, load<f32>(input + (<usize>i << 2)));
  }
}

/**
 * Every `factor`-th sample of a low-passed sound: a symmetric filter of 2·half + 1 taps, of which `taps` holds the middle one and those
 * after it as f64. The k-th result lies around the sample `centre + k·factor`. Up to three results more than `count` are written.
 */
export function thin(phases: usize, phaseLength: i32, factor: i32, centre: i32, taps: usize, half: i32, count: i32, out: usize): void {
  for (let k = 0; k < count; k += 4) {
    const middle = v128.load(placeOf(phases, phaseLength, factor, centre, k));
    const tap = v128.load64_splat(taps);
    let a = f64x2.mul(f64x2.promote_low_f32x4(middle), tap);
    let b = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i64>(middle, middle, 1, 1)), tap);
    for (let t = 1; t <= half; t++) {
      const before = v128.load(placeOf(phases, phaseLength, factor, centre - t, k));
      const after = v128.load(placeOf(phases, phaseLength, factor, centre + t, k));
      const weight = v128.load64_splat(taps + (<usize>t << 3));
      a = f64x2.add(a, f64x2.mul(f64x2.add(f64x2.promote_low_f32x4(before), f64x2.promote_low_f32x4(after)), weight));
      b = f64x2.add(b, f64x2.mul(f64x2.add(f64x2.promote_low_f32x4(v128.shuffle<i64>(before, before, 1, 1)), f64x2.promote_low_f32x4(v128.shuffle<i64>(after, after, 1, 1))), weight));
    }
    v128.store(out + (<usize>k << 2), v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2));
  }
}

@inline
function placeOf(phases: usize, phaseLength: i32, factor: i32, sample: i32, k: i32): usize {
  return phases + (<usize>(sample % factor * phaseLength + sample / factor + k) << 2);
}
