/** Typed access to the picture kernels: owns their memory, keeps a ring of high-pass planes, and returns measurements as plain arrays. */
import { wasmBase64 } from './kernels/motion.generated';

/** Block geometry at half of the small frame (160 px on the long side): 16×16 blocks every 8 px. */
export const BLOCK = 16;
export const BLOCK_STEP = 8;
/** Largest displacement searched, in half-resolution pixels (twice the quarter-resolution range, plus refinement). */
const COARSE_RANGE_X = 8;
const COARSE_RANGE_Y = 6;
const PAD = 24;
const QUARTER_PAD = 16;
/** Cost per quarter-resolution pixel of displacement: 64 px × 1/32 luma. */
const DISPLACEMENT_COST = 32;
/** Vectors handed to `predicted` stay inside the padding. */
const MAX_VECTOR = 18;
/** |luma difference| × 16 that counts a pixel as moved: one and a half grey levels, above requantisation noise of a held frame. */
const MOVED_STEP = 24;

/** Residuals and vectors of one picture against another; luma units (0…255) per pixel, half-resolution pixels. */
export interface BlockField {
  /** Mean absolute residual at the best vector. */
  readonly residual: Float32Array;
  readonly vx: Float32Array;
  readonly vy: Float32Array;
  /** Mean absolute residual without motion. */
  readonly still: Float32Array;
  /** Mean |H| of the block in the current picture. */
  readonly texture: Float32Array;
}

export interface PictureStats {
  /** Luma mean and standard deviation, 0…255. */
  readonly mean: number;
  readonly deviation: number;
  /** Mean absolute luma difference to the picture before; 0 for the first. */
  readonly difference: number;
  /** Share of pixels that differ by more than 1.5 grey levels from the picture before; 0 for the first. */
  readonly movedShare: number;
}

/** The coarse grid of cell means. */
export const CELLS_X = 16;
export const CELLS_Y = 9;

/** Side of a cell of `cellDifferences`, pixels at half resolution. */
const DIFFERENCE_CELL = 8;
/** Luma levels that a pixel may differ by coding and sensor noise (static scenes: 99 % of pixels below) before it counts as changed. */
const NOISE_LEVELS = 3;

/** High-pass planes of one picture, copied out of the ring. */
export interface PictureSnapshot {
  readonly plane: Uint8Array;
  readonly quarter: Uint8Array;
}

interface Kernels {
  cellDifferences(cur: number, prev: number, stride: number, cellsX: number, cellsY: number, threshold: number, out: number): void;
  gridMeans(src: number, width: number, height: number, columns: number, rows: number, out: number): void;
  halve(src: number, width: number, height: number, dst: number): void;
  highPass(src: number, width: number, height: number, cols: number, blur: number, origin: number, stride: number, pad: number): void;
  quarter(origin: number, stride: number, width: number, height: number, outOrigin: number, outStride: number, outPad: number): void;
  frameStats(a: number, b: number, count: number, step: number, out: number): void;
  coarseSearch(cur: number, prev: number, stride: number, cellsStride: number, blocksX: number, blocksY: number, rangeX: number,
    rangeY: number, lambda: number, cells: number, best: number, seeds: number): void;
  fineSearch(cur: number, prev: number, stride: number, blocksX: number, blocksY: number, seeds: number, out: number): void;
  predictedResidual(cur: number, prev: number, stride: number, blocksX: number, blocksY: number, vectors: number, sets: number, out: number): void;
}

/** Words of room beside the scratch rows of `highPass`, as the kernel has it. */
const ROW_ROOM = 12;
const PAGE = 65536;
/** Sets of vectors that `predicted` accepts in one call. */
const MAX_SETS = 6;

let compiled: WebAssembly.Module | null = null;
function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  return compiled;
}

/** One picture size, one ring of `slots` kept pictures, overwritten in turn. */
export class PictureKernels {
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly blocksX: number;
  readonly blocksY: number;
  readonly blocks: number;
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: Kernels;
  private readonly stride: number;
  private readonly quarterStride: number;
  private readonly planeBytes: number;
  private readonly quarterBytes: number;
  private readonly cellsStride: number;
  private readonly at: { luma: [number, number]; half: number; cols: number; blur: number; cells: number; best: number; seeds: number;
    fine: number; stats: number; grid: number; differences: number; vectors: number; predicted: number; planes: number; quarters: number };
  private measured = 0;
  private kept = 0;

  constructor(readonly width: number, readonly height: number, readonly slots: number) {
    this.halfWidth = width >> 1;
    this.halfHeight = height >> 1;
    this.blocksX = Math.floor((this.halfWidth - BLOCK) / BLOCK_STEP) + 1;
    this.blocksY = Math.floor((this.halfHeight - BLOCK) / BLOCK_STEP) + 1;
    this.blocks = this.blocksX * this.blocksY;
    if (this.blocksX < 2 || this.blocksY < 2) throw new RangeError(`picture too small to analyse: ${width}×${height}`);
    this.stride = (this.halfWidth + 2 * PAD + 7) & ~7;
    this.quarterStride = ((this.halfWidth >> 1) + 2 * QUARTER_PAD + 7) & ~7;
    this.planeBytes = this.stride * (this.halfHeight + 2 * PAD) * 2;
    this.quarterBytes = this.quarterStride * ((this.halfHeight >> 1) + 2 * QUARTER_PAD) * 2;
    this.cellsStride = (this.blocksX + 2) & ~1;
    let end = 1024;
    const take = (bytes: number): number => { const start = end; end = (end + bytes + 15) & ~15; return start; };
    const lumaBytes = width * height * 2;
    this.at = {
      luma: [take(lumaBytes), take(lumaBytes)], half: take(this.halfWidth * this.halfHeight * 2), cols: take((this.halfWidth + 2 * ROW_ROOM) * 4) + ROW_ROOM * 4, blur: take((this.halfWidth + 2 * ROW_ROOM) * 4) + ROW_ROOM * 4,
      cells: take(this.cellsStride * (this.blocksY + 2) * 4), best: take(((this.blocksX + 3) & ~3) * this.blocksY * 4), seeds: take(this.blocks * 2), fine: take(this.blocks * 20),
      stats: take(32), grid: take(CELLS_X * CELLS_Y * 2), differences: take((this.halfWidth >> 3) * (this.halfHeight >> 3) * 4), vectors: take(this.blocks * 2 * MAX_SETS), predicted: take(this.blocks * 4),
      planes: take(this.planeBytes * (slots + 1)), quarters: take(this.quarterBytes * (slots + 1)),
    };
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((end + 64) / PAGE) });
    this.kernels = new WebAssembly.Instance(kernelModule(), { env: { memory: this.memory } }).exports as unknown as Kernels;
  }

  /** Measures the next picture (luma × 16, copied) against the one handed in before it. */
  measure(luma: Uint16Array): PictureStats {
    const { at, kernels } = this;
    const current = at.luma[this.measured & 1];
    const previous = this.measured === 0 ? current : at.luma[1 - (this.measured & 1)];
    const count = this.width * this.height;
    new Uint16Array(this.memory.buffer, current, count).set(luma);
    kernels.frameStats(current, previous, count, MOVED_STEP, at.stats);
    this.measured++;
    const [sum, squares, diff, moved] = new Float64Array(this.memory.buffer, at.stats, 4);
    const mean = sum / count;
    return { mean: mean / 16, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) / 16, difference: diff / count / 16, movedShare: moved / count };
  }

  /** Cell means (luma × 16) of the picture measured last; a fresh array. */
  grid(): Uint16Array {
    this.kernels.gridMeans(this.at.luma[1 - (this.measured & 1)], this.width, this.height, CELLS_X, CELLS_Y, this.at.grid);
    return new Uint16Array(this.memory.buffer, this.at.grid, CELLS_X * CELLS_Y).slice();
  }

  /** Keeps the picture measured last in the ring; returns its index, by which `match` and `predicted` name it. */
  keep(): number {
    const { at, kernels } = this;
    const slot = this.kept % this.slots;
    kernels.halve(at.luma[1 - (this.measured & 1)], this.width, this.height, at.half);
    kernels.highPass(at.half, this.halfWidth, this.halfHeight, at.cols, at.blur, this.plane(slot), this.stride, PAD);
    kernels.quarter(this.plane(slot), this.stride, this.halfWidth >> 1, this.halfHeight >> 1, this.quarterPlane(slot), this.quarterStride, QUARTER_PAD);
    return this.kept++;
  }

  /** Whether a kept picture is still in the ring. */
  has(index: number): boolean { return index >= 0 && index < this.kept && index >= this.kept - this.slots; }

  /** Motion of kept picture `current` against kept picture `reference` (both still in the ring). */
  match(current: number, reference: number): BlockField {
    return this.matchSlots(current % this.slots, reference % this.slots);
  }

  /** A copy of a kept picture, for comparisons after the ring has moved on. */
  snapshot(index: number): PictureSnapshot {
    const slot = index % this.slots;
    return { plane: new Uint8Array(this.memory.buffer, this.at.planes + slot * this.planeBytes, this.planeBytes).slice(),
      quarter: new Uint8Array(this.memory.buffer, this.at.quarters + slot * this.quarterBytes, this.quarterBytes).slice() };
  }

  /** Motion of kept picture `current` against a snapshot of the same size. */
  matchSnapshot(current: number, reference: PictureSnapshot): BlockField {
    new Uint8Array(this.memory.buffer, this.at.planes + this.slots * this.planeBytes, this.planeBytes).set(reference.plane);
    new Uint8Array(this.memory.buffer, this.at.quarters + this.slots * this.quarterBytes, this.quarterBytes).set(reference.quarter);
    return this.matchSlots(current % this.slots, this.slots);
  }

  private matchSlots(a: number, b: number): BlockField {
    const { at, kernels, blocks } = this;
    kernels.coarseSearch(this.quarterPlane(a), this.quarterPlane(b), this.quarterStride, this.cellsStride, this.blocksX, this.blocksY,
      COARSE_RANGE_X, COARSE_RANGE_Y, DISPLACEMENT_COST, at.cells, at.best, at.seeds);
    kernels.fineSearch(this.plane(a), this.plane(b), this.stride, this.blocksX, this.blocksY, at.seeds, at.fine);
    const raw = new Float32Array(this.memory.buffer, at.fine, blocks * 5);
    const field = { residual: new Float32Array(blocks), vx: new Float32Array(blocks), vy: new Float32Array(blocks), still: new Float32Array(blocks), texture: new Float32Array(blocks) };
    const perPixel = 1 / (BLOCK * BLOCK * 16);
    for (let i = 0, o = 0; i < blocks; i++, o += 5) {
      field.residual[i] = raw[o] * perPixel;
      field.vx[i] = raw[o + 1];
      field.vy[i] = raw[o + 2];
      field.still[i] = raw[o + 3] * perPixel;
      field.texture[i] = raw[o + 4] * perPixel;
    }
    return field;
  }

  /** Smallest mean residual per block within ±1 px of any of the given vector fields (rounded to whole pixels). */
  predicted(current: number, reference: number, fields: readonly { readonly vx: Float32Array; readonly vy: Float32Array }[]): Float32Array {
    const { at, blocks } = this;
    const sets = Math.min(MAX_SETS, fields.length);
    const vectors = new Int8Array(this.memory.buffer, at.vectors, sets * blocks * 2);
    for (let s = 0; s < sets; s++) {
      for (let i = 0; i < blocks; i++) {
        vectors[2 * (s * blocks + i)] = Math.max(-MAX_VECTOR, Math.min(MAX_VECTOR, Math.round(fields[s].vx[i])));
        vectors[2 * (s * blocks + i) + 1] = Math.max(-MAX_VECTOR, Math.min(MAX_VECTOR, Math.round(fields[s].vy[i])));
      }
    }
    this.kernels.predictedResidual(this.plane(current % this.slots), this.plane(reference % this.slots), this.stride, this.blocksX, this.blocksY, at.vectors, sets, at.predicted);
    const out = new Float32Array(this.memory.buffer, at.predicted, blocks).slice();
    const perPixel = 1 / (BLOCK * BLOCK * 16);
    for (let i = 0; i < blocks; i++) out[i] *= perPixel;
    return out;
  }

  /**
   * How much two kept pictures differ without any motion compensation, beyond noise: luma levels per pixel, per cell of 8×8 pixels at
   * half resolution, row-major; incomplete cells at the right and lower edge are left out.
   */
  cellDifferences(current: number, reference: number): Float32Array {
    const { at, kernels } = this;
    const cellsX = Math.floor(this.halfWidth / DIFFERENCE_CELL);
    const cellsY = Math.floor(this.halfHeight / DIFFERENCE_CELL);
    kernels.cellDifferences(this.plane(current % this.slots), this.plane(reference % this.slots), this.stride, cellsX, cellsY, NOISE_LEVELS * 16, at.differences);
    const sums = new Uint32Array(this.memory.buffer, at.differences, cellsX * cellsY);
    const out = new Float32Array(sums.length);
    const perPixel = 1 / (DIFFERENCE_CELL * DIFFERENCE_CELL * 16);
    for (let i = 0; i < out.length; i++) out[i] = sums[i] * perPixel;
    return out;
  }

  /** Bytes of the ring and scratch memory. */
  get bytes(): number { return this.memory.buffer.byteLength; }

  private plane(slot: number): number { return this.at.planes + slot * this.planeBytes + (PAD * this.stride + PAD) * 2; }
  private quarterPlane(slot: number): number { return this.at.quarters + slot * this.quarterBytes + (QUARTER_PAD * this.quarterStride + QUARTER_PAD) * 2; }
}
