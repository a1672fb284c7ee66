/** Reading a picked file into memory that is used again: same bytes as a plain read, and the same refusals. */
import { afterEach, describe, expect, it } from 'vitest';
import { blobByteSource, createReadAhead } from './byte-source';

const NAME = 'byte-source-test.bin';
const MB = 1 << 20;
const pattern = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);

/** A file on a real disk, which may change and go: that of the browser's own folder. */
async function diskFile(bytes: Uint8Array<ArrayBuffer>): Promise<File> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(NAME, { create: true });
  const writable = await handle.createWritable();
  await writable.write(bytes);
  await writable.close();
  return handle.getFile();
}

afterEach(async () => {
  await (await navigator.storage.getDirectory()).removeEntry(NAME).catch(() => undefined);
});

describe('a file read into memory that is used again', () => {
  const bytes = pattern(3 * MB + 17);

  it('has the bytes of a plain read, at the end of the file too', async () => {
    const source = blobByteSource(await diskFile(bytes));
    let memory = new ArrayBuffer(MB);
    for (const offset of [0, MB - 3, 2 * MB, 3 * MB]) {
      const got = await source.readInto!(memory, offset, MB);
      expect(got.length).toBe(Math.min(MB, bytes.length - offset));
      expect(got.every((byte, i) => byte === bytes[offset + i])).toBe(true);
      memory = got.buffer;
      expect(memory.byteLength).toBe(MB);
    }
    expect((await source.readInto!(memory, bytes.length, MB)).length).toBe(0);
  });

  it('is refused once the file has changed, and once it has gone', async () => {
    const source = blobByteSource(await diskFile(bytes));
    // The time of a change is kept in whole milliseconds, on some disks in seconds: another length tells it at once.
    await diskFile(pattern(2 * MB));
    await expect(source.readInto!(new ArrayBuffer(MB), 0, MB)).rejects.toMatchObject({ code: 'file-changed' });
    const second = blobByteSource(await diskFile(bytes));
    await (await navigator.storage.getDirectory()).removeEntry(NAME);
    await expect(second.readInto!(new ArrayBuffer(MB), 0, MB)).rejects.toMatchObject({ code: 'file-gone' });
  });

  it('serves a moving window, also after a read that failed', async () => {
    const source = blobByteSource(await diskFile(bytes));
    let fails = false;
    const ahead = createReadAhead({ ...source, readInto: (...read) => fails ? Promise.reject(new Error('bad sector')) : source.readInto!(...read) }, MB);
    const at = async (offset: number): Promise<void> => {
      const view = await ahead.view(offset, 1000);
      expect(view.every((byte, i) => byte === bytes[offset + i])).toBe(true);
    };
    await at(0);
    await at(MB - 500);
    fails = true;
    await expect(ahead.view(2 * MB, 1000)).rejects.toThrow('bad sector');
    fails = false;
    await at(2 * MB);
    await at(2 * MB + 500);
    await at(100);
  });
});
