/** Tells cheaply whether a picture can hold a line of type that stays where it is: without one the reading engine need not even be loaded. */
import type { LumaPicture } from '../../ocr/luma-picture';
import { wasmBase64 } from '../../signal/kernels/strokes.generated';

/**
 * Half of a stroke's greatest width, pixels of a picture of `REFERENCE_SIDE`: digits of a clock, from the smallest that the reader finds
 * (seven pixels high) to the largest that count as an overlay, have strokes of a fifth to a third of their height.
 */
const HALF_WIDTHS = [1.5, 2.5, 4, 6.5, 10.5];
const REFERENCE_SIDE = 960;
/** A stroke stands out of both its sides by this much, luma levels: overlays do by a hundred and more, sensor noise does not. */
const MIN_CONTRAST = 20;
/** Strokes and the gaps between characters are longer than wide; shorter marks are squares, specks and type too small to be read. */
const MIN_LENGTH_HALF_WIDTHS = 2.2;
/** What a time of day takes at least of its line: hours, minutes and the marks around them keep four strokes while the seconds run. */
const MIN_STROKES = 4;
const LINE_HALF_WIDTHS = 20;
/** Lines are looked for at every quarter of their length, in every row that lies half a half-width further down. */
const STEPS_A_LINE = 4;
const ROW_HALF_WIDTHS = 0.5;

/** The kernel reads whole vectors. */
const PAD_BYTES = 64;
/** Room at both ends of a row of scratch, as the kernel wants it. */
const MARGIN = 16;
const PAGE = 65_536;

interface Kernel {
  lineOfStrokes(a: number, b: number, width: number, height: number, reach: number, contrast: number, rowStep: number, minLength: number,
    cell: number, cells: number, span: number, minStrokes: number, scratch: number): number;
}

let loaded: { readonly memory: WebAssembly.Memory; readonly kernel: Kernel } | null = null;

function load(): { readonly memory: WebAssembly.Memory; readonly kernel: Kernel } {
  if (loaded === null) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
    loaded = { memory, kernel: new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel };
  }
  return loaded;
}

/** @param later the same view some seconds later or earlier: only strokes that are in both at the same place count */
export function hasLastingType(picture: LumaPicture, later: LumaPicture): boolean {
  const { width, height } = picture;
  if (later.width !== width || later.height !== height) return true;
  const { memory, kernel } = load();
  const bytes = (width * height + PAD_BYTES + 15) & ~15;
  const first = PAD_BYTES;
  const second = first + bytes;
  const scratch = second + bytes;
  const scratchBytes = 10 * (width + 2 * MARGIN) + 2 * width + PAD_BYTES;
  const missing = scratch + scratchBytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  new Uint8Array(memory.buffer, first, width * height).set(picture.luma);
  new Uint8Array(memory.buffer, second, width * height).set(later.luma);
  const unit = Math.max(1, Math.max(width, height) / REFERENCE_SIDE);
  return HALF_WIDTHS.some((reference) => {
    const halfWidth = reference * unit;
    const reach = Math.max(2, Math.round(halfWidth));
    const cell = Math.max(2, Math.round((LINE_HALF_WIDTHS * reach) / STEPS_A_LINE));
    new Uint8Array(memory.buffer, scratch, scratchBytes).fill(0);
    return kernel.lineOfStrokes(first, second, width, height, reach, MIN_CONTRAST, Math.max(1, Math.floor(halfWidth * ROW_HALF_WIDTHS)),
      Math.ceil(MIN_LENGTH_HALF_WIDTHS * halfWidth), cell, Math.ceil(width / cell), STEPS_A_LINE, MIN_STROKES, scratch) !== 0;
  });
}
