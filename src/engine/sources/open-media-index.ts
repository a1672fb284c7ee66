/** Opens any recording: looks at the first bytes, chooses the reader, and says clearly why a file cannot be opened. */
import { AppError } from '../../core/errors';
import { isPlainText } from '../../core/plain-text';
import { looksLikeBoxes, openBoxesIndex } from './boxes-index';
import { latin1 } from './byte-reader';
import type { ByteSource } from './byte-source';
import { openFfmpegIndex, type FfmpegIndexer } from './ffmpeg-index';
import type { MediaIndex } from './media-index';
import { openMediabunnyIndex } from './mediabunny-index';
import { openRiffIndex } from './riff-index';
import { openTransportStreamIndex } from './transport-stream-index';
import { findLayout } from './transport-stream-packets';

/** Enough for five transport packets in the largest stride. */
const HEAD_BYTES = 4096;

export interface OpenHelpers {
  /** The file as a Blob: what ffmpeg mounts. */
  readonly blob?: Blob;
  /** Reads what nothing else does; without it such files are refused. */
  readonly ffmpegIndex?: FfmpegIndexer;
}

/**
 * A recording without a picture opens, with a notice among its issues, as long as there is sound. Rejects with AppError: file-empty,
 * file-not-media, file-truncated, file-damaged, no-tracks, no-pictures, file-gone, file-changed.
 */
export async function openMediaIndex(source: ByteSource, helpers: OpenHelpers = {}): Promise<MediaIndex> {
  if (source.sizeBytes === 0) throw new AppError('file-empty', '0 bytes', { fileName: source.name });
  const head = await source.read(0, HEAD_BYTES);
  if (looksLikeBoxes(head)) return openBoxesIndex(source);
  if (latin1(head.subarray(0, 4)) === 'RIFF' && latin1(head.subarray(8, 11)) === 'AVI') return openRiffIndex(source);
  const layout = findLayout(head);
  if (layout) return openTransportStreamIndex(source, layout);
  if (isPlainText(head)) throw new AppError('file-not-media', 'plain text', { fileName: source.name });
  let problem: unknown = null;
  try {
    const index = await openMediabunnyIndex(source);
    if (index) return index;
  } catch (thrown) {
    // A known format without a picture is final; anything else may still be ffmpeg's to read.
    if (thrown instanceof AppError) throw thrown;
    problem = thrown;
  }
  if (helpers.ffmpegIndex && helpers.blob) return openFfmpegIndex(source, helpers.blob, helpers.ffmpegIndex);
  throw new AppError(problem ? 'file-damaged' : 'file-not-media', problem instanceof Error ? problem.message : 'no known container', { fileName: source.name, cause: problem });
}
