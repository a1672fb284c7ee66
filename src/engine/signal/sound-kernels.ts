/** Typed access to the sound kernels, and the one memory that they share. */
import { wasmBase64 } from './kernels/sound.generated';

interface Kernels {
  relativeErrors(samples: number, step: number, count: number, coefficients: number, order: number, errorPower: number, out: number): void;
  splitPhases(input: number, length: number, factor: number, phases: number, phaseLength: number): void;
  thin(phases: number, phaseLength: number, factor: number, centre: number, taps: number, half: number, count: number, out: number): void;
}

const PAGE = 65_536;
/** Kernels read and write whole vectors. */
const PAD_BYTES = 64;

const memory = new WebAssembly.Memory({ initial: 1 });
const kernels = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0))), { env: { memory } }).exports as unknown as Kernels;

/** Places of areas of so many bytes, one after the other, in memory that holds them all. */
function areas(...bytes: readonly number[]): readonly number[] {
  let end = PAD_BYTES;
  const places = bytes.map((size) => {
    const at = end;
    end = (end + size + PAD_BYTES + 15) & ~15;
    return at;
  });
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return places;
}

/**
 * Squared errors, divided by `errorPower`, of `count` samples from `at` in steps of `step` (1 forward, −1 backward); coefficients[i]
 * multiplies the sample i + 1 steps back.
 */
export function relativeSquaredErrors(samples: Float32Array, coefficients: Float64Array, errorPower: number, at: number, step: 1 | -1, count: number): Float32Array {
  const order = coefficients.length;
  const from = step === 1 ? at - order : at - count + 1;
  const [input, weights, out] = areas(4 * (order + count), 8 * order, 4 * count);
  new Float32Array(memory.buffer, input, order + count).set(samples.subarray(from, from + order + count));
  new Float64Array(memory.buffer, weights, order).set(coefficients);
  kernels.relativeErrors(input! + 4 * (at - from), step, count, weights!, order, errorPower, out!);
  return new Float32Array(memory.buffer, out, count).slice();
}

/**
 * Every `factor`-th sample of low-passed sound. @param taps the filter's middle tap and those after it
 * @param centre where the first result's middle tap lies; `count` results, whose filters lie wholly inside `samples`
 */
export function thinned(samples: Float32Array, factor: number, taps: Float64Array, centre: number, count: number): Float32Array {
  const phaseLength = Math.ceil(samples.length / factor) + 4;
  const [input, phases, weights, out] = areas(4 * samples.length, 4 * factor * phaseLength, 8 * taps.length, 4 * count);
  new Float32Array(memory.buffer, input, samples.length).set(samples);
  new Float64Array(memory.buffer, weights, taps.length).set(taps);
  kernels.splitPhases(input!, samples.length, factor, phases!, phaseLength);
  kernels.thin(phases!, phaseLength, factor, centre, weights!, taps.length - 1, count, out!);
  return new Float32Array(memory.buffer, out, count).slice();
}
