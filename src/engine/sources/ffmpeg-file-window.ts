/** Serves ffmpeg.wasm's many small reads of a mounted file from one moving window: each read of a Blob costs a trip to another process. */

/** The part of emscripten's WORKERFS that reads. */
export interface WorkerFileSystem {
  readonly stream_ops: {
    read(stream: { readonly node: { readonly contents: Blob } }, heap: Int8Array, offset: number, length: number, position: number): number;
  };
}

/** Fetched where reads go on one after the other, and after a jump (indices and seeks read little at a place). */
const WINDOW_BYTES = 4 << 20;
const JUMP_BYTES = 256 << 10;
/** Skipped stretches (another track's packets) that still count as going on. */
const GAP_BYTES = 1 << 20;

/** Replaces the reads of that file system. @param readSync the bytes of a stretch of a Blob, at once */
export function readThroughWindow(files: WorkerFileSystem, readSync: (blob: Blob) => ArrayBuffer): void {
  let owner: Blob | null = null;
  let start = 0;
  let bytes = new Uint8Array(0);
  files.stream_ops.read = ({ node: { contents } }, heap, offset, length, position) => {
    const end = Math.min(contents.size, position + length);
    if (position >= end) return 0;
    if (owner !== contents || position < start || end > start + bytes.length) {
      const goesOn = owner === contents && position >= start && position <= start + bytes.length + GAP_BYTES;
      const until = Math.max(end, Math.min(contents.size, position + (goesOn ? WINDOW_BYTES : JUMP_BYTES)));
      bytes = new Uint8Array(readSync(contents.slice(position, until)));
      owner = contents;
      start = position;
    }
    heap.set(bytes.subarray(position - start, end - start), offset);
    return end - position;
  };
}
