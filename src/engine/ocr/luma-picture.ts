/** Grey pictures for reading text: cutting out, and scaling by bilinear interpolation or area averaging. */

/** Row-major, no padding, 0 … 255. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** In pixels; `x`, `y` is the upper left corner. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The same rectangle with whole numbers, inside a picture of that size and at least one pixel large. */
export function rectInside(rect: PixelRect, width: number, height: number): PixelRect {
  const x = Math.max(0, Math.min(width - 1, Math.floor(rect.x)));
  const y = Math.max(0, Math.min(height - 1, Math.floor(rect.y)));
  return {
    x, y,
    width: Math.max(1, Math.min(width, Math.ceil(rect.x + rect.width)) - x),
    height: Math.max(1, Math.min(height, Math.ceil(rect.y + rect.height)) - y),
  };
}

/** A copy of that part; the rectangle is brought inside first. */
export function cropLuma(picture: LumaPicture, wanted: PixelRect): LumaPicture {
  const rect = rectInside(wanted, picture.width, picture.height);
  const luma = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * picture.width + rect.x;
    luma.set(picture.luma.subarray(from, from + rect.width), row * rect.width);
  }
  return { width: rect.width, height: rect.height, luma };
}

/** Scaled copy: bilinear upwards, area averaging downwards (each axis by itself). */
export function scaleLuma(picture: LumaPicture, width: number, height: number): LumaPicture {
  const across = axisWeights(picture.width, width);
  const down = axisWeights(picture.height, height);
  const half = new Float32Array(width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    const row = y * picture.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [at, weight] of across[x]) sum += picture.luma[row + at] * weight;
      half[y * width + x] = sum;
    }
  }
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [at, weight] of down[y]) sum += half[at * width + x] * weight;
      luma[y * width + x] = Math.max(0, Math.min(255, Math.round(sum)));
    }
  }
  return { width, height, luma };
}

/** For each target pixel the source pixels that make it, with weights that sum to 1. */
function axisWeights(from: number, to: number): readonly (readonly [number, number])[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, target) => {
    if (step <= 1) {
      const centre = Math.max(0, Math.min(from - 1, (target + 0.5) * step - 0.5));
      const left = Math.floor(centre);
      const share = centre - left;
      return share === 0 ? [[left, 1] as const] : [[left, 1 - share] as const, [left + 1, share] as const];
    }
    const start = target * step;
    const end = start + step;
    const pixels: (readonly [number, number])[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) pixels.push([at, (Math.min(end, at + 1) - Math.max(start, at)) / step]);
    return pixels;
  });
}
