/** The closed list of what can go wrong for a user, and the one error class that carries it across the program. */

import type { FileFault } from './file-fault';

/** Each code has a message and a next step in every language (`i18n/messages/errors`). */
export const ERROR_CODES = [
  'file-empty',            // 0 bytes
  'file-not-media',        // noise, text renamed .mp4
  'file-truncated',        // index missing or promises more than is there
  'file-damaged',          // opens, but a part cannot be read
  'file-gone',             // deleted or moved after opening
  'file-changed',          // size, time or hash no longer those of the opened file
  'file-permission',       // handle needs a new permission by click
  'no-video',              // a notice, not a failure: sound only
  'no-tracks',             // a container that holds neither a picture nor a sound track
  'no-pictures',           // a video track without packets; a notice where there is sound
  'media-elsewhere',       // an index that names other files for its pictures and sound
  'segment-missing',       // a playlist names files that were not chosen with it
  'codec-unsupported',     // neither WebCodecs nor ffmpeg.wasm can decode it
  'decode-failed',
  'picture-incomplete',    // what a single picture refers to is not in the file
  'storage-full',
  'storage-unavailable',   // private window, blocked storage
  'case-open-elsewhere',   // two tabs on one case
  'case-file-unreadable',  // an imported case file of no known shape or version
  'review-file-unreadable', // an imported review of no known shape or version
  'review-own',            // an imported review that comes from this very copy of the case
  'review-elsewhere',      // an imported review of other recordings
  'exemplar-file-unreadable', // an imported file of device samples of no known shape or version
  'model-unreadable',      // a speech model that is damaged or of another kind than it says
  'model-too-large',       // a speech model that memory does not hold
  'worker-crashed',
  'worker-recovered',      // it crashed, was started anew and went on by itself
  'out-of-memory',
  'cancelled',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Plain, structured-cloneable form: comlink and postMessage lose an Error's class, code and cause. */
export interface WireError {
  readonly code: ErrorCode;
  /** For developers and logs, in English; the user's sentence comes from the code. */
  readonly detail: string;
  /** The file the message must name, when there is one. */
  readonly fileName?: string;
  /** Of a file that someone wrote: where it is wrong. */
  readonly fault?: FileFault;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fileName: string | undefined;
  readonly fault: FileFault | undefined;
  constructor(code: ErrorCode, detail: string, options?: { fileName?: string; cause?: unknown; fault?: FileFault }) {
    super(detail, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fileName = options?.fileName;
    this.fault = options?.fault;
  }
}

/** Any thrown value to its wire form. DOM quota, not-found, not-readable and permission errors keep their meaning. */
export function toWireError(thrown: unknown, fileName?: string): WireError {
  const name = fileName === undefined ? {} : { fileName };
  if (thrown instanceof AppError) {
    const own = thrown.fileName ?? fileName;
    return { code: thrown.code, detail: thrown.message, ...(own === undefined ? {} : { fileName: own }), ...(thrown.fault === undefined ? {} : { fault: thrown.fault }) };
  }
  const kind = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const byName: Record<string, ErrorCode> = {
    QuotaExceededError: 'storage-full',
    NotFoundError: 'file-gone',
    NotReadableError: 'file-changed',
    NotAllowedError: 'file-permission',
    AbortError: 'cancelled',
  };
  return { code: byName[kind] ?? 'internal', detail, ...name };
}
