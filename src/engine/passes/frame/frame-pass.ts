/** The frame pass: measures each small picture once, tells held pictures from distinct ones, and feeds all frame detectors. */
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries, SmallFrame } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorSpec } from '../../detector';
import { PatchVelocities, type PatchField } from '../../signal/patch-velocities';
import { PictureKernels } from '../../signal/picture-kernels';
import type { DistinctPicture, FrameItem } from './frame-item';
import { JumpLine } from './jump-line';
import { paceOf } from './pace';

/** Kept pictures: what a score waits for (`jump-score.ts`), the neighbourhood before it, and a flash between them. */
const RING = 192;
/** A picture is held when fewer pixels than this share moved by more than 1.5 grey levels … */
const HELD_MOVED_SHARE = 0.0003;
/** … or when it differs by less than this share of the upper quartile of recent differences (re-encoded repeats keep a little noise). */
const HELD_SHARE_OF_RECENT = 0.12;
/** … and never when it differs by more luma levels than this. */
const HELD_MAX_DIFFERENCE = 0.25;
/** Distinct pictures whose differences form that quartile. */
const RECENT = 30;
/** A hold longer than this is a still scene: its own small differences become the measure. */
const LONG_HOLD = 50;

export interface FramePass {
  /** Consumes the next frame in presentation order; the buffers may be reused afterwards. */
  push(frame: SmallFrame): FindingDraft[];
  /** End of the stream (or of a cancelled one): what was still waiting for its future. */
  finish(): FindingDraft[];
  metrics(): MetricSeries[];
}

/** Mean distance of chroma cells from their mean; −1 without chroma. */
function chromaSpread(cb: Uint8Array, cr: Uint8Array): number {
  if (cb.length === 0 || cr.length === 0) return -1;
  let total = 0;
  for (const plane of [cb, cr]) {
    let mean = 0;
    for (const v of plane) mean += v;
    mean /= plane.length;
    let spread = 0;
    for (const v of plane) spread += Math.abs(v - mean);
    total += spread / plane.length;
  }
  return total;
}

function upperQuartile(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(0.75 * (sorted.length - 1))];
}

/** @param detectors run side by side, each over every frame. */
export function createFramePass(context: DetectorContext, detectors: readonly DetectorSpec<'frame'>[]): FramePass {
  const runs = detectors.filter((spec) => spec.supports(context.media).ok).map((spec) => spec.start(context, spec.params.defaults));
  let pictures: PictureKernels | null = null;
  let patches: PatchVelocities | null = null;
  let lastField: PatchField | null = null;
  let lastDistinct: DistinctPicture | null = null;
  const jumps = new JumpLine(() => pictures!);
  let held = 0;
  const recent: number[] = [];

  function itemOf(frame: SmallFrame): FrameItem {
    pictures ??= new PictureKernels(frame.width, frame.height, RING);
    const stats = pictures.measure(frame.luma);
    const isHeld = lastDistinct !== null && (stats.movedShare < HELD_MOVED_SHARE
      || (stats.difference < HELD_MAX_DIFFERENCE && stats.difference < HELD_SHARE_OF_RECENT * upperQuartile(recent)));
    const cells = pictures.grid();
    const spread = chromaSpread(frame.cb, frame.cr);
    let distinct: DistinctPicture | null = null;
    if (isHeld) {
      held++;
    } else {
      const index = pictures.keep();
      const motion = lastDistinct ? pictures.match(index, lastDistinct.index) : null;
      patches ??= new PatchVelocities(frame.width, frame.height, pictures.blocksX, pictures.blocksY);
      const field = patches.measure(frame.luma, motion);
      distinct = {
        index, ordinal: frame.ordinal, ptsUs: frame.ptsUs, key: frame.key, stats, cells, chromaSpread: spread, held,
        stepUs: lastDistinct ? us(frame.ptsUs - lastDistinct.ptsUs) : 0,
        motion,
        pace: field && lastField ? paceOf(field, lastField, pictures.blocksX) : null,
      };
      lastField = field;
      lastDistinct = distinct;
      jumps.push(distinct);
      held = 0;
    }
    if (!isHeld || held > LONG_HOLD) recent.push(stats.difference);
    if (recent.length > RECENT) recent.shift();
    return { ordinal: frame.ordinal, ptsUs: frame.ptsUs, key: frame.key, stats, cells, chromaSpread: spread, distinct, pictures, jumps };
  }

  return {
    push(frame) {
      const item = itemOf(frame);
      return runs.flatMap((run) => [...run.push(item)]);
    },
    finish: () => runs.flatMap((run) => [...run.finish()]),
    metrics: () => runs.flatMap((run) => [...(run.metrics?.() ?? [])]),
  };
}
