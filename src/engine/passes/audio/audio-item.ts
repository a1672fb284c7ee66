/** What the sound pass hands to each sound detector: decoded sound, and the measurements shared by all of them. */
import type { PcmBlock } from '../../../core/tables';
import type { TimeUs } from '../../../core/time';
import type { JoinLine } from './join-line';

/** Noise floor of a quarter second. */
export interface FloorBlock {
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  /** Per band, dB (of the mean power in the band; full scale ≈ +21). */
  readonly floorDb: Float32Array;
  /** Per frame of 16 ms and band, dB: `framesDb[frame × bands + band]`. */
  readonly framesDb: Int8Array;
}

export interface AudioItem {
  readonly block: PcmBlock;
  /** false: there is a hole in time before this block (or it is the first). */
  readonly continues: boolean;
  /** The mean of the channels near 16 kHz (block rate ÷ an integer); may be empty, and lags the block by a few samples. */
  readonly low: { readonly startUs: TimeUs; readonly sampleRate: number; readonly samples: Float32Array };
  /** Quarter seconds completed with this block. */
  readonly floors: readonly FloorBlock[];
  /** Instants that look like joins so far; it lags the block by a third of a second. */
  readonly joins: JoinLine;
}
