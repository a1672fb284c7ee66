/** A byte source over a file on disk, for tests and benches in Node. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource } from '../../src/engine/sources/byte-source';

export async function fileByteSource(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    name: basename(path),
    sizeBytes: size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      return bytes.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}
