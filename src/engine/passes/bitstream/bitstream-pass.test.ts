import { describe, expect, it } from 'vitest';
import { DEVICE_H264, ffmpegMade, hasFfmpeg, testScene } from '../../../../e2e/bench/ffmpeg-made';
import { fileByteSource } from '../../../../e2e/bench/file-byte-source';
import type { BitstreamTable } from '../../../core/tables';
import { createPassControl } from '../../budget';
import { openMediaIndex } from '../../sources/open-media-index';
import { runBitstreamPass } from './bitstream-pass';
import { BitReader, nalUnits, unescapeNal } from './nal-units';

describe('bits', () => {
  it('reads Golomb codes and undoes emulation prevention', () => {
    const reader = new BitReader(Uint8Array.of(0b10100110, 0b01000010, 0b10000000));
    expect([reader.ue(), reader.ue(), reader.ue(), reader.ue()]).toEqual([0, 1, 2, 3]);
    expect(() => new BitReader(new Uint8Array(1)).ue()).toThrow(RangeError);
    expect([...unescapeNal(Uint8Array.of(1, 0, 0, 3, 1, 0, 0, 3))]).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it('finds units by start codes of three and four bytes and by lengths', () => {
    const annexB = Uint8Array.of(0, 0, 0, 1, 9, 16, 0, 0, 1, 103, 7, 0, 0, 1, 101);
    expect([...nalUnits(annexB, 0)].map(({ start }) => annexB[start])).toEqual([9, 103, 101]);
    expect([...nalUnits(Uint8Array.of(0, 2, 103, 1, 0, 1, 101), 2)]).toEqual([{ start: 2, end: 4 }, { start: 6, end: 7 }]);
  });
});

describe.skipIf(!hasFfmpeg)('ledgers of streams made by FFmpeg', () => {
  const ledger = async (name: string, args: readonly string[]): Promise<BitstreamTable> => {
    const source = await fileByteSource(ffmpegMade(name, args));
    const table = await runBitstreamPass(await openMediaIndex(source), createPassControl(() => false, () => undefined));
    await source.close();
    return table!;
  };
  const keys = (table: BitstreamTable) => [...table.sliceType].flatMap((kind, row) => (kind === 4 ? [row] : []));

  it.each(['mp4', 'ts', 'mkv'])('H.264 in %s: kinds, numbers, quantiser, one set of parameters, no text', async (ext) => {
    const table = await ledger(`ledger.${ext}`, [...testScene(3), ...DEVICE_H264, '-qp', '30', '-refs', '1']);
    expect(keys(table)).toEqual([0, 25, 50]);
    expect(keys(table).map((row) => table.idrPicId[row])).toEqual([0, 1, 0]);
    expect([...table.frameNum.subarray(0, 18)]).toEqual(Array.from({ length: 18 }, (_, i) => i % 16));
    expect(table.sliceQp[10]).toBe(30);
    expect(table.parameterSets).toHaveLength(1);
    expect(table.parameterSets[0]!.fields).toMatchObject({ width: 160, height: 120 });
    expect(table.texts).toEqual([]);
  });

  it('reads B pictures, full picture order and the note that x264 leaves', async () => {
    const table = await ledger('noted.mp4', [...testScene(3), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-b_strategy', '0', '-g', '100', '-an']);
    expect([...table.sliceType]).toContain(3);
    expect([...table.poc].sort((a, b) => a - b)).toEqual(Array.from({ length: 75 }, (_, i) => i * 2));
    expect(table.texts[0]!.text).toMatch(/^x264 - core/);
  });

  it('reads HEVC order counts and parameter sets', async () => {
    const table = await ledger('h265.mp4', [...testScene(3), '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'keyint=25:min-keyint=25:scenecut=0:open-gop=0:log-level=none', '-tag:v', 'hvc1', '-an']);
    expect(table.codec).toBe('hevc');
    expect(keys(table)).toEqual([0, 25, 50]);
    expect([...table.poc.subarray(0, 25)].sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect(table.parameterSets[0]!.fields).toMatchObject({ width: 160, height: 120 });
  });

  it('tells apart two quantisation tables of MJPEG', async () => {
    const table = await ledger('tables.avi', [...testScene(1), '-c:v', 'mjpeg', '-q:v', '4', '-an']);
    expect(table.codec).toBe('mjpeg');
    expect(table.parameterSets[0]!.fields).toMatchObject({ width: 160, height: 120 });
    expect(new Set(table.parameterSet).size).toBe(table.parameterSets.length);
  });
});
