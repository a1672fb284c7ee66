/**
 * Finds holes and joins in the time of the picture: a step that leaves the local rhythm while the rhythm is the same on both sides.
 * Source: own measurement on genuine body-camera clips (no natural step passes the two-sided test); natural variable frame rates
 * differ between the sides or repeat.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { oddSteps, SAME_STEP_US, type TimeStep } from './time-steps';

const ID = 'packet/timestamp-gap';
/** A step is odd beyond this and beyond a quarter of the local median (encoder jitter stays below both). */
const ODD_STEP_US = 6_000;
const ODD_STEP_RATIO = 0.25;
/** Neighbouring steps that must keep the rhythm: two of twelve may not (the other end of a short join). */
const REGULAR_SHARE = 0.8;
/** A hole that a viewer would notice, and that lost pictures of a busy encoder do not reach. */
const HOLE_US = 500_000;
/** Below this a finding is one boundary, not a stretch: three frames at 25 a second. */
const POINT_US = 120_000;
/** A step of whole frames away from a keyframe is how an encoder drops pictures; joins by stream copy stand on keyframes. */
const WHOLE_FRAME_TOLERANCE_US = 2_000;
/** More odd steps of one length than this are the camera's habit. */
const HABIT_COUNT = 3;
/** None among 116 genuine recordings has a single step of whole frames, let alone on a keyframe; one cause stays possible. */
const LONE_DROP_AT_KEY_LLR = 2.6;
/** So many short joins, or one in so many seconds, of whatever length: a camera that does not keep its beat. */
const RESTLESS_JOINS = 6;
const RESTLESS_EVERY_S = 20;

export const timestampGapDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 2,
  pass: 'packet',
  kinds: ['timestamp-gap'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start: ({ media }) => ({
    push({ video }) {
      if (!video || video.count < 12) return [];
      const odd = oddSteps(video, (step, median) => Math.abs(step - median) > Math.max(ODD_STEP_US, median * ODD_STEP_RATIO));
      const allIntra = video.key.every((key) => key === 1);
      const joins = odd.filter((step) =>
        step.stepUs > 0 && Math.abs(step.leftUs - step.rightUs) <= SAME_STEP_US && step.regular01 >= REGULAR_SHARE);
      const short = joins.filter((step) => step.stepUs - step.leftUs < HOLE_US).length;
      const restless = short > Math.max(RESTLESS_JOINS, media.durationUs / 1e6 / RESTLESS_EVERY_S);
      return joins.flatMap((step) => {
        const same = odd.filter((other) => Math.abs(other.stepUs - step.stepUs) <= SAME_STEP_US).length;
        const draft = judge(step, same, odd.length === 1, restless, !allIntra && video.key[step.after] === 1, allIntra);
        return draft ? [draft] : [];
      });
    },
    finish: () => [],
  }),
};

function judge(step: TimeStep, sameSteps: number, alone: boolean, restless: boolean, atKey: boolean, allIntra: boolean): FindingDraft | null {
  const excessUs = step.stepUs - step.leftUs;
  const hole = excessUs >= HOLE_US;
  const habit = (sameSteps > HABIT_COUNT || restless) && !hole;
  const frames = excessUs / step.leftUs;
  const wholeFrames = Math.abs(excessUs - Math.round(frames) * step.leftUs) <= WHOLE_FRAME_TOLERANCE_US;
  const droppedPictures = !hole && wholeFrames && (!atKey || frames < 1.5);
  if (habit) return null;
  // Joins on keyframes: none among genuine clips. Elsewhere: an off-beat step is rare, dropped pictures are common, but cameras that drop
  // some drop several, so the only one of a recording falls on a keyframe by chance once in as many recordings as a group has pictures.
  const llr = hole ? (atKey || allIntra ? 3.5 : 2.5) : droppedPictures ? (!atKey ? 0.5 : alone ? LONE_DROP_AT_KEY_LLR : 2) : atKey ? 3 : 1.2;
  const [startUs, endUs] = excessUs > POINT_US ? [step.fromUs + step.leftUs, step.toUs] : [step.toUs, step.toUs];
  const threshold = step.leftUs + Math.max(ODD_STEP_US, step.leftUs * ODD_STEP_RATIO);
  const benign: BenignTest[] = [
    { cause: 'variable-frame-rate', result: 'ruled-out', value: Math.round(step.regular01 * 100), threshold: REGULAR_SHARE * 100, unit: '%' },
    { cause: 'dropped-pictures', result: droppedPictures ? 'possible' : 'ruled-out', value: Math.round(frames * 100) / 100, unit: '' },
    { cause: 'paused-recording', result: hole ? 'possible' : 'ruled-out', value: Math.round(excessUs / 1000), threshold: HOLE_US / 1000, unit: 'ms' },
  ];
  return {
    kind: 'timestamp-gap', startUs: us(startUs), endUs: us(endUs), group: 'T', llr, hard: false, standsAlone: true,
    evidence: [
      excessUs > 0
        ? { type: 'metric', metric: 'time-step', value: step.stepUs / 1000, threshold: threshold / 1000, relation: '>', unit: 'ms', atUs: us(step.toUs) }
        : { type: 'metric', metric: 'time-step', value: step.stepUs / 1000, threshold: (step.leftUs - (threshold - step.leftUs)) / 1000, relation: '<', unit: 'ms', atUs: us(step.toUs) },
      {
        type: 'packets', track: 'video', from: Math.min(step.before, step.after), to: Math.max(step.before, step.after), field: 'pts-step',
        expected: `${(step.leftUs / 1000).toFixed(1)} ms`, observed: `${(step.stepUs / 1000).toFixed(1)} ms`,
      },
      { type: 'frames', frames: [
        { role: 'before', ptsUs: us(step.fromUs), ordinal: step.ordinal - 1 },
        { role: 'after', ptsUs: us(step.toUs), ordinal: step.ordinal },
      ] },
    ],
    benign,
    disproof: ['device-log-pause', 'same-device-same-step'],
    detector: ID,
    version: 2,
  };
}
