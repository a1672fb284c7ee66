/** Draws decoded pictures small and upright and encodes them as JPEG. */

import { Downscaler, pixelLayout } from '../../signal/kernels/downscale';

/** Long side in pixels. */
export const THUMBNAIL_LONG_SIDE = 160;
const JPEG_QUALITY = 0.72;

/** @param rotation clockwise degrees to upright @returns a function that consumes (closes) the picture */
export function createThumbnailer(rotation: 0 | 90 | 180 | 270): (frame: VideoFrame) => Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  const small = new OffscreenCanvas(1, 1);
  const smallContext = small.getContext('2d', { alpha: false, willReadFrequently: true })!;
  const scaler = new Downscaler();
  return async (frame) => {
    const { displayWidth: width, displayHeight: height } = frame;
    try {
      const pixels = await smallPixels(frame, scaler);
      if (pixels) {
        small.width = pixels.width;
        small.height = pixels.height;
        smallContext.putImageData(pixels, 0, 0);
      }
      drawUpright(canvas, context, pixels ? small : frame, width, height, rotation, THUMBNAIL_LONG_SIDE);
    } finally {
      frame.close();
    }
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY })).arrayBuffer());
  };
}

/**
 * Planar pictures are brought down by our own kernel: drawing full pictures to a canvas takes seven times as long and keeps
 * hundreds of megabytes of shared memory in Chromium (measured on 120 pictures of 1080p). null for other layouts and tiny ones.
 */
async function smallPixels(frame: VideoFrame, scaler: Downscaler): Promise<ImageData | null> {
  const rect = frame.visibleRect;
  const layout = frame.format === null ? null : pixelLayout(frame.format);
  if (!rect || layout?.kind !== 'planar' || layout.bits !== 8 || Math.min(rect.width, rect.height) < 2 * THUMBNAIL_LONG_SIDE) return null;
  const scale = THUMBNAIL_LONG_SIDE / Math.max(rect.width, rect.height);
  const width = 8 * Math.max(1, Math.round((rect.width * scale) / 8));
  const height = 8 * Math.max(1, Math.round((rect.height * scale) / 8));
  const planes = await frame.copyTo(scaler.picture(frame.allocationSize(), rect.width, rect.height));
  const [y, cb, cr] = scaler.shrinkColour(layout, planes, rect.width, rect.height, { width, height });
  const full = frame.colorSpace.fullRange === true;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const luma = full ? y![i]! / 16 : (y![i]! / 16 - 16) * 1.164;
    const u = (cb![i]! / 16 - 128) * (full ? 1 : 1.138);
    const v = (cr![i]! / 16 - 128) * (full ? 1 : 1.138);
    // ITU-R BT.709; at this size nobody sees the difference to BT.601.
    pixels.data.set([luma + 1.575 * v, luma - 0.187 * u - 0.468 * v, luma + 1.856 * u, 255], i * 4);
  }
  return pixels;
}

/** Sizes the canvas so that the picture fits `longSide` (never enlarged) and draws it turned by `rotation`. */
export function drawUpright(
  canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D, picture: CanvasImageSource, width: number, height: number,
  rotation: 0 | 90 | 180 | 270, longSide: number,
): void {
  const scale = Math.min(1, longSide / Math.max(width, height));
  const w = Math.max(1, Math.round(width * scale));
  const h = Math.max(1, Math.round(height * scale));
  const sideways = rotation === 90 || rotation === 270;
  canvas.width = sideways ? h : w;
  canvas.height = sideways ? w : h;
  context.imageSmoothingQuality = 'medium';
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((rotation * Math.PI) / 180);
  context.drawImage(picture, -w / 2, -h / 2, w, h);
  context.resetTransform();
}
