/** The preview pass: a few keyframes spread over the file, as upright JPEG thumbnails, in a small fraction of the decode's time. */
import { AppError } from '../../../core/errors';
import type { PacketTable, Thumbnail } from '../../../core/tables';
import { us } from '../../../core/time';
import type { PassControl } from '../../budget';
import { chunkOf, supportedConfig } from '../../sources/webcodecs-config';
import { decodeJpegPacket } from '../../sources/jpeg-packets';
import type { MediaIndex } from '../../sources/media-index';
import type { FullPictures } from '../../sources/webcodecs-frames';
import { ffmpegThumbnails } from './ffmpeg-thumbnails';
import { createThumbnailer } from './thumbnailer';

/** One a pixel column is more than any overview shows. */
const MAX_THUMBNAILS = 120;
/** Short files need no more than one in this many µs of media: a keyframe costs five times a common picture. */
const SPACING_US = 5_000_000;
const MIN_THUMBNAILS = 12;
/**
 * Up to this long the whole decode is over in seconds, and thumbnails are taken from it: a decode of their own would cost one part in
 * twenty of a minute's analysis, and one in three hundred of an hour's.
 */
const IN_PASSING_US = 120_000_000;
/** Keyframes inside the decoder: its threads take one each. */
const QUEUE_KEYS = 4;

export interface PreviewOptions {
  /** A new ffmpeg worker; called only where the browser cannot decode the track. */
  readonly spawnFfmpeg: () => Worker;
}

/** Whether the frame pass shows pictures of this recording at full size while it decodes: its thumbnails come of it (`passingThumbnails`). */
export async function showsPicturesInPassing(index: MediaIndex): Promise<boolean> {
  const { durationUs, video } = index.summary;
  return durationUs <= IN_PASSING_US && video !== null && video.codec !== 'mjpeg' && (await supportedConfig(index.videoConfig)) !== null;
}

/** The same thumbnails, of pictures that are decoded anyway. */
export function passingThumbnails(index: MediaIndex, sink: (thumbnail: Thumbnail) => void): FullPictures {
  const packets = index.video!;
  const chosen = new Set(spreadKeys(packets));
  const draw = createThumbnailer(index.summary.video!.rotation);
  return {
    wants: (ordinal) => chosen.has(packets.displayOrder[ordinal]!),
    take: async (ordinal, frame) => sink({ ptsUs: us(packets.ptsUs[packets.displayOrder[ordinal]!]!), jpeg: await draw(frame.clone()) }),
  };
}

/** Thumbnails in presentation order. Rejects with AppError no-video, cancelled, decode-failed. Progress in thumbnails. */
export async function runPreviewPass(index: MediaIndex, file: File, control: PassControl, sink: (thumbnail: Thumbnail) => void, options: PreviewOptions): Promise<void> {
  const { video: packets, summary } = index;
  if (!packets || packets.count === 0 || !summary.video) throw new AppError('no-video', 'the recording has no video packets', { fileName: file.name });
  const keys = spreadKeys(packets);
  const draw = createThumbnailer(summary.video.rotation);
  let made = 0;
  const emit = (thumbnail: Thumbnail): void => {
    sink(thumbnail);
    control.progress(++made, keys.length);
  };
  const ptsUs = (packet: number) => us(packets.ptsUs[packet]!);

  if (summary.video.codec === 'mjpeg') {
    for (const packet of keys) {
      await control.tick();
      const frame = await decodeJpegPacket(await index.readPacket('video', packet));
      if (frame) emit({ ptsUs: ptsUs(packet), jpeg: await draw(frame) });
    }
    if (made > 0) return;
  }
  const config = await supportedConfig(index.videoConfig);
  if (config) await decodeKeys(index, config, packets, keys, control, async (packet, frame) => emit({ ptsUs: ptsUs(packet), jpeg: await draw(frame) }));
  if (made === 0) await ffmpegThumbnails(index, file, keys, control, emit, options.spawnFfmpeg);
  if (made === 0) throw new AppError('decode-failed', 'no keyframe could be decoded', { fileName: file.name });
}

/** Decode-order indices of the chosen keyframes, evenly spread in time. */
export function spreadKeys(packets: PacketTable): number[] {
  const keys = [...packets.displayOrder].filter((packet) => packets.key[packet] === 1);
  if (keys.length === 0) return [];
  const startUs = packets.ptsUs[keys[0]!]!;
  const spanUs = packets.ptsUs[keys.at(-1)!]! - startUs;
  const wanted = Math.min(MAX_THUMBNAILS, Math.max(MIN_THUMBNAILS, Math.ceil(spanUs / SPACING_US)));
  const stepUs = spanUs / wanted;
  const chosen: number[] = [];
  let nextUs = -Infinity;
  for (const key of keys) {
    const at = packets.ptsUs[key]! - startUs;
    if (at < nextUs) continue;
    chosen.push(key);
    nextUs = Math.max(nextUs + stepUs, at + stepUs / 2);
  }
  return chosen;
}

/** Keyframes alone, in order; one that cannot be decoded ends the series (what came before stands). */
async function decodeKeys(
  index: MediaIndex, config: VideoDecoderConfig, packets: PacketTable, keys: readonly number[], control: PassControl,
  take: (packet: number, frame: VideoFrame) => Promise<void>,
): Promise<void> {
  const waiting: VideoFrame[] = [];
  let failed = false;
  let wake: () => void = () => undefined;
  const decoder = new VideoDecoder({ output: (frame) => waiting.push(frame), error: () => { failed = true; wake(); } });
  decoder.ondequeue = () => wake();
  const drain = async (): Promise<void> => {
    for (let frame = waiting.shift(); frame; frame = waiting.shift()) await take(frame.timestamp, frame);
  };
  try {
    decoder.configure(config);
    for (const key of keys) {
      await control.tick();
      if (failed) break;
      while (decoder.decodeQueueSize >= QUEUE_KEYS && !failed) await new Promise<void>((resolve) => { wake = resolve; });
      if (failed) break;
      decoder.decode(chunkOf(packets, key, await index.readPacket('video', key), key));
      await drain();
    }
    await decoder.flush();
    await drain();
  } catch (thrown) {
    if (control.cancelled) throw thrown;
  } finally {
    for (const frame of waiting) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}
