/** Finds held pictures: a stretch whose frames are identical but for compression noise, with a moving scene on both sides. */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'frame/freeze';
const VERSION = 3;
/** Mean luma difference at 320 px below which a frame repeats the one before (measured: re-encoded holds ≤ 0.05, living scenes ≥ 0.2). */
const HELD_DIFFERENCE = 0.15;
/** The same as a share of the motion before the hold: coding noise grows with it. */
const HELD_SHARE = 0.08;
/** Shorter holds are stutter, not a freeze. */
const MIN_FRAMES = 12;
const MIN_SPAN_US = 400_000;
/** Mean difference that counts as a moving scene on each side (natural stillness measured ≤ 0.10). */
const MOVING_DIFFERENCE = 0.5;
/** Frames on each side whose median difference is the motion there. */
const SIDE_FRAMES = 12;
/**
 * Where a hold took the place of the scene, the scene jumps after it: by this factor of the usual difference there (measured: frozen
 * stretches 2.9 to 20; a camera that stops between two pans or zooms at most 1). Without the jump the hold only supports others.
 */
const MIN_RESUME_FACTOR = 1.5;
/** Frames after a hold among which that jump is. */
const RESUME_FRAMES = 3;
/** A keyframe inside a hold may pulse up to this share of the motion before it, for one frame. */
const KEY_PULSE_SHARE = 0.8;

interface Row { readonly ordinal: number; readonly ptsUs: TimeUs; readonly key: boolean; readonly difference: number }
interface Hold { readonly before: readonly Row[]; readonly first: Row; last: Row; frames: number; sum: number; readonly pulses: number[];
  /** A keyframe that is a pulse if the hold goes on after it, else the end. */
  pulse: Row | null; readonly after: Row[] }

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

export const freezeDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['freeze'],
  metrics: [],
  lookbehindUs: us(2_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const past: Row[] = [];
    let hold: Hold | null = null;
    const waiting: Hold[] = [];

    function judge(done: Hold): FindingDraft[] {
      const spanUs = done.last.ptsUs - done.first.ptsUs;
      if (done.frames < MIN_FRAMES || spanUs < MIN_SPAN_US || done.before.length < 3 || done.after.length <= RESUME_FRAMES) return [];
      const before = median(done.before.map((r) => r.difference));
      const after = median(done.after.slice(1).map((r) => r.difference));
      const motion = Math.min(before, after);
      if (motion < MOVING_DIFFERENCE) return [];
      const inside = done.sum / done.frames;
      const resume = Math.max(...done.after.slice(0, RESUME_FRAMES).map((r) => r.difference)) / median(done.after.slice(RESUME_FRAMES).map((r) => r.difference));
      const jumps = resume >= MIN_RESUME_FACTOR;
      const end = done.after[0];
      return [{
        kind: 'freeze', startUs: done.first.ptsUs, endUs: end.ptsUs, group: 'P', hard: false, standsAlone: jumps,
        llr: !jumps ? 1 : Math.min(6, 2.5 + Math.log(motion / MOVING_DIFFERENCE) + Math.log(1 + spanUs / 1e6)),
        evidence: [
          { type: 'metric', metric: 'held-difference', value: inside, threshold: HELD_DIFFERENCE, relation: '<', unit: 'luma', atUs: done.first.ptsUs },
          ...(jumps ? [{ type: 'metric', metric: 'resume-jump', value: resume, threshold: MIN_RESUME_FACTOR, relation: '>', unit: 'ratio', atUs: end.ptsUs } as const] : []),
          { type: 'metric', metric: 'motion-around', value: motion, threshold: MOVING_DIFFERENCE, relation: '>', unit: 'luma', atUs: done.first.ptsUs },
          { type: 'frames', frames: [
            { role: 'before', ptsUs: done.before[done.before.length - 1].ptsUs, ordinal: done.before[done.before.length - 1].ordinal },
            { role: 'first-inside', ptsUs: done.first.ptsUs, ordinal: done.first.ordinal },
            { role: 'last-inside', ptsUs: done.last.ptsUs, ordinal: done.last.ordinal },
            { role: 'after', ptsUs: end.ptsUs, ordinal: end.ordinal },
          ] },
        ],
        benign: [
          { cause: 'natural-stillness', result: 'ruled-out', value: motion, threshold: MOVING_DIFFERENCE, unit: 'luma' },
          { cause: 'camera-stops', result: jumps ? 'ruled-out' : 'possible', value: resume, threshold: MIN_RESUME_FACTOR, unit: 'ratio' },
          { cause: 'keyframe-pulse', result: 'ruled-out', value: done.pulses.length },
          { cause: 'camera-stall', result: 'possible', value: (end.ptsUs - done.first.ptsUs) / 1e6, unit: 's' },
        ],
        disproof: ['noise-inside-hold', 'device-stalls-alike'],
        detector: ID, version: VERSION,
      }];
    }

    return {
      push(item) {
        const row: Row = { ordinal: item.ordinal, ptsUs: item.ptsUs, key: item.key, difference: item.stats.difference };
        const found: FindingDraft[] = [];
        for (const w of waiting) w.after.push(row);
        while (waiting.length > 0 && waiting[0].after.length > SIDE_FRAMES) found.push(...judge(waiting.shift()!));
        const still = past.length > 0 && row.difference < Math.max(HELD_DIFFERENCE, hold ? HELD_SHARE * median(hold.before.map((r) => r.difference)) : 0);
        if (still && !hold) hold = { before: past.slice(-SIDE_FRAMES), first: row, last: row, frames: 0, sum: 0, pulses: [], pulse: null, after: [] };
        if (hold) {
          if (still) {
            if (hold.pulse) { hold.pulses.push(hold.pulse.difference); hold.pulse = null; }
            hold.sum += row.difference;
            hold.frames++;
            hold.last = row;
          } else if (!hold.pulse && row.key && row.difference < KEY_PULSE_SHARE * median(hold.before.map((r) => r.difference))) {
            hold.pulse = row;
          } else {
            if (hold.frames >= MIN_FRAMES) {
              if (hold.pulse) hold.after.push(hold.pulse);
              hold.after.push(row);
              waiting.push(hold);
            }
            hold = null;
          }
        }
        past.push(row);
        if (past.length > SIDE_FRAMES + 1) past.shift();
        return found;
      },
      finish: () => waiting.splice(0).flatMap(judge),
    };
  },
};
