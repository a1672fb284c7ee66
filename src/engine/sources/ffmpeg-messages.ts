/** What passes between an ffmpeg worker and the thread that started it. */

/** Stand-ins in argument lists: the mounted file, and the device whose writes are streamed back. */
export const FFMPEG_INPUT = '@input';
export const FFMPEG_OUTPUT = '@output';

/**
 * How output is handed back: raw bytes in chunks as written, or small pictures. For 'pictures' the argument list must end in
 * rawvideo yuv420p16le of that size to FFMPEG_OUTPUT, with showinfo as the last filter.
 */
export type FfmpegOutput = { readonly kind: 'bytes' } | { readonly kind: 'pictures'; readonly width: number; readonly height: number };

export interface FfmpegRequest {
  readonly id: number;
  readonly file: File;
  readonly args: readonly string[];
  readonly output: FfmpegOutput;
  /** Log lines are sent only when asked for. */
  readonly wantsLog: boolean;
}

/** One picture: luma × 16 and coarse chroma as in SmallFrame; `ptsSeconds` as ffmpeg's showinfo tells (NaN when it does not). */
export interface FfmpegPicture {
  readonly ptsSeconds: number;
  readonly luma: Uint16Array<ArrayBuffer>;
  readonly cb: Uint8Array<ArrayBuffer>;
  readonly cr: Uint8Array<ArrayBuffer>;
}

export type FfmpegReply =
  | { readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'picture'; readonly id: number; readonly picture: FfmpegPicture }
  | { readonly type: 'log'; readonly id: number; readonly line: string }
  /** `exitCode` 0 is success; −1 when the instance itself broke down. `tail` are the last log lines. */
  | { readonly type: 'end'; readonly id: number; readonly exitCode: number; readonly tail: readonly string[] };
