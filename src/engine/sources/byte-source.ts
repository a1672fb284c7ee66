/** Random access to a file's bytes, whatever stands behind it (Blob in the browser, a file handle in tests), and a sequential read-ahead over it. */
import { AppError } from '../../core/errors';
import { noteWork } from '../../core/work-count';
import { releaseMemory } from './released-memory';

export interface ByteSource {
  readonly name: string;
  readonly sizeBytes: number;
  /**
   * Up to `length` bytes from `offset`, in a block of its own, which the caller may release; shorter only at the end of the file. Rejects
   * with AppError file-gone / file-changed.
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A picked file. The browser refuses reads once the file on disk was altered or removed: told as file-changed / file-gone. */
export function blobByteSource(file: File): ByteSource {
  const end = (offset: number, length: number): number => Math.min(file.size, offset + Math.max(0, length));
  const refusal = (cause: unknown, offset: number, length: number): AppError => {
    const gone = cause instanceof Error && cause.name === 'NotFoundError';
    return new AppError(gone ? 'file-gone' : 'file-changed', `bytes ${offset}–${end(offset, length)} cannot be read`, { fileName: file.name, cause });
  };
  const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (offset >= end(offset, length)) return new Uint8Array(0);
    try {
      const bytes = new Uint8Array(await file.slice(offset, end(offset, length)).arrayBuffer());
      noteWork();
      return bytes;
    } catch (cause) {
      throw refusal(cause, offset, length);
    }
  };
  return { name: file.name, sizeBytes: file.size, read };
}

/** Bytes fetched at once by a read-ahead: large enough that Blob calls do not dominate, small beside a phone's memory. */
const WINDOW_BYTES = 4 << 20;

export interface ReadAhead {
  /** `length` bytes from `offset` (fewer at the end of the file). The view is valid until the next call, which may empty it; copy what must outlive it. */
  view(offset: number, length: number): Promise<Uint8Array>;
}

/** A read this close behind the window goes on where it ended: what lies between belongs to another track. */
const GAP_BYTES = 1 << 20;

/**
 * One moving window over a source: mostly ascending reads are served from memory. Not for concurrent calls.
 * @param keepsPlace a read elsewhere fetches what it asks for and leaves the window where it is; only the next one that goes on from
 * there moves it: for a sweep that others look past
 */
export function createReadAhead(source: ByteSource, windowBytes = WINDOW_BYTES, keepsPlace = false): ReadAhead {
  let start = 0;
  let bytes = new Uint8Array(0);
  /** Where the last read outside the window ended. */
  let aloneEnd = -1;
  const goesOn = (offset: number, from: number): boolean => offset >= from && offset <= from + GAP_BYTES;
  return {
    async view(offset, length) {
      const end = Math.min(source.sizeBytes, offset + length);
      if (end <= offset) return new Uint8Array(0);
      if (offset < start || end > start + bytes.length) {
        const moves = !keepsPlace || bytes.length === 0 || (offset >= start && offset <= start + bytes.length + GAP_BYTES) || (aloneEnd >= 0 && goesOn(offset, aloneEnd));
        if (!moves) {
          aloneEnd = end;
          return source.read(offset, end - offset);
        }
        aloneEnd = -1;
        const length = Math.max(end - offset, Math.min(windowBytes, source.sizeBytes - offset));
        // Nothing is left of the window should the read fail.
        releaseMemory(bytes.buffer);
        bytes = new Uint8Array(0);
        bytes = await source.read(offset, length);
        start = offset;
      }
      return bytes.subarray(offset - start, end - start);
    },
  };
}
