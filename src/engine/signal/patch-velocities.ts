/** Velocities of textured, moving patches to a few hundredths of a pixel: the block search gives the start, the kernel the fraction. */
import { BLOCK, BLOCK_STEP, type BlockField } from './picture-kernels';
import { wasmBase64 } from './kernels/patches.generated';

/** Pixels of the small frame from one block of the search to the next, which is taken at half resolution. */
export const PATCH_STEP = 2 * BLOCK_STEP;
const PATCH_SIDE = 16;
/** The patch lies in the middle of its block, which is twice as wide. */
const PATCH_OFFSET = (2 * BLOCK - PATCH_SIDE) / 2;
/** Patches measured in a picture, those with most texture first: bounds the cost. */
const MAX_PATCHES = 256;
/** Mean |high-pass| that a block needs, luma levels. */
const MIN_TEXTURE = 0.7;
/** A block that the search saw move by less, in this picture and the last, is left out; pixels of the small frame. The search reads slow motion too small, so the limit is low. */
const MIN_MOVE = 0.05;
/** The fraction may correct the search by no more than this, pixels of the small frame. */
const MAX_CORRECTION = 2.5;
/** What may be left over in a patch, luma levels: a share of its contrast, and noise. */
const LEFT_SHARE = 0.35;
const LEFT_NOISE = 0.5;

/** Per block of the search, from the picture before: pixels of the small frame; NaN where nothing was measured. Points back, as the search does. */
export interface PatchField {
  readonly vx: Float32Array;
  readonly vy: Float32Array;
}

interface Kernel {
  toLevels(src: number, count: number, dst: number): void;
  refinePatches(cur: number, prev: number, width: number, height: number, count: number, patches: number, scratch: number): void;
}

let compiled: WebAssembly.Module | null = null;

export class PatchVelocities {
  private readonly memory: WebAssembly.Memory;
  private readonly kernel: Kernel;
  private readonly luma: number;
  private readonly levels: readonly [number, number];
  private readonly patches: number;
  private readonly scratch: number;
  private pictures = 0;
  private lastMove: Float32Array;

  /** @param width, height of the small frame @param blocksX, blocksY of the block search over it */
  constructor(private readonly width: number, private readonly height: number, private readonly blocksX: number, blocksY: number) {
    // Seven values of room, as the kernel has it; luma as handed in, then the levels of this picture and the last.
    const room = width * height + 8;
    this.luma = 1024;
    const levels = (this.luma + room * 2 + 15) & ~15;
    this.levels = [levels, levels + room * 4];
    this.scratch = (levels + room * 8 + 15) & ~15;
    this.patches = this.scratch + 3 * PATCH_SIDE * PATCH_SIDE * 4;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((this.patches + MAX_PATCHES * 24) / 65536) });
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
    this.kernel = new WebAssembly.Instance(compiled, { env: { memory: this.memory } }).exports as unknown as Kernel;
    this.lastMove = new Float32Array(blocksX * blocksY);
  }

  /**
   * @param luma × 16 of the next picture, copied @param search its block field against the picture handed in before
   * @returns null for the first picture
   */
  measure(luma: Uint16Array, search: BlockField | null): PatchField | null {
    const { width, height, blocksX, memory } = this;
    const current = this.levels[this.pictures & 1];
    const previous = this.levels[1 - (this.pictures & 1)];
    new Uint16Array(memory.buffer, this.luma, width * height).set(luma);
    this.kernel.toLevels(this.luma, width * height, current);
    this.pictures++;
    if (!search || this.pictures < 2) return null;

    const move = new Float32Array(search.vx.length);
    for (let b = 0; b < move.length; b++) move[b] = 2 * Math.hypot(search.vx[b], search.vy[b]);
    const chosen: number[] = [];
    for (let b = 0; b < move.length; b++) {
      if (search.texture[b] >= MIN_TEXTURE && (move[b] >= MIN_MOVE || this.lastMove[b] >= MIN_MOVE) && this.fits(b)) chosen.push(b);
    }
    this.lastMove = move;
    if (chosen.length > MAX_PATCHES) chosen.sort((a, b) => search.texture[b] - search.texture[a]).length = MAX_PATCHES;

    const whole = new Int32Array(memory.buffer, this.patches, chosen.length * 6);
    const real = new Float32Array(memory.buffer, this.patches, chosen.length * 6);
    chosen.forEach((b, n) => {
      whole[6 * n] = PATCH_STEP * (b % blocksX) + PATCH_OFFSET;
      whole[6 * n + 1] = PATCH_STEP * Math.floor(b / blocksX) + PATCH_OFFSET;
      real[6 * n + 2] = 2 * search.vx[b];
      real[6 * n + 3] = 2 * search.vy[b];
    });
    this.kernel.refinePatches(current, previous, width, height, chosen.length, this.patches, this.scratch);

    const field: PatchField = { vx: new Float32Array(move.length).fill(NaN), vy: new Float32Array(move.length).fill(NaN) };
    chosen.forEach((b, n) => {
      const [dx, dy, left, contrast] = [real[6 * n + 2], real[6 * n + 3], real[6 * n + 4], real[6 * n + 5]];
      if (left < 0 || left >= LEFT_SHARE * Math.sqrt(contrast) + LEFT_NOISE) return;
      if (Math.abs(dx - 2 * search.vx[b]) > MAX_CORRECTION || Math.abs(dy - 2 * search.vy[b]) > MAX_CORRECTION) return;
      field.vx[b] = dx;
      field.vy[b] = dy;
    });
    return field;
  }

  /** Whether the patch and one pixel around it lie in the picture. */
  private fits(b: number): boolean {
    const x = PATCH_STEP * (b % this.blocksX) + PATCH_OFFSET;
    const y = PATCH_STEP * Math.floor(b / this.blocksX) + PATCH_OFFSET;
    return x >= 1 && y >= 1 && x + PATCH_SIDE + 1 < this.width && y + PATCH_SIDE + 1 < this.height;
  }
}
