/** Random access to a file's bytes, whatever stands behind it (Blob in the browser, a file handle in tests), and a sequential read-ahead over it. */
import { AppError } from '../../core/errors';
import { noteWork } from '../../core/work-count';

export interface ByteSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`; shorter only at the end of the file. Rejects with AppError file-gone / file-changed. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A picked file. The browser refuses reads once the file on disk was altered or removed: told as file-changed / file-gone. */
export function blobByteSource(file: File): ByteSource {
  return {
    name: file.name,
    sizeBytes: file.size,
    async read(offset, length) {
      const end = Math.min(file.size, offset + Math.max(0, length));
      if (offset >= end) return new Uint8Array(0);
      try {
        const bytes = new Uint8Array(await file.slice(offset, end).arrayBuffer());
        noteWork();
        return bytes;
      } catch (cause) {
        const gone = cause instanceof Error && cause.name === 'NotFoundError';
        throw new AppError(gone ? 'file-gone' : 'file-changed', `bytes ${offset}–${end} cannot be read`, { fileName: file.name, cause });
      }
    },
  };
}

/** Bytes fetched at once by a read-ahead: large enough that Blob calls do not dominate, small beside a phone's memory. */
const WINDOW_BYTES = 4 << 20;

export interface ReadAhead {
  /** `length` bytes from `offset` (fewer at the end of the file). The view is valid until the next call; copy what must outlive it. */
  view(offset: number, length: number): Promise<Uint8Array>;
}

/** One moving window over a source: mostly ascending reads are served from memory. Not for concurrent calls. */
export function createReadAhead(source: ByteSource, windowBytes = WINDOW_BYTES): ReadAhead {
  let start = 0;
  let bytes = new Uint8Array(0);
  return {
    async view(offset, length) {
      const end = Math.min(source.sizeBytes, offset + length);
      if (end <= offset) return new Uint8Array(0);
      if (offset < start || end > start + bytes.length) {
        bytes = await source.read(offset, Math.max(end - offset, Math.min(windowBytes, source.sizeBytes - offset))) as Uint8Array<ArrayBuffer>;
        start = offset;
      }
      return bytes.subarray(offset - start, end - start);
    },
  };
}
