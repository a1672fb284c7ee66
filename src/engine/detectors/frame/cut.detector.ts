/** Finds cuts: pictures that the motion on both sides does not predict; across a flash the pictures around it are compared instead. */
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries } from '../../../core/tables';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { Jump } from '../../passes/frame/jump-line';
import { MIN_ISOLATION, MIN_LASTING } from '../../passes/frame/jump-score';
import type { DetectorSpec } from '../../detector';
import { repairTimesUs } from '../bitstream/number-holes';
import { CUT_SCORE, jumpIndex, jumpLlr } from './jump-evidence';
import { acrossFlash, DISPLACED_LLR, FLASH_SPAN_US, FLASH_STEP, isFlashEnd, MIN_FLASH_AGREEMENT, MIN_FLASH_EXCESS, STEADY_AGREEMENT, SURE_FLASH_EXCESS } from './flash';

const ID = 'frame/cut';
const VERSION = 7;
/** Below this score a jump is not even worth supporting another finding (genuine recordings: about one in 20 s above). */
const SUPPORT_SCORE = -2;
/** A luma step that stays while the cells keep their pattern within this many levels is a change of light or exposure. */
const EXPOSURE_CELL_CHANGE = 4;
/** Chroma spread of a grey picture (0 but for coding) and of one in colour, levels; set by hand. */
const GREY_SPREAD = 1;
const COLOUR_SPREAD = 2.5;
/** A camera that switches between day and night keeps its scene: coarse pattern before and after correlate at least this much. */
const SAME_SCENE_PATTERN = 0.5;
/** What nine of ten ordinary pictures stay below: change against the pairs two apart that cross it (measured: 0.76) … */
const ORDINARY_GROWTH = 0.76;
/** … and what 99 of 100 stay below: change of the changing cells against the pictures around (measured: 1.4). */
const ORDINARY_OUTSTANDING = 1.4;
/** A picture that is no nearer to the restart than this is not the first after it: half a picture at 60 a second, µs. */
const SAME_PICTURE_US = 8_000;
/** A camera that has just been switched on still finds its exposure, colour and focus: a picture's leap alone says little there. */
const STARTING_US = 500_000;
/** The curve is drawn up to this many times its threshold. */
const CURVE_MAX = 8;

/** Whether colour goes or comes in one picture while the scene stays. */
function dayNight(jump: Jump): boolean {
  const less = Math.min(jump.chromaBefore, jump.chromaAfter);
  const more = Math.max(jump.chromaBefore, jump.chromaAfter);
  return less >= 0 && less < GREY_SPREAD && more > COLOUR_SPREAD && jump.pattern > SAME_SCENE_PATTERN;
}

export const cutDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['cut'],
  metrics: ['picture-change'],
  lookbehindUs: us(12_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start({ bitstream, video }) {
    const repairs = bitstream && video ? repairTimesUs(bitstream, video) : [];
    let next = 0;
    let beganUs: number | null = null;
    let last: FrameItem | null = null;
    const times: number[] = [];
    const values: number[] = [];
    /** Held pictures not yet on the curve: they do not change, and it is drawn in order of time. */
    const held: number[] = [];

    function drawHeld(untilUs: number): void {
      while (held.length > 0 && held[0]! < untilUs) {
        times.push(held.shift()!);
        values.push(0);
      }
    }
    /** Jumps that may still turn out to be the beginning of a flash. */
    const waiting: Jump[] = [];

    function cutAt(jump: Jump): FindingDraft[] {
      const { score } = jump;
      const step = Math.abs(jump.meanAfter - jump.meanBefore);
      const light = step >= FLASH_STEP && jump.cellChange < EXPOSURE_CELL_CHANGE;
      if (score < SUPPORT_SCORE) return [];
      const night = dayNight(jump);
      // Since pictures are missing before it, what was shown until here was decoded from wrong ones: the jump is the way back to true pictures.
      const repaired = repairs.some((atUs) => Math.abs(atUs - jump.after.ptsUs) < SAME_PICTURE_US);
      const sinceStartUs = jump.after.ptsUs - (beganUs ?? 0);
      const starting = sinceStartUs < STARTING_US;
      const doubtful = light || night || repaired || starting;
      const growth = Math.exp(jump.twoApart);
      const outstanding = Math.exp(jump.together);
      return [{
        kind: 'cut', startUs: jump.after.ptsUs, endUs: jump.after.ptsUs, group: 'P', hard: false, standsAlone: score > CUT_SCORE && !doubtful,
        llr: doubtful ? Math.min(1, jumpLlr(score)) : jumpLlr(score),
        evidence: [
          { type: 'metric', metric: 'unpredicted-change', value: jump.surprise, threshold: jump.surpriseNearby, relation: '>', unit: 'luma', atUs: jump.after.ptsUs },
          { type: 'metric', metric: 'picture-change', value: jumpIndex(score), threshold: 1, relation: '>', unit: '', atUs: jump.after.ptsUs },
          ...(outstanding > ORDINARY_OUTSTANDING ? [{ type: 'metric', metric: 'change-outstanding', value: outstanding, threshold: ORDINARY_OUTSTANDING, relation: '>', unit: 'ratio', atUs: jump.after.ptsUs } as const] : []),
          ...(growth > ORDINARY_GROWTH ? [{ type: 'metric', metric: 'change-growth', value: growth, threshold: ORDINARY_GROWTH, relation: '>', unit: 'ratio', atUs: jump.after.ptsUs } as const] : []),
          { type: 'frames', frames: [{ role: 'before', ...jump.before }, { role: 'after', ...jump.after }] },
        ],
        benign: [
          { cause: 'flash', result: 'ruled-out', value: step, threshold: FLASH_STEP, unit: 'luma' },
          { cause: 'exposure', result: light ? 'possible' : 'ruled-out', value: jump.cellChange, threshold: EXPOSURE_CELL_CHANGE, unit: 'luma' },
          { cause: 'fast-pan', result: 'ruled-out', value: jump.panNearby, unit: 'px' },
          { cause: 'passing-object', result: jump.lasting < MIN_LASTING ? 'possible' : 'ruled-out', value: jump.lasting, threshold: MIN_LASTING },
          { cause: 'occlusion', result: jump.isolation < MIN_ISOLATION ? 'possible' : 'ruled-out', value: Math.exp(jump.isolation), threshold: Math.exp(MIN_ISOLATION), unit: 'ratio' },
          ...(jump.chromaAfter < 0 ? [] : [{ cause: 'day-night', result: night ? 'possible' as const : 'ruled-out' as const, value: Math.min(jump.chromaBefore, jump.chromaAfter), threshold: GREY_SPREAD }]),
          ...(starting ? [{ cause: 'recording-start', result: 'possible' as const, value: sinceStartUs / 1e6, threshold: STARTING_US / 1e6, unit: 's' }] : []),
          ...(repaired ? [{ cause: 'decoder-repair', result: 'possible' as const }] : []),
          ...(jump.key ? [{ cause: 'keyframe-pulse', result: 'ruled-out' as const, value: jumpIndex(score), threshold: 1 }] : []),
          ...(jump.held > 0 ? [{ cause: 'variable-rate', result: 'possible' as const, value: jump.held, unit: 'frames' }] : []),
        ],
        disproof: ['continuous-motion', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    /** A flash hides its own steps: what jumps inside it counts, else only the pictures on both sides can tell. */
    function cutUnderFlash(item: FrameItem, flash: readonly Jump[]): FindingDraft[] {
      const inside = flash.slice(1, -1).sort((a, b) => b.score - a.score)[0];
      const own = inside ? cutAt(inside) : [];
      if (own.some((draft) => draft.standsAlone)) return own;
      const across = acrossFlash(item.pictures, flash);
      if (!across) return [];
      // A steady motion that is elsewhere after the flash than its own pace would have brought it.
      const agreement = across.agreement / Math.max(across.steadiness, 1e-6);
      const displaced = across.steadiness >= STEADY_AGREEMENT && agreement < MIN_FLASH_AGREEMENT;
      if (across.excess < MIN_FLASH_EXCESS && !displaced) return [];
      const from = flash[0];
      const to = flash[flash.length - 1];
      const place = inside ?? from;
      return [{
        kind: 'cut', startUs: place.after.ptsUs, endUs: place.after.ptsUs, group: 'P', hard: false, standsAlone: displaced || across.excess > SURE_FLASH_EXCESS,
        llr: Math.min(4, 2 + Math.max(displaced ? DISPLACED_LLR : -Infinity, across.excess - SURE_FLASH_EXCESS)),
        evidence: [
          { type: 'metric', metric: 'unpredicted-change', value: across.residual, threshold: across.nearby, relation: '>', unit: 'luma', atUs: place.after.ptsUs },
          ...(displaced ? [{ type: 'metric', metric: 'flash-agreement', value: agreement, threshold: MIN_FLASH_AGREEMENT, relation: '<', unit: '', atUs: place.after.ptsUs } as const] : []),
          { type: 'frames', frames: [{ role: 'before', ...from.before }, { role: 'after', ...to.after }] },
        ],
        // Where only the place after it tells, the difference rules nothing out.
        benign: [{ cause: 'flash', result: 'ruled-out', ...(across.excess < MIN_FLASH_EXCESS ? {} : { value: across.excess, threshold: MIN_FLASH_EXCESS, unit: 'ln' }) }],
        disproof: ['continuous-motion', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    function settle(item: FrameItem, beforeUs: number): FindingDraft[] {
      const found: FindingDraft[] = [];
      while (waiting.length > 0 && waiting[0].after.ptsUs < beforeUs) {
        const end = waiting.findIndex((other, i) => i > 0 && isFlashEnd(waiting[0], other));
        found.push(...(end > 0 ? cutUnderFlash(item, waiting.splice(0, end + 1)) : cutAt(waiting.shift()!)));
      }
      return found;
    }

    function read(item: FrameItem): FindingDraft[] {
      const jumps = item.jumps.since(next);
      for (const jump of jumps) {
        next = jump.position + 1;
        waiting.push(jump);
        drawHeld(jump.after.ptsUs);
        times.push(jump.after.ptsUs);
        values.push(Math.min(CURVE_MAX, jumpIndex(jump.score)));
      }
      return jumps.length > 0 ? settle(item, jumps[jumps.length - 1].after.ptsUs - FLASH_SPAN_US) : [];
    }

    return {
      push(item) {
        last = item;
        beganUs ??= item.ptsUs;
        if (item.distinct === null) held.push(item.ptsUs);
        return read(item);
      },
      finish() {
        if (!last) return [];
        last.jumps.close();
        const found = [...read(last), ...settle(last, Infinity)];
        drawHeld(Infinity);
        return found;
      },
      metrics(): MetricSeries[] {
        return [{ id: 'picture-change', unit: '', timeUs: Float64Array.from(times), value: Float32Array.from(values), threshold: 1 }];
      },
    };
  },
};
