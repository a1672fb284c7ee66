/** Measures, for every distinct picture, how far it is from what its neighbours' motion predicts: the shared ground of cut, insertion and flash detectors. */
import type { TimeUs } from '../../../core/time';
import type { BlockField, PictureKernels } from '../../signal/picture-kernels';
import type { DistinctPicture } from './frame-item';
import { JumpScores } from './jump-score';
import { breakShape, LAGS, NO_SHAPE, type BreakShape, type LagChange } from './lag-change';

/** Distinct pictures on each side that form the neighbourhood; the two next to the picture are left out. */
export const NEIGHBOURS = 15;
const LEFT_OUT = 2;
/** With fewer neighbours nothing is said. */
const MIN_NEIGHBOURS = 5;
/** Luma levels per pixel added to residuals before ratios: the quantisation noise of ordinary compression. */
const RESIDUAL_FLOOR = 0.2;
/** A block counts only as far as it exceeds its neighbourhood by this many luma levels (keyframe pulses stay below). */
const BLOCK_MARGIN = 0.2;
/** Floor of the per-block log ratio, luma levels. */
const BLOCK_FLOOR = 0.7;
/** A jump needs this many pictures on each side: the last one of a file has nothing that would confirm it. */
const MIN_SIDE = 3;
/** Luma levels: noise of a cell mean after coding. */
const CELL_FLOOR = 0.3;
/** Luma levels added to the texture that a match could explain. */
const TEXTURE_FLOOR = 0.5;
/** Gains between which two pictures may be the same scene under another exposure. */
const MIN_GAIN = 0.5;
const MAX_GAIN = 2;
/** Vectors of a neighbour are rescaled when its time step differs by more than this factor from the picture's own. */
const SAME_STEP = 1.25;
/** Jumps kept for detectors that read late. */
const KEPT = 256;

/** One picture against the one before it, compared with its neighbourhood. Logs are natural. */
export interface Jump extends BreakShape {
  /** Position in the line of all jumps, from 0. */
  readonly position: number;
  /** Index of the picture after the jump in the ring of kept pictures; the one before is `index − 1`. */
  readonly index: number;
  readonly before: { readonly ordinal: number; readonly ptsUs: TimeUs };
  readonly after: { readonly ordinal: number; readonly ptsUs: TimeUs };
  readonly key: boolean;
  readonly stepUs: number;
  readonly held: number;
  /** Luma level of both sides. */
  readonly meanBefore: number;
  readonly meanAfter: number;
  /** Chroma spread of both sides, as in `FrameItem`; −1 without chroma. */
  readonly chromaBefore: number;
  readonly chromaAfter: number;
  /** The smaller luma deviation of both sides: blank pictures join anything. */
  readonly deviation: number;
  /** Mean residual against the predicted vectors, luma levels per pixel. */
  readonly surprise: number;
  /** 90th percentile of the same in the neighbourhood. */
  readonly surpriseNearby: number;
  /** Log of mean block excess over the block's second largest residual nearby, against `surpriseNearby`. */
  readonly excess: number;
  /** Mean over blocks of the positive log ratio to the same. */
  readonly spread: number;
  /** Log ratio of `surprise` to `surpriseNearby`. */
  readonly ratio: number;
  /** Log ratio of the texture-weighted break of block velocities to its neighbourhood. */
  readonly acceleration: number;
  /** Log ratio of what a gain and an offset do not explain of the coarse cells' change, to its neighbourhood. */
  readonly cells: number;
  /** The same change itself, luma levels. */
  readonly cellChange: number;
  /** Correlation of the coarse cells before and after: near 1 within a scene. */
  readonly pattern: number;
  /** `surprise` as a share of the picture's texture: about 1 where no motion explains anything. */
  readonly unmatched: number;
  /** Log ratio of `surprise` to the largest of the two pictures on each side. */
  readonly isolation: number;
  /** Usual time between distinct pictures nearby. */
  readonly usualStepUs: number;
  /** Evidence for a cut, in the unit of `jump-score.ts`. */
  readonly score: number;
  /** Largest motion nearby, pixels at half resolution per picture (median block of each picture). */
  readonly panNearby: number;
}

interface Row {
  readonly picture: DistinctPicture;
  readonly change: LagChange;
  /** Predicted residual per block, its mean, and the velocity break; NaN where a side is missing. */
  surprise: Float32Array | null;
  surpriseMean: number;
  acceleration: number;
  speed: number;
  cellChange: number;
  pattern: number;
  unmatched: number;
}

function percentile(values: Float64Array, q: number): number {
  return values[Math.min(values.length - 1, Math.floor(q * values.length))];
}

/** Second largest predicted residual of the neighbourhood, block by block. */
function secondLargest(near: readonly Row[], blocks: number): Float32Array {
  const first = new Float32Array(blocks);
  const second = new Float32Array(blocks);
  for (let row = 0; row < near.length; row++) {
    const surprise = near[row].surprise!;
    for (let b = 0; b < blocks; b++) {
      const v = surprise[b];
      // Seldom true: one comparison a block, as a rule.
      if (v > second[b]) {
        if (v > first[b]) { second[b] = first[b]; first[b] = v; } else second[b] = v;
      }
    }
  }
  return second;
}

const median4 = (a: number, b: number, c: number, d: number): number =>
  (a + b + c + d - Math.max(a, b, c, d) - Math.min(a, b, c, d)) / 2;

/** Mean absolute change of cells (luma × 16 in, luma levels out) that a gain within bounds and an offset leave unexplained; their correlation. */
function compareCells(before: Uint16Array, after: Uint16Array): { readonly change: number; readonly pattern: number } {
  const n = before.length;
  let meanBefore = 0;
  let meanAfter = 0;
  for (let i = 0; i < n; i++) { meanBefore += before[i]; meanAfter += after[i]; }
  meanBefore /= n;
  meanAfter /= n;
  let cross = 0;
  let own = 256;
  let other = 256;
  for (let i = 0; i < n; i++) {
    const d = before[i] - meanBefore;
    const e = after[i] - meanAfter;
    cross += d * e;
    own += d * d;
    other += e * e;
  }
  const gain = Math.max(MIN_GAIN, Math.min(MAX_GAIN, cross / own));
  let left = 0;
  for (let i = 0; i < n; i++) left += Math.abs(after[i] - meanAfter - gain * (before[i] - meanBefore));
  return { change: left / n / 16, pattern: cross / Math.sqrt(own * other) };
}

/** Fed by the frame pass; read by detectors through `since`. Bounded: rows of two neighbourhoods, the last jumps. */
export class JumpLine {
  private readonly rows: Row[] = [];
  /** Index of rows[0] among all distinct pictures. */
  private base = 0;
  private readonly scores = new JumpScores();
  private readonly jumps: Jump[] = [];
  private made = 0;
  private measured = 0;
  private closed = false;

  constructor(private readonly pictures: () => PictureKernels) {}

  /** Takes the next distinct picture. */
  push(picture: DistinctPicture): void {
    const change = Array.from({ length: LAGS }, (_, lag) => (picture.index > lag ? this.pictures().cellDifferences(picture.index, picture.index - lag - 1) : null));
    this.rows.push({ picture, change: change as unknown as LagChange, surprise: null, surpriseMean: NaN, acceleration: NaN, speed: NaN, cellChange: 0, pattern: 1, unmatched: 0 });
    const newest = this.base + this.rows.length - 1;
    this.predict(newest - LEFT_OUT);
    this.judge(newest - LEFT_OUT - NEIGHBOURS);
    while (this.rows.length > 2 * NEIGHBOURS + 2 * LEFT_OUT + 4) { this.rows.shift(); this.base++; }
  }

  /** End of the stream: the last pictures are judged with the neighbours there are. Safe to call again. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    const newest = this.base + this.rows.length - 1;
    for (let i = Math.max(this.base, newest - LEFT_OUT + 1); i <= newest; i++) this.predict(i);
    for (let i = Math.max(this.base, newest - LEFT_OUT - NEIGHBOURS + 1); i <= newest; i++) this.judge(i);
    this.keep(this.scores.close());
  }

  /** Finished jumps from position `from` on. */
  since(from: number): readonly Jump[] {
    const first = this.made - this.jumps.length;
    return this.jumps.slice(Math.max(0, from - first));
  }

  private row(index: number): Row | undefined { return this.rows[index - this.base]; }

  /** Surprise and acceleration of one picture, once two pictures on each side are known (or the stream ended). */
  private predict(index: number): void {
    const row = this.row(index);
    const motion = row?.picture.motion;
    if (!row || !motion) return;
    const near = [index - 1, index + 1, index - 2, index + 2].flatMap((i): Pick<BlockField, 'vx' | 'vy'>[] => {
      const other = this.row(i)?.picture;
      if (!other?.motion) return [];
      const scale = row.picture.stepUs / other.stepUs;
      if (!(scale > 0) || (scale < SAME_STEP && scale > 1 / SAME_STEP)) return [other.motion];
      return [{ vx: other.motion.vx.map((v) => v * scale), vy: other.motion.vy.map((v) => v * scale) }];
    });
    row.surprise = near.length > 0 ? this.pictures().predicted(row.picture.index, row.picture.index - 1, near) : motion.residual;
    let sum = 0;
    let breakSum = 0;
    let weightSum = 1;
    const blocks = row.surprise.length;
    for (let b = 0; b < blocks; b++) {
      sum += row.surprise[b];
      if (near.length < 4) continue;
      const weight = Math.min(motion.texture[b], 6);
      const dx = motion.vx[b] - median4(near[0].vx[b], near[1].vx[b], near[2].vx[b], near[3].vx[b]);
      const dy = motion.vy[b] - median4(near[0].vy[b], near[1].vy[b], near[2].vy[b], near[3].vy[b]);
      breakSum += weight * Math.min(8, Math.hypot(dx, dy));
      weightSum += weight;
    }
    row.surpriseMean = sum / blocks;
    const cells = compareCells(this.row(index - 1)?.picture.cells ?? row.picture.cells, row.picture.cells);
    row.cellChange = cells.change;
    row.pattern = cells.pattern;
    row.unmatched = row.surpriseMean / (motion.texture.reduce((total, v) => total + v, 0) / blocks + TEXTURE_FLOOR);
    row.acceleration = near.length < 4 ? NaN : breakSum / weightSum;
    const speeds = motion.vx.map((v, b) => Math.hypot(v, motion.vy[b])).sort();
    row.speed = speeds[blocks >> 1];
  }

  private judge(index: number): void {
    const row = this.row(index);
    if (!row?.surprise || index < MIN_SIDE || index > this.base + this.rows.length - 1 - MIN_SIDE) return;
    const near: Row[] = [];
    for (let i = index - NEIGHBOURS; i <= index + NEIGHBOURS; i++) {
      const other = this.row(i);
      if (Math.abs(i - index) > LEFT_OUT && other?.surprise && !(other.picture.key && !this.allKey())) near.push(other);
    }
    if (near.length < MIN_NEIGHBOURS) return;
    const blocks = row.surprise.length;
    const surpriseNearby = percentile(Float64Array.from(near, (r) => r.surpriseMean).sort(), 0.9);
    let excess = 0;
    let spread = 0;
    const seconds = secondLargest(near, blocks);
    for (let b = 0; b < blocks; b++) {
      const second = seconds[b];
      excess += Math.max(0, row.surprise[b] - second - BLOCK_MARGIN);
      spread += Math.max(0, Math.log((row.surprise[b] + BLOCK_FLOOR) / (second + BLOCK_FLOOR)));
    }
    const breaks = Float64Array.from(near.filter((r) => !Number.isNaN(r.acceleration)), (r) => r.acceleration).sort();
    const cellsNearby = percentile(Float64Array.from(near, (r) => r.cellChange).sort(), 0.9);
    const beside = Math.max(...[-2, -1, 1, 2].map((d) => this.row(index + d)?.surpriseMean ?? 0).filter((v) => !Number.isNaN(v)));
    const before = this.row(index - 1)?.picture;
    const { picture } = row;
    const steps = Float64Array.from(near, (r) => r.picture.stepUs).sort();
    this.keep(this.scores.push({
      position: this.measured++, index: picture.index, key: picture.key, stepUs: picture.stepUs, held: picture.held,
      before: { ordinal: before?.ordinal ?? picture.ordinal - 1, ptsUs: before?.ptsUs ?? picture.ptsUs },
      after: { ordinal: picture.ordinal, ptsUs: picture.ptsUs },
      meanBefore: before?.stats.mean ?? picture.stats.mean, meanAfter: picture.stats.mean,
      chromaBefore: before?.chromaSpread ?? picture.chromaSpread, chromaAfter: picture.chromaSpread,
      deviation: Math.min(before?.stats.deviation ?? picture.stats.deviation, picture.stats.deviation),
      surprise: row.surpriseMean, surpriseNearby,
      excess: Math.log((excess / blocks + 0.02) / (surpriseNearby + 0.1)),
      spread: spread / blocks,
      ratio: Math.log((row.surpriseMean + RESIDUAL_FLOOR) / (surpriseNearby + RESIDUAL_FLOOR)),
      acceleration: Number.isNaN(row.acceleration) || breaks.length < MIN_NEIGHBOURS ? 0 : Math.log((row.acceleration + 0.1) / (percentile(breaks, 0.9) + 0.1)),
      cells: Math.log((row.cellChange + CELL_FLOOR) / (cellsNearby + CELL_FLOOR)), cellChange: row.cellChange, pattern: row.pattern, unmatched: row.unmatched,
      isolation: Math.log((row.surpriseMean + RESIDUAL_FLOOR) / (beside + RESIDUAL_FLOOR)),
      ...this.shapeAt(index), usualStepUs: percentile(steps, 0.5),
      panNearby: Math.max(...near.map((r) => r.speed)),
    }));
  }

  private shapeAt(index: number): BreakShape {
    const change = (offset: number): LagChange | undefined => this.row(index + offset)?.change;
    const [at, ...around] = [0, -1, -2, 1, 2].map(change);
    if (!at || around.includes(undefined)) return NO_SHAPE;
    const sides = around as LagChange[];
    return breakShape(at, sides.slice(0, 2), sides.slice(2));
  }

  private keep(scored: readonly Jump[]): void {
    this.jumps.push(...scored);
    this.made += scored.length;
    if (this.jumps.length > KEPT) this.jumps.splice(0, this.jumps.length - KEPT);
  }

  /** All-intra streams have no keyframe pulse. */
  private allKey(): boolean {
    let keys = 0;
    for (const r of this.rows) if (r.picture.key) keys++;
    return keys > this.rows.length / 2;
  }
}
