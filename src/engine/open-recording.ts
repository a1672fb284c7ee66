/** Opens a picked file for analysis: own readers first, ffmpeg.wasm's demuxer for containers that they do not know. */
import { blobByteSource } from './sources/byte-source';
import { createFfmpegIndexer } from './sources/ffmpeg-indexer';
import type { MediaIndex } from './sources/media-index';
import { openMediaIndex } from './sources/open-media-index';

/**
 * @param spawnFfmpeg makes a worker that speaks the ffmpeg protocol; called only when needed
 * @returns the index, owned by the caller, who closes it; rejects with AppError file-empty, file-not-media, no-video …
 */
export function openRecording(file: File, spawnFfmpeg: () => Worker): Promise<MediaIndex> {
  return openMediaIndex(blobByteSource(file), { blob: file, ffmpegIndex: createFfmpegIndexer(spawnFfmpeg) });
}
