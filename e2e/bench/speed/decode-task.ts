/** What the decode bench asks of its worker, and what comes back. */

/**
 * webcodecs-bare: decode and copy only · small: as the app decodes · small-ffmpeg: the ffmpeg.wasm path of the app ·
 * ffmpeg-bare: one ffmpeg.wasm, decode only.
 */
export type DecodeKind = 'webcodecs-bare' | 'small' | 'small-ffmpeg' | 'ffmpeg-bare';

export interface DecodeTask {
  readonly file: File;
  readonly kind: DecodeKind;
  readonly ffmpegUrl: string;
  readonly instances?: number;
}

export interface DecodeTiming {
  readonly ms: number;
  /** Decoded pictures; for ffmpeg-bare 1 when it succeeded. */
  readonly frames: number;
  readonly error: string | null;
}
