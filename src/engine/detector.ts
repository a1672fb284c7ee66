/** The contract of a detector: one method, one file, fed by one pass, emitting drafts that carry their evidence. */
import type { FindingDraft, FindingKind } from '../core/finding';
import type { MediaSummary } from '../core/recording';
import type { TimeUs } from '../core/time';
import type { BitstreamTable, BoxNode, ClockTrack, EmbeddedClock, MetricSeries, PacketTable } from '../core/tables';
import type { AudioItem } from './passes/audio/audio-item';
import type { FrameItem } from './passes/frame/frame-item';

export type PassId = 'packet' | 'bitstream' | 'preview' | 'frame' | 'audio' | 'clock';

/** What a pass pushes to its detectors. Packet, bitstream and clock push once; frame and audio push a stream. */
export interface PassItems {
  packet: { readonly video: PacketTable | null; readonly audio: PacketTable | null; readonly boxes: readonly BoxNode[]; readonly clocks?: readonly EmbeddedClock[] };
  bitstream: { readonly table: BitstreamTable; readonly packets: PacketTable };
  preview: never;
  frame: FrameItem;
  audio: AudioItem;
  clock: { readonly tracks: readonly ClockTrack[] };
}

export interface DetectorContext {
  readonly media: MediaSummary;
  /** Packet tables and bitstream are ready before frame and audio start; null where the container gave none. */
  readonly video: PacketTable | null;
  readonly audio: PacketTable | null;
  readonly bitstream: BitstreamTable | null;
  readonly boxes: readonly BoxNode[];
}

export interface DetectorRun<Item> {
  /** Consumes one item; may emit findings early. Chunking must not change the final set. */
  push(item: Item): readonly FindingDraft[];
  /** End of the pass: the remaining findings. Called at most once. */
  finish(): readonly FindingDraft[];
  /** Curves so far, for the timeline; called after finish (and may be called while running). */
  metrics?(): readonly MetricSeries[];
}

export interface DetectorSpec<P extends PassId = PassId, Params = unknown> {
  /** 'packet/timestamp-gap' */
  readonly id: `${P}/${string}`;
  /** Raised when its output can change: part of the cache key. */
  readonly version: number;
  readonly pass: P;
  readonly kinds: readonly FindingKind[];
  readonly metrics: readonly string[];
  /** How much of the past it needs after a restart in the middle. */
  readonly lookbehindUs: TimeUs;
  readonly params: { readonly defaults: Params; parse(raw: unknown): Params };
  supports(media: MediaSummary): { readonly ok: true } | { readonly ok: false; readonly reason: string };
  start(context: DetectorContext, params: Params): DetectorRun<PassItems[P]>;
}
