/** Small packet and bitstream tables for tests of the detectors, made from a few numbers. */
import type { MediaSummary } from '../../core/recording';
import type { BitstreamTable, BoxNode, PacketTable } from '../../core/tables';
import { us } from '../../core/time';
import type { DetectorContext, DetectorSpec, PassItems } from '../detector';
import type { FindingDraft } from '../../core/finding';
import { displayOrderOf } from '../sources/packet-table';

export interface MadePackets {
  /** Presentation times in decode order, milliseconds. */
  readonly ptsMs: readonly number[];
  readonly dtsMs?: readonly number[];
  readonly sizes?: readonly number[];
  /** A keyframe every so many packets; 1 = all. */
  readonly gop?: number;
  readonly keys?: readonly number[];
  readonly durationMs?: number;
  readonly track?: 'video' | 'audio';
}

/** Times of `count` pictures at a constant step, milliseconds. */
export const steady = (count: number, stepMs = 40, fromMs = 0): number[] => Array.from({ length: count }, (_, i) => fromMs + i * stepMs);

/** A table at millisecond ticks. */
export function madePackets(made: MadePackets): PacketTable {
  const count = made.ptsMs.length;
  const gop = made.gop ?? 50;
  const ptsUs = Float64Array.from(made.ptsMs, (ms) => Math.round(ms * 1000));
  return {
    track: made.track ?? 'video', count, timescale: 1000,
    ptsTicks: Float64Array.from(made.ptsMs), dtsTicks: Float64Array.from(made.dtsMs ?? made.ptsMs),
    durationTicks: new Float64Array(count).fill(made.durationMs ?? 40), ptsUs,
    sizeBytes: Float64Array.from({ length: count }, (_, i) => made.sizes?.[i] ?? (i % gop === 0 ? 20_000 : 4_000)),
    offset: Float64Array.from({ length: count }, (_, i) => i * 30_000),
    key: Uint8Array.from({ length: count }, (_, i) => ((made.keys ? made.keys.includes(i) : i % gop === 0) ? 1 : 0)),
    displayOrder: displayOrderOf(ptsUs),
  };
}

export interface MadeBits {
  readonly codec?: BitstreamTable['codec'];
  readonly frameNum?: readonly number[];
  readonly idrPicId?: (group: number) => number;
  readonly poc?: (packet: number, inGroup: number) => number;
  readonly sliceType?: (packet: number, key: boolean) => number;
  readonly parameterSet?: (packet: number) => number;
  readonly sets?: BitstreamTable['parameterSets'];
  readonly texts?: BitstreamTable['texts'];
}

/** A ledger that fits the packets: numbers count up from each keyframe, IDR ids alternate, one set of parameters. */
export function madeBits(packets: PacketTable, made: MadeBits = {}): BitstreamTable {
  const { count } = packets;
  const sets = made.sets ?? [{ hash: 'a', fields: { frameNumBits: 4, gapsAllowed: 0 }, fromPacket: 0 }];
  const table = {
    codec: made.codec ?? 'avc', count, sliceType: new Uint8Array(count), frameNum: new Int32Array(count), idrPicId: new Int32Array(count).fill(-1),
    poc: new Int32Array(count), sliceQp: new Float32Array(count).fill(30), parameterSet: new Uint16Array(count), parameterSets: sets, texts: made.texts ?? [],
  } satisfies BitstreamTable;
  let group = -1;
  let inGroup = 0;
  for (let row = 0; row < count; row++) {
    const key = packets.key[row] === 1;
    if (key) {
      group++;
      inGroup = 0;
      table.idrPicId[row] = (made.idrPicId ?? ((g: number) => g % 2))(group);
    }
    table.sliceType[row] = made.sliceType?.(row, key) ?? (key ? 4 : 2);
    table.frameNum[row] = made.frameNum?.[row] ?? inGroup % 16;
    table.poc[row] = made.poc?.(row, inGroup) ?? inGroup * 2;
    table.parameterSet[row] = made.parameterSet?.(row) ?? 0;
    inGroup++;
  }
  return table;
}

/** A context of a plain 25-pictures-a-second MP4 around the tables. */
export function madeContext(video: PacketTable | null, audio: PacketTable | null = null, boxes: readonly BoxNode[] = [], media: Partial<MediaSummary> = {}): DetectorContext {
  const lastUs = video && video.count > 0 ? video.ptsUs[video.displayOrder[video.count - 1]!]! + 40_000 : 0;
  return {
    media: {
      fileName: 'made.mp4', sizeBytes: 1, container: 'mp4', index: 'boxes', durationUs: us(lastUs), startUs: us(0), containerTime: null, audio: null,
      video: { codec: 'avc', codecString: 'avc1.4D401E', width: 640, height: 360, rotation: 0, timescale: 1000, packetCount: video?.count ?? 0, averageFps: 25 },
      ...media,
    },
    video, audio, bitstream: null, boxes,
  };
}

/** Drafts of a packet detector over the tables. */
export function runPacket<Params>(spec: DetectorSpec<'packet', Params>, video: PacketTable | null, audio: PacketTable | null = null, boxes: readonly BoxNode[] = [], media: Partial<MediaSummary> = {}): readonly FindingDraft[] {
  const item: PassItems['packet'] = { video, audio, boxes };
  const run = spec.start(madeContext(video, audio, boxes, media), spec.params.defaults);
  return [...run.push(item), ...run.finish()];
}

/** Drafts of a bitstream detector over the tables. */
export function runBitstream<Params>(spec: DetectorSpec<'bitstream', Params>, packets: PacketTable, table: BitstreamTable, media: Partial<MediaSummary> = {}): readonly FindingDraft[] {
  const run = spec.start(madeContext(packets, null, [], media), spec.params.defaults);
  return [...run.push({ table, packets }), ...run.finish()];
}

/** A box with fields and nothing else. */
export const madeBox = (type: string, fields: BoxNode['fields'], children: readonly BoxNode[] = []): BoxNode => ({ type, offset: 0, size: 8, fields, children });
