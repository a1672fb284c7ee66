/** Finds places at which the on-screen clock steps by whole seconds against the recording and keeps the new difference. */
import { CLOCK_JUMP_METRIC, type FindingDraft } from '../../../core/finding';
import type { ClockStep, ClockTrack } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';
import { acrossAbsence, aroundEvidence, clockSpec, correctionTest, misreadTest, readingsAround, stepSeconds, WHOLE_STEP_S } from './clock-evidence';
import { withoutFrozen } from './frozen-clock';

const ID = 'clock/clock-jump';
const VERSION = 3;

/** Likelihood ratios (ln): with a step of the picture, where the picture cannot tell, and where it goes on as if nothing were missing. */
const LLR = { 'ruled-out': 3.8, 'not-testable': 2.8, possible: 2 } as const;
/** Few readings on one side are worth less. */
const FEW_READINGS_COST = 1;
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** Time zones differ by whole half hours; the clock is read to a second. */
const ZONE_TOLERANCE_S = 1.5;

export const clockJumpDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['clock-jump'],
  start: () => ({
    push: ({ tracks }) => tracks.map(withoutFrozen).flatMap((track) => track.steps.filter((step) => Math.abs(stepSeconds(step)) >= WHOLE_STEP_S && acrossAbsence(track, step) === null).map((step) => draftOf(track, step))),
    finish: () => [],
  }),
};

function draftOf(track: ClockTrack, step: ClockStep): FindingDraft {
  const stepS = stepSeconds(step);
  const { before, after } = readingsAround(track, step);
  const mediaS = (after.atUs - before.atUs) / 1e6;
  const correction = correctionTest(step);
  const misread = misreadTest(track, step);
  const halfHours = Math.round(Math.abs(stepS) / (HOUR_S / 2));
  const zone = halfHours > 0 && Math.abs(Math.abs(stepS) - halfHours * (HOUR_S / 2)) <= ZONE_TOLERANCE_S;
  return {
    kind: 'clock-jump', startUs: step.atUs, endUs: step.atUs, group: 'O', hard: false, standsAlone: true,
    llr: LLR[correction.result] - (misread.result === 'ruled-out' ? 0 : FEW_READINGS_COST),
    evidence: [
      { type: 'metric', metric: CLOCK_JUMP_METRIC, value: stepS + mediaS, threshold: mediaS, relation: stepS > 0 ? '>' : '<', unit: 's', atUs: step.atUs, box: track.box },
      { type: 'metric', metric: 'clock-step', value: stepS, threshold: Math.sign(stepS) * WHOLE_STEP_S, relation: stepS > 0 ? '>' : '<', unit: 's', atUs: step.atUs, box: track.box },
      ...aroundEvidence(track, step),
    ],
    benign: [
      correction,
      { cause: 'time-zone', result: zone ? 'possible' : 'ruled-out', value: stepS / HOUR_S, unit: 'h' },
      { cause: 'battery-reset', result: stepS < -DAY_S ? 'possible' : 'ruled-out', value: stepS / HOUR_S, unit: 'h' },
      misread,
    ],
    disproof: ['clock-set-log', 'continuous-motion'],
    detector: ID, version: VERSION,
  };
}
