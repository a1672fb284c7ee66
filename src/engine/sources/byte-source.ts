/** Random access to a file's bytes, whatever stands behind it (Blob in the browser, a file handle in tests), and a sequential read-ahead over it. */
import { AppError } from '../../core/errors';
import { noteWork } from '../../core/work-count';

export interface ByteSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`; shorter only at the end of the file. Rejects with AppError file-gone / file-changed. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * The same into memory that the caller hands over (`length` ≤ its size): the answer lies in it, and earlier views of it become empty. Absent
   * where the platform cannot. Reading gigabytes by `read` leaves the blocks to the collector, which lets some hundred megabytes gather
   * first, and takes twice as long (4.4 GB in blocks of 8 MB, Chromium 156: 24.7 s, into the same memory 11.2 s).
   */
  readInto?(memory: ArrayBuffer, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
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
  const readInto = async (memory: ArrayBuffer, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const wanted = end(offset, length) - offset;
    if (wanted <= 0) return new Uint8Array(memory, 0, 0);
    let buffer = memory;
    let filled = 0;
    try {
      const reader = file.slice(offset, offset + wanted).stream().getReader({ mode: 'byob' });
      while (filled < wanted) {
        const { value, done } = await reader.read(new Uint8Array(buffer, filled, wanted - filled));
        if (value !== undefined) {
          buffer = value.buffer;
          filled += value.length;
        }
        if (done) break;
      }
      // Else the pipe stays open until it is collected.
      await reader.cancel();
    } catch {
      // A stream does not tell a file that went from one that changed; the plain read does, and reads what can be read.
      return read(offset, length);
    }
    if (filled < wanted) throw refusal(null, offset, length);
    noteWork();
    return new Uint8Array(buffer, 0, filled);
  };
  return { name: file.name, sizeBytes: file.size, read, ...(readsIntoMemory() ? { readInto } : {}) };
}

let intoMemory: boolean | null = null;

function readsIntoMemory(): boolean {
  if (intoMemory !== null) return intoMemory;
  try {
    new Blob(['-']).stream().getReader({ mode: 'byob' }).releaseLock();
    return intoMemory = true;
  } catch {
    return intoMemory = false;
  }
}

/** Reads into `memory`, or into new memory where it is too small or the source cannot. See ByteSource.readInto. */
export async function readReusing(source: ByteSource, memory: ArrayBuffer, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (source.readInto === undefined) return await source.read(offset, length) as Uint8Array<ArrayBuffer>;
  return source.readInto(memory.byteLength >= length ? memory : new ArrayBuffer(length), offset, length);
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
        const used = bytes.buffer;
        // Nothing is left of the window should the read fail.
        bytes = new Uint8Array(0);
        bytes = await readReusing(source, used, offset, length);
        start = offset;
      }
      return bytes.subarray(offset - start, end - start);
    },
  };
}
