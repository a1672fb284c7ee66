/** Brings decoded pictures of any planar or packed layout down to SmallFrame size; owns the wasm memory they are copied into. */
import { wasmBase64 } from './downscale.generated';

/** Long side of a SmallFrame in pixels. */
export const SMALL_LONG_SIDE = 320;
/** Shorter than this, too few blocks are left for motion; only extreme panoramas reach it. */
const SMALL_MIN_SHORT_SIDE = 120;
/** Kernels read whole vectors and may run past the last sample by this much. */
const PAD_BYTES = 64;
const WASM_PAGE = 65_536;
/** Side of a chroma cell in small pixels. */
const CHROMA_CELL = 16;

export interface SmallSize { readonly width: number; readonly height: number }

/** Long side 320, short side in proportion, both even (coded orientation). */
export function smallSize(width: number, height: number): SmallSize {
  const longSide = Math.max(width, height);
  const short = Math.max(SMALL_MIN_SHORT_SIDE, 2 * Math.round((Math.min(width, height) * SMALL_LONG_SIDE) / longSide / 2));
  return width >= height ? { width: SMALL_LONG_SIDE, height: short } : { width: short, height: SMALL_LONG_SIDE };
}

/** WebCodecs pixel formats, plus ffmpeg's planar 16-bit, reduced to what the kernels need. */
export interface PixelLayout {
  readonly kind: 'planar' | 'pairs' | 'rgba' | 'bgra' | 'gray';
  /** log2 of the chroma subsampling, horizontally and vertically. */
  readonly subX: 0 | 1;
  readonly subY: 0 | 1;
  /** Significant bits of a sample: 8, 10, 12 or 16. */
  readonly bits: number;
}

/** null for a format that no kernel reads. */
export function pixelLayout(format: string): PixelLayout | null {
  const planar = /^I(420|422|444)A?(?:P(10|12))?$/.exec(format);
  if (planar) {
    const bits = planar[2] === undefined ? 8 : Number(planar[2]);
    return { kind: 'planar', subX: planar[1] === '444' ? 0 : 1, subY: planar[1] === '420' ? 1 : 0, bits };
  }
  if (format === 'NV12') return { kind: 'pairs', subX: 1, subY: 1, bits: 8 };
  if (format === 'RGBA' || format === 'RGBX') return { kind: 'rgba', subX: 0, subY: 0, bits: 8 };
  if (format === 'BGRA' || format === 'BGRX') return { kind: 'bgra', subX: 0, subY: 0, bits: 8 };
  return null;
}

/** Where a plane lies in the picture buffer. */
export interface PlaneAt { readonly offset: number; readonly stride: number }

interface Kernels {
  shrinkLuma(src: number, stride: number, sw: number, sh: number, dst: number, dw: number, dh: number, sums: number, prefix: number, columns: number, boxes: number): void;
  meanGrid(src: number, stride: number, pair: number, pw: number, ph: number, dst: number, dw: number, dh: number): void;
  narrow(src: number, dst: number, samples: number, bits: number): void;
  splitRgb(src: number, pixels: number, red: number, y: number, cb: number, cr: number): void;
}

let compiled: WebAssembly.Module | undefined;
function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  return compiled;
}

/** Per output column: where it ends (two words), and its sum. */
const COLUMN_BYTES = 12;

const align = (n: number): number => (n + PAD_BYTES + 15) & ~15;

/** Memory: small luma, Cb, Cr at the bottom, then the picture, then scratch. */
const LUMA_AT = 0;
const CB_AT = align(SMALL_LONG_SIDE * SMALL_LONG_SIDE * 2);
const CR_AT = CB_AT + align((SMALL_LONG_SIDE / CHROMA_CELL) ** 2);
const PICTURE_AT = CR_AT + align((SMALL_LONG_SIDE / CHROMA_CELL) ** 2);

/** A picture brought down; views into the downscaler's memory, valid until its next call. */
export interface SmallPlanes extends SmallSize {
  readonly luma: Uint16Array;
  readonly cb: Uint8Array;
  readonly cr: Uint8Array;
}

export class Downscaler {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #kernels: Kernels;
  #pictureBytes = 0;
  #samples = 0;
  #scratchAt = 0;

  constructor() {
    this.#kernels = new WebAssembly.Instance(kernelModule(), { env: { memory: this.#memory } }).exports as unknown as Kernels;
  }

  /**
   * The buffer into which the next picture is copied (`VideoFrame.copyTo` writes straight into it). Valid until the next `picture` call
   * with a larger size.
   * @param bytes size of the raw picture @param width, height of the luma plane
   */
  picture(bytes: number, width: number, height: number): Uint8Array<ArrayBuffer> {
    const samples = width * height;
    this.#pictureBytes = Math.max(bytes, this.#pictureBytes);
    this.#samples = Math.max(samples, this.#samples);
    this.#scratchAt = PICTURE_AT + align(this.#pictureBytes);
    // Scratch: three 8-bit planes for RGB, then one row each of sums, prefix sums and output columns.
    this.#grow(this.#scratchAt + align(this.#samples * 3 + 3 * PAD_BYTES) + 2 * align(4 * (width + 1)) + align(COLUMN_BYTES * SMALL_LONG_SIDE));
    return new Uint8Array(this.#memory.buffer, PICTURE_AT, bytes);
  }

  /**
   * Brings down what lies in the picture buffer. `width`/`height` are those given to `picture`.
   * @param target kept through a recording even where its resolution changes
   */
  shrink(layout: PixelLayout, planes: readonly PlaneAt[], width: number, height: number, target: SmallSize = smallSize(width, height)): SmallPlanes {
    const { width: dw, height: dh } = target;
    const k = this.#kernels;
    const rgbAt = this.#scratchAt;
    const rowAt = rgbAt + align(this.#samples * 3 + 3 * PAD_BYTES);
    const prefixAt = rowAt + align(4 * (width + 1));
    const columnsAt = prefixAt + align(4 * (width + 1));
    let y: PlaneAt = this.#at(planes[0]);
    let chroma: readonly PlaneAt[] = planes.slice(1, 3).map((p) => this.#at(p));

    if (layout.kind === 'rgba' || layout.kind === 'bgra') {
      const samples = width * height;
      const plane = (i: number): PlaneAt => ({ offset: rgbAt + i * (samples + PAD_BYTES), stride: width });
      this.#packRows(y, width * 4, height);
      k.splitRgb(y.offset, samples, layout.kind === 'rgba' ? 0 : 2, plane(0).offset, plane(1).offset, plane(2).offset);
      y = plane(0);
      chroma = [plane(1), plane(2)];
    } else if (layout.bits > 8) {
      [y, ...chroma] = [y, ...chroma].map((p, i) => {
        const rows = i === 0 ? height : (height + layout.subY) >> layout.subY;
        k.narrow(p.offset, p.offset, (p.stride / 2) * rows, layout.bits);
        return { offset: p.offset, stride: p.stride / 2 };
      }) as [PlaneAt, ...PlaneAt[]];
    }

    k.shrinkLuma(y.offset, y.stride, width, height, LUMA_AT, dw, dh, rowAt, prefixAt, columnsAt, columnsAt + 8 * SMALL_LONG_SIDE);
    const pw = (width + layout.subX) >> layout.subX;
    const ph = (height + layout.subY) >> layout.subY;
    const cells = layout.kind === 'gray' ? 0 : Math.ceil(dw / CHROMA_CELL) * Math.ceil(dh / CHROMA_CELL);
    if (cells > 0) {
      const first = chroma[0] as PlaneAt;
      const second = layout.kind === 'pairs' ? first : (chroma[1] as PlaneAt);
      const paired = layout.kind === 'pairs';
      k.meanGrid(first.offset, first.stride, paired ? 1 : 0, pw, ph, CB_AT, dw, dh);
      k.meanGrid(second.offset, second.stride, paired ? 2 : 0, pw, ph, CR_AT, dw, dh);
    }
    const buffer = this.#memory.buffer;
    return { width: dw, height: dh, luma: new Uint16Array(buffer, LUMA_AT, dw * dh), cb: new Uint8Array(buffer, CB_AT, cells), cr: new Uint8Array(buffer, CR_AT, cells) };
  }

  /**
   * All three planes of a planar 8-bit picture at `target` (long side at most 160, not larger than the chroma planes), values × 16.
   * Views valid until the next call.
   */
  shrinkColour(layout: PixelLayout, planes: readonly PlaneAt[], width: number, height: number, target: SmallSize): readonly Uint16Array[] {
    const { width: dw, height: dh } = target;
    const rowAt = this.#scratchAt + align(this.#samples * 3 + 3 * PAD_BYTES);
    const prefixAt = rowAt + align(4 * (width + 1));
    const columnsAt = prefixAt + align(4 * (width + 1));
    const step = align(dw * dh * 2);
    return planes.slice(0, 3).map((plane, i) => {
      const { offset, stride } = this.#at(plane);
      const [w, h] = i === 0 ? [width, height] : [(width + layout.subX) >> layout.subX, (height + layout.subY) >> layout.subY];
      this.#kernels.shrinkLuma(offset, stride, w, h, LUMA_AT + i * step, dw, dh, rowAt, prefixAt, columnsAt, columnsAt + 8 * SMALL_LONG_SIDE);
      return new Uint16Array(this.#memory.buffer, LUMA_AT + i * step, dw * dh);
    });
  }

  #at(plane: PlaneAt | undefined): PlaneAt {
    if (!plane) throw new RangeError('the picture has fewer planes than its layout tells');
    return { offset: plane.offset + PICTURE_AT, stride: plane.stride };
  }

  /** splitRgb takes pixels without row padding. */
  #packRows(plane: PlaneAt, rowBytes: number, rows: number): void {
    if (plane.stride === rowBytes) return;
    const bytes = new Uint8Array(this.#memory.buffer);
    for (let y = 1; y < rows; y++) bytes.copyWithin(plane.offset + y * rowBytes, plane.offset + y * plane.stride, plane.offset + y * plane.stride + rowBytes);
  }

  #grow(bytes: number): void {
    const missing = bytes + PAD_BYTES - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / WASM_PAGE));
  }
}
