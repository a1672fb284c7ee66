/** What the clock detectors share: the readings around a step as evidence, and the test for a clock that was merely set. */
import type { BenignTest, Evidence } from '../../../core/finding';
import type { ClockReading, ClockStep, ClockTrack } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

/** The parts of a spec that all clock detectors have: the tracks come once and whole, and nothing can be set. */
export const clockSpec: Pick<DetectorSpec<'clock', Record<string, never>>, 'pass' | 'metrics' | 'lookbehindUs' | 'params' | 'supports'> = {
  pass: 'clock',
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
};

/** From here on whole seconds of the clock are missing or come again: no late drawing explains it. */
export const WHOLE_STEP_S = 0.9;
/** Readings on each side that agree with each other. */
export const AGREEING_READINGS = 3;

/** Least and most that fit the readings, in the middle. */
export const stepSeconds = (step: ClockStep): number => (step.leastS + step.mostS) / 2;

/** A scene moves enough to test for a correction of the clock if leaving out as much would change it by this factor, and this many levels. */
const MOVING_FACTOR = 1.4;
const MOVING_LEVELS = 0.5;
/** The picture steps as well if its change reaches this share of the way from the usual to what is expected, or clearly leaves the usual. */
const STEPS_TOO_01 = 0.3;
const UNUSUAL_FACTOR = 1.8;
const UNUSUAL_LEVELS = 1;
/** Up to this factor of what is usual the picture goes on; between this and a clear step nothing can be said. */
const GOES_ON_FACTOR = 1.3;

/**
 * A camera that sets its clock by network or satellite steps the clock and not the picture. Tested by what the picture does:
 * where the scene moves enough that leaving out as much would show, and it does not show, a correction is possible.
 */
export function correctionTest({ pictureChange, expectedChange, usualChange }: ClockStep): BenignTest {
  const threshold = Math.min(usualChange + STEPS_TOO_01 * Math.max(0, expectedChange - usualChange), Math.max(UNUSUAL_FACTOR * usualChange, usualChange + UNUSUAL_LEVELS));
  const moving = expectedChange >= MOVING_FACTOR * usualChange && expectedChange - usualChange >= MOVING_LEVELS;
  const result = !moving ? 'not-testable' : pictureChange >= threshold ? 'ruled-out' : pictureChange <= GOES_ON_FACTOR * usualChange ? 'possible' : 'not-testable';
  return { cause: 'clock-correction', result, value: pictureChange, threshold, unit: 'luma' };
}

/** How many readings agree on the side that has fewer. */
export function misreadTest(track: ClockTrack, step: ClockStep): BenignTest {
  const agreeing = Math.min(
    track.readings.filter((reading) => reading.fits && reading.ordinal <= step.beforeOrdinal).length,
    track.readings.filter((reading) => reading.fits && reading.ordinal >= step.afterOrdinal).length,
  );
  return { cause: 'misread-clock', result: agreeing >= AGREEING_READINGS ? 'ruled-out' : 'possible', value: agreeing, threshold: AGREEING_READINGS };
}

/** The readings nearest to a step. */
export function readingsAround(track: ClockTrack, step: ClockStep): { readonly before: ClockReading; readonly after: ClockReading } {
  const nearest = (ordinal: number): ClockReading =>
    track.readings.reduce((best, reading) => (Math.abs(reading.ordinal - ordinal) < Math.abs(best.ordinal - ordinal) ? reading : best));
  return { before: nearest(step.beforeOrdinal), after: nearest(step.afterOrdinal) };
}

export function readingEvidence(label: string, { text, atUs, score01 }: ClockReading, { box }: ClockTrack): Evidence {
  return { type: 'text', label, text, atUs, score01, box };
}

/** Texts as read and the two pictures, with the clock's place in them. */
export function aroundEvidence(track: ClockTrack, step: ClockStep): readonly Evidence[] {
  const { before, after } = readingsAround(track, step);
  return [
    readingEvidence('clock-before', before, track), readingEvidence('clock-after', after, track),
    { type: 'frames', frames: [{ role: 'before', ordinal: before.ordinal, ptsUs: before.atUs }, { role: 'after', ordinal: after.ordinal, ptsUs: after.atUs }], box: track.box },
  ];
}

/** Whether the clock could not be read for long where the step lies: its place is then a span and not a moment. */
export function acrossAbsence(track: ClockTrack, step: ClockStep): ClockTrack['absent'][number] | null {
  const { before, after } = readingsAround(track, step);
  return track.absent.find(({ startUs, endUs }) => startUs >= before.atUs && endUs <= after.atUs) ?? null;
}
