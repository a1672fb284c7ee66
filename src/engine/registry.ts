/** The one explicit list of detectors: what is not here does not run. */
import type { DetectorSpec, PassId } from './detector';

/** Detectors of different passes and parameters in one list; each pass gets its own back, with its type, from `registeredFor`. */
const DETECTORS: readonly DetectorSpec<never, never>[] = [
];

export function registeredFor<P extends PassId>(pass: P): readonly DetectorSpec<P>[] {
  return DETECTORS.filter((spec) => (spec as DetectorSpec).pass === pass) as unknown as readonly DetectorSpec<P>[];
}
