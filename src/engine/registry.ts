/** The one explicit list of detectors: what is not here does not run. */
import type { DetectorSpec, PassId } from './detector';
import { blankDetector } from './detectors/frame/blank.detector';
import { cutDetector } from './detectors/frame/cut.detector';
import { freezeDetector } from './detectors/frame/freeze.detector';
import { insertionDetector } from './detectors/frame/insertion.detector';

export const DETECTORS: readonly DetectorSpec[] = [
  blankDetector,
  cutDetector,
  freezeDetector,
  insertionDetector,
];

/** Those of one pass, with that pass's item type. */
export function registeredFor<P extends PassId>(pass: P): readonly DetectorSpec<P>[] {
  return DETECTORS.filter((spec): spec is DetectorSpec<P> & DetectorSpec => spec.pass === pass);
}
