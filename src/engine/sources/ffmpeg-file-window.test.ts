import { expect, it } from 'vitest';
import { readThroughWindow, type WorkerFileSystem } from './ffmpeg-file-window';

/** A Blob as far as the window looks at it. */
const blobOf = (bytes: Uint8Array): Blob => ({ size: bytes.length, slice: (from: number, to: number) => blobOf(bytes.subarray(from, to)), bytes } as unknown as Blob);
const data = Uint8Array.from({ length: 6 << 20 }, (_, i) => (i * 31 + (i >> 8)) & 255);

function mounted(): { read(blob: Blob, position: number, length: number): number[]; fetches: number[] } {
  const fetches: number[] = [];
  const files: WorkerFileSystem = { stream_ops: { read: () => 0 } };
  readThroughWindow(files, (blob) => {
    const bytes = (blob as unknown as { bytes: Uint8Array }).bytes;
    fetches.push(bytes.length);
    return bytes.slice().buffer;
  });
  return {
    fetches,
    read(blob, position, length) {
      const heap = new Int8Array(length + 8);
      const count = files.stream_ops.read({ node: { contents: blob } }, heap, 8, length, position);
      return [...new Uint8Array(heap.buffer, 8, count)];
    },
  };
}

it('gives the bytes that the file has, whatever the order of reads, and stops at its end', () => {
  const file = mounted();
  const blob = blobOf(data);
  for (const [position, length] of [[0, 5000], [5000, 32768], [3_000_000, 100], [10, 10], [2_999_990, 5_000], [data.length - 50, 100], [data.length, 10]] as const) {
    expect(file.read(blob, position, length)).toEqual([...data.subarray(position, position + length)]);
  }
});

it('fetches a file that is read in small steps in a few large ones, little after a jump, and anew for another file', () => {
  const file = mounted();
  const blob = blobOf(data);
  for (let at = 0; at < data.length; at += 32768) file.read(blob, at, 32768);
  expect(file.fetches.length).toBeLessThanOrEqual(4);
  file.read(blob, 100, 100);
  expect(file.fetches.at(-1)).toBeLessThan(1 << 20);
  expect(file.read(blobOf(data.slice().reverse()), 100, 3)).toEqual([...data.slice().reverse().subarray(100, 103)]);
});
