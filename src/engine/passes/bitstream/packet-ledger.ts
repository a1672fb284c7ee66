/** What every codec's ledger gives the bitstream pass for one packet. */
import type { ParameterSetLog } from './parameter-set-log';

export interface LedgerRow {
  /** 0 unknown, 1 I, 2 P, 3 B, 4 IDR (IRAP in HEVC). */
  readonly kind: number;
  readonly frameNum: number;
  readonly idrPicId: number;
  readonly poc: number;
  readonly qp: number;
  /** The numbering starts anew after this picture (H.264 MMCO 5). */
  readonly restarts?: boolean;
  /** The stream itself says that it was joined here (BLA picture, recovery point with broken_link_flag). */
  readonly brokenLink?: boolean;
  /** Time of day that the encoder wrote beside the picture, seconds since midnight; absent where it wrote none. */
  readonly clockS?: number;
  /** Index of the set of parameter sets in force. */
  readonly set: number;
  /** Offsets count within the packet. */
  readonly texts: readonly { readonly text: string; readonly offset: number; readonly length: number }[];
}

export interface PacketLedger {
  readonly sets: ParameterSetLog;
  /** Takes the parameter sets of another configuration record into force, before the row of the packet where it begins. */
  configure?(record: Uint8Array): void;
  /** 'more' when the head ends before the first slice: call again with the whole packet. Packets in decode order, each once. */
  row(head: Uint8Array, packet: number): LedgerRow | 'more';
}
