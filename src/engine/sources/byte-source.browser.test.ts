/** Reading a picked file: its bytes, a clear refusal once it has changed or gone, and a moving window that gives its memory back. */
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

describe('a picked file', () => {
  const bytes = pattern(3 * MB + 17);

  it('is refused once it has changed, and once it has gone', async () => {
    const source = blobByteSource(await diskFile(bytes));
    // The time of a change is kept in whole milliseconds, on some disks in seconds: another length tells it at once.
    await diskFile(pattern(2 * MB));
    await expect(source.read(0, MB)).rejects.toMatchObject({ code: 'file-changed' });
    const second = blobByteSource(await diskFile(bytes));
    await (await navigator.storage.getDirectory()).removeEntry(NAME);
    await expect(second.read(0, MB)).rejects.toMatchObject({ code: 'file-gone' });
  });

  it('is served by a moving window, at its end and after a read that failed too', async () => {
    const source = blobByteSource(await diskFile(bytes));
    let fails = false;
    const ahead = createReadAhead({ ...source, read: (...read) => fails ? Promise.reject(new Error('bad sector')) : source.read(...read) }, MB);
    const at = async (offset: number): Promise<Uint8Array> => {
      const view = await ahead.view(offset, 1000);
      expect(view.length).toBe(Math.min(1000, bytes.length - offset));
      expect(view.every((byte, i) => byte === bytes[offset + i])).toBe(true);
      return view;
    };
    await at(0);
    await at(MB - 500);
    fails = true;
    await expect(ahead.view(2 * MB, 1000)).rejects.toThrow('bad sector');
    fails = false;
    const left = await at(2 * MB);
    await at(2 * MB + 500);
    await at(bytes.length - 10);
    await at(100);
    expect(left.length).toBe(0);
  });
});
