/** Finds places from which on the seconds of the on-screen clock change at another moment of the recording's second: less than a second is missing. */
import type { FindingDraft } from '../../../core/finding';
import type { ClockStep, ClockTrack } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';
import { acrossAbsence, aroundEvidence, clockSpec, correctionTest, misreadTest, stepSeconds, WHOLE_STEP_S } from './clock-evidence';
import { withoutFrozen } from './frozen-clock';

const ID = 'clock/tick-phase';
const VERSION = 3;

/** Cameras draw their clock up to a few pictures late: a shift counts from here on. */
const SHIFT_S = 0.16;
/** Likelihood ratios (ln): with a step of the picture, where the picture cannot tell, and where it goes on. */
const LLR = { 'ruled-out': 2, 'not-testable': 1.2, possible: 0.9 } as const;
/** A phase needs some changes of the second on both sides to be known. */
const FEW_READINGS_COST = 0.8;

export const tickPhaseDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['clock-jump'],
  start: () => ({
    push: ({ tracks }) => tracks.map(withoutFrozen).flatMap((track) => track.steps.filter((step) => {
      const size = Math.abs(stepSeconds(step));
      return size >= SHIFT_S && size < WHOLE_STEP_S && acrossAbsence(track, step) === null;
    }).map((step) => draftOf(track, step))),
    finish: () => [],
  }),
};

function draftOf(track: ClockTrack, step: ClockStep): FindingDraft {
  const stepS = stepSeconds(step);
  const correction = correctionTest(step);
  const misread = misreadTest(track, step);
  return {
    kind: 'clock-jump', startUs: step.atUs, endUs: step.atUs, group: 'O', hard: false, standsAlone: correction.result === 'ruled-out',
    llr: Math.max(0.2, LLR[correction.result] - (misread.result === 'ruled-out' ? 0 : FEW_READINGS_COST)),
    evidence: [
      { type: 'metric', metric: 'tick-shift', value: stepS, threshold: Math.sign(stepS) * SHIFT_S, relation: stepS > 0 ? '>' : '<', unit: 's', atUs: step.atUs, box: track.box },
      ...aroundEvidence(track, step),
    ],
    benign: [correction, misread, { cause: 'late-drawing', result: 'ruled-out', value: Math.abs(stepS), threshold: SHIFT_S, unit: 's' }],
    disproof: ['clock-set-log', 'continuous-motion'],
    detector: ID, version: VERSION,
  };
}
