/** Exact single pictures on demand: decodes from the preceding random-access point and keeps the neighbours, so that stepping is instant both ways. */
import { AppError } from '../../core/errors';
import { drawUpright } from '../passes/preview/thumbnailer';
import { createFfmpegFrames } from './ffmpeg-frame-at';
import { decodeJpegPacket } from './jpeg-packets';
import type { MediaIndex } from './media-index';
import { createWebCodecsFrames } from './webcodecs-frame-at';

/** A decoded picture in coded orientation. Owned by its reader: valid until the reader's next call. */
export interface PictureAt {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

/** One way of decoding. null when it cannot give this picture. Calls do not overlap. */
export interface PictureReader {
  /** `alone`: no picture near it will be asked for; a decoder that can give it without decoding ahead then does. */
  picture(ordinal: number, maxSide: number, alone?: boolean): Promise<PictureAt | null>;
  /** Whether the last picture was not given because no random-access point comes before it: it would have been a destroyed one. */
  readonly withheld?: boolean;
  close(): void;
}

export interface FrameAt {
  /** Upright, long side at most `maxSide` px, owned by the caller. Rejects with AppError decode-failed, picture-incomplete, no-video. */
  bitmap(ordinal: number, maxSide: number): Promise<ImageBitmap>;
  close(): void;
}

/** @param spawnFfmpeg called only where the browser cannot decode. The index stays the caller's. */
export function createFrameAt(index: MediaIndex, file: File, spawnFfmpeg: () => Worker): FrameAt {
  const { video: packets, summary } = index;
  if (!packets || packets.count === 0 || !summary.video) throw new AppError('no-video', 'the recording has no video packets', { fileName: file.name });
  const { rotation, codec } = summary.video;
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { alpha: false })!;
  const readers: PictureReader[] = [codec === 'mjpeg' ? createJpegFrames(index) : createWebCodecsFrames(index), createFfmpegFrames(index, file, spawnFfmpeg)];
  let queue: Promise<unknown> = Promise.resolve();

  const draw = async (ordinal: number, maxSide: number): Promise<ImageBitmap> => {
    for (const reader of readers) {
      const picture = await reader.picture(ordinal, maxSide);
      if (!picture) continue;
      drawUpright(canvas, context, picture.source, picture.width, picture.height, rotation, maxSide);
      return canvas.transferToImageBitmap();
    }
    if (readers.some((reader) => reader.withheld === true)) throw new AppError('picture-incomplete', `no random-access point comes before picture ${ordinal}`, { fileName: file.name });
    throw new AppError('decode-failed', `picture ${ordinal} cannot be decoded`, { fileName: file.name });
  };
  return {
    bitmap(ordinal, maxSide) {
      if (!(ordinal >= 0 && ordinal < packets.count)) return Promise.reject(new AppError('decode-failed', `there is no picture ${ordinal}`, { fileName: file.name }));
      const result = queue.then(() => draw(ordinal, maxSide));
      queue = result.catch(() => undefined);
      return result;
    },
    close() {
      for (const reader of readers) reader.close();
    },
  };
}

/** Every Motion JPEG packet is a picture of its own. */
export function createJpegFrames(index: MediaIndex): PictureReader {
  let last: VideoFrame | null = null;
  return {
    async picture(ordinal) {
      const frame = await decodeJpegPacket(await index.readPacket('video', index.video!.displayOrder[ordinal]!));
      if (!frame) return null;
      last?.close();
      last = frame;
      return { source: frame, width: frame.displayWidth, height: frame.displayHeight };
    },
    close() { last?.close(); },
  };
}
