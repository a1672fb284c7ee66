/** Finds stretches after which the on-screen clock goes on where it stopped before them: shown in between is another clock, or none. */
import type { FindingDraft } from '../../../core/finding';
import type { ClockReading, ClockTrack } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';
import { acrossAbsence, clockSpec, readingEvidence, readingsAround, stepSeconds } from './clock-evidence';
import { withoutFrozen } from './frozen-clock';

const ID = 'clock/clock-insertion';
const VERSION = 2;

/** The clock goes on if it misses the stretch by no more than this: a change of the second on either side, and a picture. */
const GOES_ON_S = 0.25;
/** Shorter is a clock drawn wrong for a moment. */
const MIN_STRETCH_S = 0.3;
/** Between two clocks that agree to a tenth of a second nothing else is likely; without a clock in between something may cover it as well. */
const LLR_OTHER_CLOCK = 3.6;
const LLR_NO_CLOCK = 3.2;
/** The clock runs on behind a stretch without clock: something covered it, or the stretch was exchanged. Supports what else is found there. */
const LLR_COVERED = 1.1;

export const clockInsertionDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['insertion'],
  start: () => ({ push: ({ tracks }) => tracks.map(withoutFrozen).flatMap((track) => [...otherClock(track), ...noClock(track)]), finish: () => [] }),
};

/** Two steps that together give back the time between them. */
function otherClock(track: ClockTrack): FindingDraft[] {
  return track.steps.slice(1).flatMap((end, at) => {
    const start = track.steps[at]!;
    const lengthS = (end.atUs - start.atUs) / 1e6;
    const missesS = stepSeconds(start) + stepSeconds(end) + lengthS;
    if (lengthS < MIN_STRETCH_S || Math.abs(missesS) > GOES_ON_S || acrossAbsence(track, start) !== null || acrossAbsence(track, end) !== null) return [];
    return [draftOf(track, start.atUs, end.atUs, readingsAround(track, start).before, readingsAround(track, end).after, missesS, LLR_OTHER_CLOCK, true)];
  });
}

function noClock(track: ClockTrack): FindingDraft[] {
  return track.absent.flatMap((span) => {
    const before = track.readings.findLast((reading) => reading.atUs <= span.startUs)!;
    const after = track.readings.find((reading) => reading.atUs >= span.endUs)!;
    const lengthS = (span.endUs - span.startUs) / 1e6;
    const step = track.steps.find((one) => acrossAbsence(track, one) === span);
    const missesS = step ? stepSeconds(step) + lengthS : lengthS;
    const goesOn = step !== undefined && Math.abs(missesS) <= GOES_ON_S + 0.1 * Math.min(lengthS, 2);
    if (step !== undefined && !goesOn) return [];
    return [draftOf(track, before.atUs, after.atUs, before, after, missesS, goesOn ? LLR_NO_CLOCK : LLR_COVERED, goesOn)];
  });
}

function draftOf(
  track: ClockTrack, startUs: ClockReading['atUs'], endUs: ClockReading['atUs'], before: ClockReading, after: ClockReading, missesS: number, llr: number, standsAlone: boolean,
): FindingDraft {
  return {
    kind: 'insertion', startUs, endUs, group: 'O', llr, hard: false, standsAlone,
    evidence: [
      { type: 'metric', metric: 'clock-resumes', value: Math.abs(missesS), threshold: GOES_ON_S, relation: standsAlone ? '<' : '>', unit: 's', atUs: endUs },
      readingEvidence('clock-before', before, track), readingEvidence('clock-after', after, track),
      { type: 'frames', frames: [{ role: 'before', ordinal: before.ordinal, ptsUs: before.atUs }, { role: 'after', ordinal: after.ordinal, ptsUs: after.atUs }], box: track.box },
    ],
    benign: [{ cause: 'covered-clock', result: standsAlone ? 'ruled-out' : 'possible', value: Math.abs(missesS), threshold: GOES_ON_S, unit: 's' }],
    disproof: ['clock-set-log'],
    detector: ID, version: VERSION,
  };
}
