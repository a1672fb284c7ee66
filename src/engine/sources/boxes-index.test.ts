import { expect, it } from 'vitest';
import { openBoxesIndex } from './boxes-index';
import { editMapping } from './boxes-edits';
import type { ByteSource } from './byte-source';

const u16 = (n: number): number[] => [(n >> 8) & 255, n & 255];
const u32 = (n: number): number[] => [Math.floor(n / 0x1000000) & 255, (n >> 16) & 255, (n >> 8) & 255, n & 255];
const u64 = (n: number): number[] => [...u32(Math.floor(n / 0x1_0000_0000)), ...u32(n % 0x1_0000_0000)];
const box = (type: string, ...parts: (number[] | Uint8Array)[]): number[] => {
  const body = parts.flatMap((part) => [...part]);
  return [...u32(body.length + 8), ...new TextEncoder().encode(type), ...body];
};
const zeros = (n: number): number[] => new Array<number>(n).fill(0);
const text = (t: string): number[] => [...new TextEncoder().encode(t)];

const JPEG_ENTRY = box('jpeg', zeros(24), u16(320), u16(240), zeros(50));
const ONE_DESCRIPTION = box('stsc', zeros(4), u32(1), u32(1), u32(1), u32(1));

/** A movie of `count` pictures of 1000 bytes from `first` on, one chunk each, 64-bit offsets. */
function movie(count: number, first: number, entries: readonly number[][] = [JPEG_ENTRY], stsc = ONE_DESCRIPTION, dinf: number[] = []): Uint8Array {
  const sizes = new Uint8Array(count * 4);
  const offsets = new Uint8Array(count * 8);
  for (let i = 0; i < count; i++) {
    sizes.set(u32(1000), i * 4);
    offsets.set(u64(first + i * 1_000_000), i * 8);
  }
  const stbl = box('stbl',
    box('stsd', zeros(4), u32(entries.length), ...entries),
    box('stts', zeros(4), u32(1), u32(count), u32(3600)),
    stsc,
    box('stsz', zeros(8), u32(count), sizes),
    box('co64', zeros(4), u32(count), offsets));
  const trak = box('trak', box('tkhd', zeros(12), u32(1), zeros(68)),
    box('mdia', box('mdhd', zeros(12), u32(90000), u32(count * 3600), zeros(4)), box('hdlr', zeros(8), text('vide'), zeros(13)), box('minf', dinf, stbl)));
  return Uint8Array.from(box('moov', box('mvhd', zeros(12), u32(1000), u32(count * 40), zeros(80)), trak));
}

it('opens a file of more than 4 GiB and finds its pictures at their 64-bit places', async () => {
  const head = Uint8Array.from([...box('ftyp', text('isom'), zeros(4)), ...u32(1), ...text('mdat'), ...u64(6_000_000_016)]);
  const index0 = head.length + 6_000_000_000;
  const moov = movie(5000, head.length);
  const reads: number[] = [];
  const source: ByteSource = {
    name: 'huge.mp4', sizeBytes: index0 + moov.length,
    read(offset, length) {
      reads.push(length);
      const bytes = new Uint8Array(Math.min(length, this.sizeBytes - offset));
      for (let i = 0; i < bytes.length; i++) bytes[i] = head[offset + i] ?? moov[offset + i - index0] ?? 0;
      return Promise.resolve(bytes);
    },
  };
  const index = await openBoxesIndex(source);
  expect(index.summary.video).toMatchObject({ codec: 'mjpeg', width: 320, height: 240, packetCount: 5000 });
  expect(index.video!.offset[4999]).toBe(head.length + 4999 * 1_000_000);
  expect(index.video!.ptsUs[4999]).toBe(4999 * 40_000);
  expect(index.issues).toEqual([]);
  expect(reads.reduce((a, b) => a + b, 0)).toBeLessThan(1_000_000);
});

it('reads the index of an hour of 25 pictures a second in well under a second', async () => {
  const moov = movie(90_000, 0);
  const bytes = Uint8Array.from([...moov, ...u32(1), ...text('mdat'), ...u64(90_000_000_016)]);
  const source: ByteSource = { name: 'hour.mov', sizeBytes: moov.length + 90_000_000_016, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)) };
  const started = performance.now();
  const index = await openBoxesIndex(source);
  expect(index.video!.count).toBe(90_000);
  // Twenty times what it takes, for busy machines.
  expect(performance.now() - started).toBeLessThan(3000);
});

it('tells where another sample description begins', async () => {
  const avc = (level: number): number[] => box('avc1', zeros(24), u16(320), u16(240), zeros(50), box('avcC', [1, 0x4d, 0x40, level, 0xff, 0xe0, 0]));
  const stsc = box('stsc', zeros(4), u32(3), u32(1), u32(1), u32(1), u32(4), u32(1), u32(2), u32(7), u32(1), u32(1));
  const moov = movie(10, 0, [avc(30), avc(31)], stsc);
  const bytes = new Uint8Array(moov.length + 10_000_000);
  bytes.set(moov);
  bytes.set([...u32(10_000_000), ...text('mdat')], moov.length);
  const index = await openBoxesIndex({ name: 'two.mov', sizeBytes: bytes.length, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)) });
  expect(index.videoConfig!.codec).toBe('avc1.4D401E');
  expect(index.videoConfigChanges!.map(({ packet, config }) => [packet, config.codec])).toEqual([[3, 'avc1.4D401F'], [6, 'avc1.4D401E']]);
});

it('maps media to presentation through an edit list with a pause, two pieces and what lies between them', () => {
  const entries = [{ duration: 500, mediaTime: -1, rate: 1 }, { duration: 1000, mediaTime: 90_000, rate: 1 }, { duration: 1000, mediaTime: 360_000, rate: 1 }];
  const toUs = editMapping(entries, 1000, 90_000);
  expect(toUs(90_000)).toBe(500_000);
  expect(toUs(179_999)).toBeCloseTo(1_499_989, 0);
  expect(toUs(200_000)).toBe(1_500_000);
  expect(toUs(360_000)).toBe(1_500_000);
  expect(toUs(0)).toBe(-500_000);
  expect(toUs(540_000)).toBe(3_500_000);
});

it('says of an index without media that its media lies in other files, and trusts no wrong flag beside media', async () => {
  const alias = box('alis', zeros(4), zeros(50), [9], text('up001.jpg'), zeros(60));
  const dinf = box('dinf', box('dref', zeros(4), u32(1), alias));
  const bytes = (...parts: (number[] | Uint8Array)[]): ByteSource => {
    const all = Uint8Array.from(parts.flatMap((part) => [...part]));
    return { name: 'index.mov', sizeBytes: all.length, read: (offset, length) => Promise.resolve(all.slice(offset, offset + length)) };
  };
  const moov = movie(1, 0, undefined, undefined, dinf);
  await expect(openBoxesIndex(bytes(moov))).rejects.toMatchObject({ code: 'media-elsewhere', fileName: 'index.mov', message: expect.stringContaining('up001.jpg') });
  const beside = await openBoxesIndex(bytes(moov, box('mdat', zeros(1000))));
  expect(beside.video!.count).toBe(1);
});
