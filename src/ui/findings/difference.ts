/** The amplified absolute difference of two pictures, so that small changes become visible and equal pictures become black. */

let scratch: OffscreenCanvas | undefined;

function pixelsOf(bitmap: ImageBitmap, width: number, height: number): Uint8ClampedArray {
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = width;
  scratch.height = height;
  const context = scratch.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** |left − right| × gain per colour channel, clipped at 255; the right picture is brought to the left one's size. */
export function differencePixels(left: ImageBitmap, right: ImageBitmap, gain: number): ImageData {
  const { width, height } = left;
  const a = pixelsOf(left, width, height);
  const b = pixelsOf(right, width, height);
  const out = new ImageData(width, height);
  amplifiedDifference(a, b, gain, out.data);
  return out;
}

/** RGBA in, opaque RGBA out; all three of one length. */
export function amplifiedDifference(a: Uint8ClampedArray, b: Uint8ClampedArray, gain: number, out: Uint8ClampedArray): void {
  for (let i = 0; i < out.length; i += 4) {
    out[i] = Math.abs(a[i]! - b[i]!) * gain;
    out[i + 1] = Math.abs(a[i + 1]! - b[i + 1]!) * gain;
    out[i + 2] = Math.abs(a[i + 2]! - b[i + 2]!) * gain;
    out[i + 3] = 255;
  }
}
