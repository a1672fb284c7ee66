/** Random access to a file's bytes, whatever stands behind it (Blob in the browser, a file handle in tests). */

export interface ByteSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`; shorter only at the end of the file. Rejects with AppError file-gone / file-changed. */
  read(offset: number, length: number): Promise<Uint8Array>;
}
