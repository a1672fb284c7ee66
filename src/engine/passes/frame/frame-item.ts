/** What the frame pass hands to each frame detector: the measurements of one picture, made once and shared by all of them. */
import type { TimeUs } from '../../../core/time';
import type { JumpLine } from './jump-line';
import type { Pace } from './pace';
import type { BlockField, PictureKernels, PictureStats } from '../../signal/picture-kernels';

/** A picture that differs from the one before it, and its motion against the last such picture. */
export interface DistinctPicture {
  /** Counts distinct pictures from 0; names the picture in `FrameItem.pictures`. */
  readonly index: number;
  readonly ordinal: number;
  readonly ptsUs: TimeUs;
  readonly key: boolean;
  readonly stats: PictureStats;
  /** Means of a coarse grid, luma × 16, as in `FrameItem`. */
  readonly cells: Uint16Array;
  /** As in `FrameItem`. */
  readonly chromaSpread: number;
  /** Time since the distinct picture before it; 0 for the first. */
  readonly stepUs: number;
  /** Pictures held between that one and this. */
  readonly held: number;
  /** Against the distinct picture before it; null for the first. */
  readonly motion: BlockField | null;
  /** How much faster everything moves than in the step before; null where too little moves. */
  readonly pace: Pace | null;
}

/** Filled by the frame pass once per frame, so that no detector measures the same thing again. Arrays stay valid; nothing is reused. */
export interface FrameItem {
  readonly ordinal: number;
  readonly ptsUs: TimeUs;
  readonly key: boolean;
  readonly stats: PictureStats;
  /** Means of a coarse grid (`CELLS_X` × `CELLS_Y`, row-major), luma × 16. */
  readonly cells: Uint16Array;
  /** Chroma spread: mean distance of the coarse Cb/Cr cells from their own mean, 0…255; −1 where there is no chroma. */
  readonly chromaSpread: number;
  /** Null while the picture before is merely held (repeated without a change). */
  readonly distinct: DistinctPicture | null;
  /** Ring of kept pictures, for comparisons over other lags. */
  readonly pictures: PictureKernels;
  /** Jumps measured so far; a detector keeps its own place in it, and closes it in `finish`. */
  readonly jumps: JumpLine;
}
