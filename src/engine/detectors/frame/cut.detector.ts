/** Finds cuts: pictures that the motion on both sides does not predict; across a flash the pictures around it are compared instead. */
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries } from '../../../core/tables';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { Jump } from '../../passes/frame/jump-line';
import type { DetectorSpec } from '../../detector';
import { CUT_SCORE, jumpIndex, jumpLlr } from './jump-evidence';
import { acrossFlash, FLASH_SPAN_US, FLASH_STEP, isFlashEnd, MIN_FLASH_EXCESS, SURE_FLASH_EXCESS } from './flash';

const ID = 'frame/cut';
const VERSION = 2;
/** Below this score a jump is not even worth supporting another finding (genuine recordings: about one in 20 s above). */
const SUPPORT_SCORE = -2;
/** A luma step that stays while the cells keep their pattern within this many levels is a change of light or exposure. */
const EXPOSURE_CELL_CHANGE = 4;
/** The curve is drawn up to this many times its threshold. */
const CURVE_MAX = 8;

export const cutDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['cut'],
  metrics: ['picture-change'],
  lookbehindUs: us(12_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    let next = 0;
    let last: FrameItem | null = null;
    const times: number[] = [];
    const values: number[] = [];
    /** Jumps that may still turn out to be the beginning of a flash. */
    const waiting: Jump[] = [];

    function cutAt(jump: Jump): FindingDraft[] {
      const step = Math.abs(jump.meanAfter - jump.meanBefore);
      const light = step >= FLASH_STEP && jump.cellChange < EXPOSURE_CELL_CHANGE;
      if (jump.score < SUPPORT_SCORE) return [];
      return [{
        kind: 'cut', startUs: jump.after.ptsUs, endUs: jump.after.ptsUs, group: 'P', hard: false, standsAlone: jump.score > CUT_SCORE && !light,
        llr: light ? Math.min(1, jumpLlr(jump.score)) : jumpLlr(jump.score),
        evidence: [
          { type: 'metric', metric: 'unpredicted-change', value: jump.surprise, threshold: jump.surpriseNearby, relation: '>', unit: 'luma', atUs: jump.after.ptsUs },
          { type: 'metric', metric: 'picture-change', value: jumpIndex(jump.score), threshold: 1, relation: '>', unit: '', atUs: jump.after.ptsUs },
          { type: 'frames', frames: [{ role: 'before', ...jump.before }, { role: 'after', ...jump.after }] },
        ],
        benign: [
          { cause: 'flash', result: 'ruled-out', value: step, threshold: FLASH_STEP, unit: 'luma' },
          { cause: 'exposure', result: light ? 'possible' : 'ruled-out', value: jump.cellChange, threshold: EXPOSURE_CELL_CHANGE, unit: 'luma' },
          { cause: 'fast-pan', result: 'ruled-out', value: jump.panNearby, unit: 'px' },
          ...(jump.key ? [{ cause: 'keyframe-pulse', result: 'ruled-out' as const, value: jumpIndex(jump.score), threshold: 1 }] : []),
          ...(jump.held > 0 ? [{ cause: 'variable-rate', result: 'possible' as const, value: jump.held, unit: 'frames' }] : []),
        ],
        disproof: ['continuous-motion', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    /** A flash hides its own steps: what jumps inside it counts, else only the pictures on both sides can tell. */
    function cutUnderFlash(item: FrameItem, flash: readonly Jump[]): FindingDraft[] {
      const inside = flash.slice(1, -1).sort((a, b) => b.score - a.score)[0];
      if (inside && inside.score > CUT_SCORE) return cutAt(inside);
      const across = acrossFlash(item.pictures, flash);
      if (!across || across.excess < MIN_FLASH_EXCESS) return [];
      const from = flash[0];
      const to = flash[flash.length - 1];
      const place = inside ?? from;
      return [{
        kind: 'cut', startUs: place.after.ptsUs, endUs: place.after.ptsUs, group: 'P', hard: false, standsAlone: across.excess > SURE_FLASH_EXCESS,
        llr: Math.min(4, 2 + across.excess - SURE_FLASH_EXCESS),
        evidence: [
          { type: 'metric', metric: 'unpredicted-change', value: across.residual, threshold: across.nearby, relation: '>', unit: 'luma', atUs: place.after.ptsUs },
          { type: 'frames', frames: [{ role: 'before', ...from.before }, { role: 'after', ...to.after }] },
        ],
        benign: [{ cause: 'flash', result: 'ruled-out', value: across.excess, threshold: MIN_FLASH_EXCESS, unit: 'ln' }],
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
        times.push(jump.after.ptsUs);
        values.push(Math.min(CURVE_MAX, jumpIndex(jump.score)));
      }
      return jumps.length > 0 ? settle(item, jumps[jumps.length - 1].after.ptsUs - FLASH_SPAN_US) : [];
    }

    return {
      push(item) {
        last = item;
        return read(item);
      },
      finish() {
        if (!last) return [];
        last.jumps.close();
        return [...read(last), ...settle(last, Infinity)];
      },
      metrics(): MetricSeries[] {
        return [{ id: 'picture-change', unit: '', timeUs: Float64Array.from(times), value: Float32Array.from(values), threshold: 1 }];
      },
    };
  },
};
