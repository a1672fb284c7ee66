/** The seam between the pipeline and one pass: what a pass is given, what it emits. */
import type { AnalysisPass, PassEvent } from '../core/pass-result';
import type { BitstreamTable } from '../core/tables';
import type { PassControl } from './budget';
import type { DetectorContext } from './detector';
import type { MediaIndex } from './sources/media-index';

export interface PassInput {
  readonly index: MediaIndex;
  /** The file itself, for decoders that mount it; null where the source is not a file (tests). */
  readonly file: File | null;
  /** What earlier passes found out. */
  readonly context: DetectorContext;
  /** Settles when the frame pass has ended, however it did. */
  readonly pictureEnded: Promise<void>;
}

/** Called in order; the pipeline keeps every event in the pass's result. */
export type PassEmit = (event: PassEvent) => void;

export interface PassRunner {
  readonly pass: AnalysisPass;
  /** See `passVersion`. */
  readonly version: number;
  /** The unit of progress counts media time, so that speed can be told as media seconds per second. */
  readonly mediaPaced: boolean;
  /** false: the recording has nothing for this pass (no sound, a codec without bitstream reader). */
  applies(input: PassInput): boolean;
  /** Rejects with AppError; `cancelled` when the control says so. */
  run(input: PassInput, emit: PassEmit, control: PassControl): Promise<void>;
}

/** The context that detectors of later passes see, once the bitstream is known. */
export function detectorContext(index: MediaIndex, bitstream: BitstreamTable | null): DetectorContext {
  return { media: index.summary, video: index.video, audio: index.audio, bitstream, boxes: index.boxes };
}
