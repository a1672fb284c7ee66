/** Finds cuts: pictures that the motion on both sides does not predict, further than anything in their neighbourhood. */
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries } from '../../../core/tables';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { Jump } from '../../passes/frame/jump-line';
import type { DetectorSpec } from '../../detector';
import { jumpScore, KeyPulses } from './jump-score';

const ID = 'frame/cut';
const VERSION = 1;
/** Below this score a jump is not even worth supporting another finding. */
const SUPPORT_SCORE = -0.6;
/** A luma step that is undone within FLASH_SPAN_US is a flash. Levels, 0…255. */
const FLASH_STEP = 12;
const FLASH_SPAN_US = 500_000;

export const cutDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['cut'],
  metrics: ['picture-change'],
  lookbehindUs: us(4_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const pulses = new KeyPulses();
    let next = 0;
    let last: FrameItem | null = null;
    const times: number[] = [];
    const values: number[] = [];
    const recent: Jump[] = [];

    /** The luma step of a flash is undone shortly before or after. */
    function isFlash(jump: Jump): boolean {
      const step = jump.meanAfter - jump.meanBefore;
      if (Math.abs(step) < FLASH_STEP) return false;
      return recent.some((other) => other !== jump && Math.abs(other.after.ptsUs - jump.after.ptsUs) < FLASH_SPAN_US
        && Math.abs(other.meanAfter - other.meanBefore + step) < Math.abs(step) / 2);
    }

    function draftOf(jump: Jump): FindingDraft[] {
      const score = jumpScore(jump, pulses);
      if (score < SUPPORT_SCORE || isFlash(jump)) return [];
      return [{
        kind: 'cut', startUs: jump.after.ptsUs, endUs: jump.after.ptsUs, group: 'P', hard: false, standsAlone: score > 0,
        llr: Math.max(0.3, Math.min(6, 2 + 3 * score)),
        evidence: [
          { type: 'metric', metric: 'picture-change', value: Math.exp(score), threshold: 1, relation: '>', unit: 'ratio', atUs: jump.after.ptsUs },
          { type: 'frames', frames: [{ role: 'before', ...jump.before }, { role: 'after', ...jump.after }] },
        ],
        benign: [
          { cause: 'flash', result: 'ruled-out', value: Math.abs(jump.meanAfter - jump.meanBefore), threshold: FLASH_STEP, unit: 'luma' },
          { cause: 'fast-pan', result: 'ruled-out', value: jump.panNearby, unit: 'px' },
          { cause: 'keyframe-pulse', result: 'ruled-out', value: pulses.discount(jump) },
        ],
        disproof: ['continuous-motion', 'clock-continues'],
        detector: ID, version: VERSION,
      }];
    }

    function read(jumps: readonly Jump[]): FindingDraft[] {
      for (const jump of jumps) {
        next = jump.position + 1;
        pulses.add(jump);
        recent.push(jump);
        if (recent.length > 64) recent.shift();
        times.push(jump.after.ptsUs);
        values.push(Math.exp(jumpScore(jump, pulses)));
      }
      return jumps.flatMap(draftOf);
    }

    return {
      push(item) {
        last = item;
        return read(item.jumps.since(next));
      },
      finish() {
        if (!last) return [];
        last.jumps.close();
        return read(last.jumps.since(next));
      },
      metrics(): MetricSeries[] {
        return [{ id: 'picture-change', unit: 'ratio', timeUs: Float64Array.from(times), value: Float32Array.from(values), threshold: 1 }];
      },
    };
  },
};
