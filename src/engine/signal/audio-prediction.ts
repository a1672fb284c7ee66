/** Linear prediction in both directions from one covariance matrix: how well sound on one side of a moment foretells the other. */
import { relativeSquaredErrors } from './sound-kernels';

/** Share of the mean diagonal added to it: spectral holes that a codec leaves more than 40 dB down must not be predicted from. */
const RIDGE = 1e-4;
/** Power of half a 16-bit step: digital silence predicts nothing. */
const SILENCE_POWER = 4e-10;

export interface Predictor {
  /** coefficients[k] multiplies the sample k+1 steps away on the known side. */
  readonly coefficients: Float64Array;
  /** Mean squared error over the fitted window. */
  readonly errorPower: number;
}

/** Covariance-method linear prediction (Makhoul 1975); one instance reuses its matrices. */
export class TwoSidedPrediction {
  readonly #phi: Float64Array;
  readonly #factor: Float64Array;
  #rows = 0;

  constructor(readonly order: number) {
    this.#phi = new Float64Array((order + 1) ** 2);
    this.#factor = new Float64Array(order * order);
  }

  /** Fits to samples[from … to); both predictors below speak of this window until the next fit. */
  fit(samples: Float32Array, from: number, to: number): void {
    const p = this.order;
    const width = p + 1;
    const phi = this.#phi;
    this.#rows = to - from - p;
    for (let j = 0; j <= p; j++) {
      let sum = 0;
      for (let n = from + p; n < to; n++) sum += samples[n]! * samples[n - j]!;
      phi[j] = sum;
      phi[j * width] = sum;
    }
    // phi(i+1, j+1) is phi(i, j) over a window one sample earlier.
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) {
        const value = phi[i * width + j]! + samples[from + p - 1 - i]! * samples[from + p - 1 - j]! - samples[to - 1 - i]! * samples[to - 1 - j]!;
        phi[(i + 1) * width + j + 1] = value;
        phi[(j + 1) * width + i + 1] = value;
      }
    }
  }

  /** Predicts a sample from those before it. */
  forward(): Predictor {
    return this.#solve(1, 0);
  }

  /** Predicts a sample from those after it. */
  backward(): Predictor {
    return this.#solve(0, this.order);
  }

  /** @param first row and column where the known samples' block starts @param target index of the predicted sample */
  #solve(first: number, target: number): Predictor {
    const p = this.order;
    const width = p + 1;
    const phi = this.#phi;
    const L = this.#factor;
    let trace = 0;
    for (let i = 0; i < p; i++) trace += phi[(first + i) * width + first + i]!;
    const ridge = (RIDGE * trace) / p + SILENCE_POWER * this.#rows;
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = phi[(first + i) * width + first + j]! + (i === j ? ridge : 0);
        for (let k = 0; k < j; k++) sum -= L[i * p + k]! * L[j * p + k]!;
        L[i * p + j] = i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / L[j * p + j]!;
      }
    }
    const solution = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      let sum = phi[(first + i) * width + target]!;
      for (let k = 0; k < i; k++) sum -= L[i * p + k]! * solution[k]!;
      solution[i] = sum / L[i * p + i]!;
    }
    for (let i = p - 1; i >= 0; i--) {
      let sum = solution[i]!;
      for (let k = i + 1; k < p; k++) sum -= L[k * p + i]! * solution[k]!;
      solution[i] = sum / L[i * p + i]!;
    }
    let explained = 0;
    let norm = 0;
    for (let i = 0; i < p; i++) {
      explained += solution[i]! * phi[(first + i) * width + target]!;
      norm += solution[i]! * solution[i]!;
    }
    const error = (phi[target * width + target]! - explained - ridge * norm) / this.#rows;
    // The backward block counts from the far end: nearest known sample first, as in the forward one.
    const coefficients = target === 0 ? solution : solution.reverse();
    return { coefficients, errorPower: Math.max(error, 0) + SILENCE_POWER * (1 + norm) };
  }
}

/**
 * Squared errors, relative to the predictor's own, of `count` samples from `at` in steps of `step` (1 forward, −1 backward).
 * The known samples lie on the other side.
 */
export function relativeErrors(samples: Float32Array, { coefficients, errorPower }: Predictor, at: number, step: 1 | -1, count: number): Float32Array {
  return relativeSquaredErrors(samples, coefficients, errorPower, at, step, count);
}
