/** Grey pictures at full size by ordinal, upright, whole or only a part: what reading text needs, without drawing whole pictures. */
import { AppError } from '../../core/errors';
import type { Box01 } from '../../core/finding';
import type { LumaPicture, PixelRect } from '../ocr/luma-picture';
import { pixelLayout } from '../signal/kernels/downscale';
import { createFfmpegFrames } from './ffmpeg-frame-at';
import { createJpegFrames, type PictureAt, type PictureReader } from './frame-at';
import type { MediaIndex } from './media-index';
import { createWebCodecsFrames } from './webcodecs-frame-at';

export interface LumaAt {
  /** Size of the upright picture. */
  readonly width: number;
  readonly height: number;
  /** Parts of the upright picture (null: the whole); one null in all when the picture cannot be decoded. Ascending ordinals are decoded once. */
  /** `alone`: no picture near it will be asked for, so nothing need be decoded ahead. */
  parts(ordinal: number, rects: readonly (PixelRect | null)[], alone?: boolean): Promise<readonly LumaPicture[] | null>;
  close(): void;
}

type Rotation = 0 | 90 | 180 | 270;

/** @param spawnFfmpeg called only where the browser cannot decode. The index stays the caller's. */
export function createLumaAt(index: MediaIndex, file: File, spawnFfmpeg: () => Worker): LumaAt {
  const coded = index.summary.video;
  if (!coded || !index.video) throw new AppError('no-video', 'the recording has no video packets', { fileName: file.name });
  const { rotation } = coded;
  const sideways = rotation === 90 || rotation === 270;
  const readers: PictureReader[] = [coded.codec === 'mjpeg' ? createJpegFrames(index) : createWebCodecsFrames(index), createFfmpegFrames(index, file, spawnFfmpeg)];
  const full = Math.max(coded.width, coded.height);
  return {
    width: sideways ? coded.height : coded.width,
    height: sideways ? coded.width : coded.height,
    async parts(ordinal, rects, alone = false) {
      for (const reader of readers) {
        const picture = await reader.picture(ordinal, full, alone);
        if (!picture) continue;
        const parts: LumaPicture[] = [];
        for (const rect of rects) parts.push(await uprightLuma(picture, rect, coded));
        return parts;
      }
      return null;
    },
    close() { for (const reader of readers) reader.close(); },
  };
}

/** A part of a decoded picture (null: the whole), grey and upright; `rect` counts in pixels of the upright picture. */
export async function uprightLuma(picture: PictureAt, rect: PixelRect | null, coded: { readonly width: number; readonly height: number; readonly rotation: Rotation }): Promise<LumaPicture> {
  return turn(await lumaOf(picture, rect && lie(rect, coded, coded.rotation)), coded.rotation);
}

/** A part of the upright picture as fractions of the coded one. */
export function codedBox(rect: PixelRect, coded: { readonly width: number; readonly height: number }, rotation: Rotation): Box01 {
  const { x, y, width, height } = lie(rect, coded, rotation);
  return { x: x / coded.width, y: y / coded.height, w: width / coded.width, h: height / coded.height };
}

/** From upright to coded pixels. */
function lie({ x, y, width, height }: PixelRect, coded: { readonly width: number; readonly height: number }, rotation: Rotation): PixelRect {
  if (rotation === 90) return { x: y, y: coded.height - x - width, width: height, height: width };
  if (rotation === 180) return { x: coded.width - x - width, y: coded.height - y - height, width, height };
  return rotation === 270 ? { x: coded.width - y - height, y: x, width: height, height: width } : { x, y, width, height };
}

/** Turns clockwise. */
function turn({ width, height, luma }: LumaPicture, rotation: Rotation): LumaPicture {
  if (rotation === 0) return { width, height, luma };
  const turned = new Uint8Array(luma.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = rotation === 180 ? luma.length - 1 - y * width - x : rotation === 90 ? x * height + height - 1 - y : (width - 1 - x) * height + y;
      turned[to] = luma[y * width + x]!;
    }
  }
  return rotation === 180 ? { width, height, luma: turned } : { width: height, height: width, luma: turned };
}

/** Planar frames are copied from (their luma comes first); anything else is drawn. */
async function lumaOf({ source, width, height }: PictureAt, wanted: PixelRect | null): Promise<LumaPicture> {
  const rect = even(wanted ?? { x: 0, y: 0, width, height }, width, height);
  if (source instanceof VideoFrame) {
    const visible = source.visibleRect;
    const layout = source.format === null ? null : pixelLayout(source.format);
    if (visible && layout !== null && (layout.kind === 'planar' || layout.kind === 'pairs') && layout.bits === 8 && visible.width === width && visible.height === height) {
      const at = { x: rect.x + visible.x, y: rect.y + visible.y, width: rect.width, height: rect.height };
      const bytes = new Uint8Array(source.allocationSize({ rect: at }));
      const [plane] = await source.copyTo(bytes, { rect: at });
      const luma = new Uint8Array(rect.width * rect.height);
      for (let row = 0; row < rect.height; row++) luma.set(bytes.subarray(plane!.offset + row * plane!.stride, plane!.offset + row * plane!.stride + rect.width), row * rect.width);
      return { width: rect.width, height: rect.height, luma };
    }
  }
  const canvas = new OffscreenCanvas(rect.width, rect.height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  context.drawImage(source, rect.x, rect.y, rect.width, rect.height, 0, 0, rect.width, rect.height);
  const { data } = context.getImageData(0, 0, rect.width, rect.height);
  // ITU-R BT.601 weights.
  return { width: rect.width, height: rect.height, luma: Uint8Array.from({ length: rect.width * rect.height }, (_, i) => 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!) };
}

/** Chroma is stored for two pixels together: parts begin and end on even ones. */
function even(rect: PixelRect, width: number, height: number): PixelRect {
  const x = Math.max(0, 2 * Math.floor(rect.x / 2));
  const y = Math.max(0, 2 * Math.floor(rect.y / 2));
  return { x, y, width: Math.min(2 * Math.ceil((rect.x + rect.width) / 2), width & ~1) - x, height: Math.min(2 * Math.ceil((rect.y + rect.height) / 2), height & ~1) - y };
}
