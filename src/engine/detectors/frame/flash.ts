/** Tells a flash (a luma step that is soon undone) and compares the pictures on both sides of it at their true distance. */
import type { Jump } from '../../passes/frame/jump-line';
import type { BlockField, PictureKernels } from '../../signal/picture-kernels';

/** Luma levels: smaller steps leave the high-pass picture comparable. */
export const FLASH_STEP = 12;
/** A flash is over within this time (camera flashes and lightning: measured ≤ 0.2 s). */
export const FLASH_SPAN_US = 500_000;
/** Log excess over pairs at the same distance from which the sides seem not to join, and clearly do not (genuine flashes: ≤ −2.7). */
export const MIN_FLASH_EXCESS = -2.2;
export const SURE_FLASH_EXCESS = -1.5;
/** Pairs on each side with which the crossing pair is compared, and their spacing in pictures. */
const PAIRS = 4;
const PAIR_STEP = 2;
const MIN_PAIRS = 4;
/** Luma levels, as in `jump-line.ts`. */
const BLOCK_MARGIN = 0.2;

/** Whether `end` undoes the luma step of `start` (to within half of it) soon enough. */
export function isFlashEnd(start: Jump, end: Jump): boolean {
  const step = start.meanAfter - start.meanBefore;
  const back = end.meanAfter - end.meanBefore;
  return Math.abs(step) >= FLASH_STEP && end.after.ptsUs - start.after.ptsUs <= FLASH_SPAN_US && Math.abs(back + step) < Math.abs(step) / 2;
}

/**
 * Agreement of the motion across the flash with that of the pairs, over theirs among each other (nine genuine flashes: ≥ 0.8; a pan
 * that was cut under one: 0.05), below which the scene did not go on as it moved; and what the pairs must reach for that to say anything.
 */
export const MIN_FLASH_AGREEMENT = 0.4;
export const STEADY_AGREEMENT = 0.35;
/** Added to a ratio of 2 nats for such a flash. */
export const DISPLACED_LLR = 0.7;
/** Vectors agree within this, pixels at half resolution, and a quarter of the motion. */
const SAME_VECTOR = 1.5;
const SAME_SHARE = 0.25;
/** Luma levels of |high-pass|: blocks with less have no vector to speak of. */
const MIN_TEXTURE = 1;

const mean = (values: Float32Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Share of textured blocks, 0…1, whose vectors in both fields agree. */
function agreement(one: BlockField, other: BlockField): number {
  let [agreed, all] = [0, 0];
  for (let b = 0; b < one.vx.length; b++) {
    if (one.texture[b] < MIN_TEXTURE || other.texture[b] < MIN_TEXTURE) continue;
    all++;
    const far = Math.hypot(one.vx[b] - other.vx[b], one.vy[b] - other.vy[b]);
    if (far <= SAME_VECTOR + SAME_SHARE * Math.hypot(other.vx[b], other.vy[b])) agreed++;
  }
  return all === 0 ? 1 : agreed / all;
}

export interface AcrossFlash {
  /** Log of what the crossing pair leaves over beyond the other pairs. */
  readonly excess: number;
  readonly residual: number;
  readonly nearby: number;
  /** How far the motion across it is that of the pairs on both sides, and theirs among each other. */
  readonly agreement: number;
  readonly steadiness: number;
}

/**
 * The picture before a flash against the one after it, compared with pairs equally far apart on either side.
 * @param flash its jumps, first and last being the two luma steps
 * @returns null where too few such pairs are still kept
 */
export function acrossFlash(pictures: PictureKernels, flash: readonly Jump[]): AcrossFlash | null {
  const before = flash[0].index - 1;
  const after = flash[flash.length - 1].index;
  const distance = after - before;
  if (!pictures.has(before) || !pictures.has(after)) return null;
  const pairs: BlockField[] = [];
  for (let k = 0; k < PAIRS; k++) {
    const early = before - k * PAIR_STEP;
    const late = after + k * PAIR_STEP;
    if (pictures.has(early) && pictures.has(early - distance)) pairs.push(pictures.match(early, early - distance));
    if (pictures.has(late) && pictures.has(late + distance)) pairs.push(pictures.match(late + distance, late));
  }
  if (pairs.length < MIN_PAIRS) return null;
  const crossing = pictures.match(after, before);
  const blocks = crossing.residual.length;
  let excess = 0;
  for (let b = 0; b < blocks; b++) {
    let largest = 0;
    for (const pair of pairs) largest = Math.max(largest, pair.residual[b]);
    excess += Math.max(0, crossing.residual[b] - largest - BLOCK_MARGIN);
  }
  const nearby = Math.max(...pairs.map((pair) => mean(pair.residual)));
  const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  return {
    excess: Math.log((excess / blocks + 0.02) / (nearby + 0.1)), residual: mean(crossing.residual), nearby,
    agreement: average(pairs.map((pair) => agreement(crossing, pair))),
    steadiness: average(pairs.slice(1).map((pair) => agreement(pair, pairs[0]))),
  };
}
