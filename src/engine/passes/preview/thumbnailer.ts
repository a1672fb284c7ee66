/** Draws decoded pictures small and upright and encodes them as JPEG. */

/** Long side in pixels. */
export const THUMBNAIL_LONG_SIDE = 160;
const JPEG_QUALITY = 0.72;

/** @param rotation clockwise degrees to upright @returns a function that consumes (closes) the picture */
export function createThumbnailer(rotation: 0 | 90 | 180 | 270): (frame: VideoFrame) => Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  return async (frame) => {
    try {
      drawUpright(canvas, context!, frame, frame.displayWidth, frame.displayHeight, rotation, THUMBNAIL_LONG_SIDE);
    } finally {
      frame.close();
    }
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY })).arrayBuffer());
  };
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
