/** The ledger of a decode: what reaches the sink, and what is told of holes. */
import { expect, it } from 'vitest';
import type { PacketTable, SmallFrame } from '../../core/tables';
import { createPassControl } from '../budget';
import { FrameLedger } from './frame-source';
import { createPictureAssembler } from './ffmpeg-pictures';
import type { FfmpegPicture } from './ffmpeg-messages';

function packets(count: number): PacketTable {
  const ticks = Float64Array.from({ length: count }, (_, i) => i * 40);
  return {
    track: 'video', count, timescale: 1000, ptsTicks: ticks, dtsTicks: ticks, durationTicks: new Float64Array(count), ptsUs: ticks.map((t) => t * 1000),
    sizeBytes: new Float64Array(count), offset: new Float64Array(count), key: Uint8Array.from({ length: count }, (_, i) => (i % 5 === 0 ? 1 : 0)),
    displayOrder: Uint32Array.from({ length: count }, (_, i) => i),
  };
}
const empty = new Uint8Array(0);
const luma = new Uint16Array(320 * 180);

it('hands each picture on once, names holes with their times, and counts what belongs to nobody', () => {
  const got: Pick<SmallFrame, 'ordinal' | 'ptsUs' | 'key'>[] = [];
  let progress = 0;
  const ledger = new FrameLedger(packets(10), 1920, 1080, ({ ordinal, ptsUs, key }) => got.push({ ordinal, ptsUs, key }), createPassControl(() => false, (done, total) => { progress = done / total; }));
  for (const ordinal of [0, 1, 1, 4, 5, 99, 9]) ledger.deliver(ordinal, luma, empty, empty);
  ledger.blame(2, 4, 'broken slice');
  const report = ledger.report('webcodecs');
  expect(got.map((f) => f.ordinal)).toEqual([0, 1, 4, 5, 9]);
  expect(got[3]).toEqual({ ordinal: 5, ptsUs: 200_000, key: true });
  expect(progress).toBe(1);
  expect(report).toMatchObject({ frames: 5, extraFrames: 2 });
  expect(report.damaged).toEqual([
    { fromOrdinal: 2, toOrdinal: 4, startUs: 80_000, endUs: 160_000, kind: 'missing', detail: 'broken slice' },
    { fromOrdinal: 6, toOrdinal: 9, startUs: 240_000, endUs: 360_000, kind: 'missing', detail: 'the decoder gave no picture' },
  ]);
});

it('does not take pictures that were never coded for damage', () => {
  const table = packets(6);
  table.sizeBytes.set([4000, 7, 300, 250, 7, 310]);
  const ledger = new FrameLedger(table, 1920, 1080, () => undefined, createPassControl(() => false, () => undefined));
  for (const ordinal of [0, 2, 5]) ledger.deliver(ordinal, luma, empty, empty);
  const { damaged } = ledger.report('ffmpeg', (sizeBytes) => sizeBytes <= 9);
  expect(damaged.map(({ fromOrdinal, toOrdinal }) => [fromOrdinal, toOrdinal])).toEqual([[3, 4]]);
});

it('assembles ffmpeg output that comes in arbitrary pieces, with showinfo times', () => {
  const pictures: FfmpegPicture[] = [];
  const assembler = createPictureAssembler(32, 16, (picture) => pictures.push(picture));
  const frame = (y: number, cb: number, cr: number): Uint8Array => new Uint8Array(Uint16Array.from({ length: 768 }, (_, i) => (i < 512 ? y : i < 640 ? cb : cr) * 256).buffer);
  const stream = new Uint8Array([...frame(16, 128, 90), ...frame(235, 60, 200)]);
  assembler.log('[Parsed_showinfo_2 @ 0x1] n:   0 pts:      0 pts_time:0.04 pos: 48 fmt:yuv420p16le');
  for (let at = 0; at < stream.length; at += 700) {
    if (at > 1000) assembler.log('[Parsed_showinfo_2 @ 0x1] n:   1 pts:   NOPTS pts_time:NOPTS pos: 48 fmt:yuv420p16le');
    assembler.write(stream.subarray(at, at + 700));
  }
  expect(pictures.map((p) => [p.ptsSeconds, p.luma[0], p.cb[1], p.cr[0]])).toEqual([[0.04, 256, 128, 90], [NaN, 3760, 60, 200]]);
});
