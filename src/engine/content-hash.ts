/** The identity of a file: streaming SHA-256 and SM3 of all bytes, and a quick fingerprint that only hints at them. */
import { createSHA256, createSM3 } from 'hash-wasm';
import { AppError } from '../core/errors';
import type { FileHashes } from '../core/recording';
import { blobByteSource, type ByteSource } from './sources/byte-source';
import { releaseMemory } from './sources/released-memory';

/** Up to this size the browser's own SHA-256 takes the whole file at once, three times as fast; it knows no streaming, and larger files would cost memory. */
const WHOLE_BYTES = 64 << 20;
/** Large reads: Blob calls cost about a millisecond each, whatever their size. */
const READ_BYTES = 8 << 20;
const SAMPLES = 16;
const SAMPLE_BYTES = 16 << 10;
/** Half a report interval of the meters, in bytes at the slowest rate seen (150 MB/s). */
const REPORT_BYTES = 32 << 20;

/**
 * @param onProgress bytes hashed so far, about every 32 MiB and at the end
 * @returns both digests in lower-case hex; rejects with AppError file-gone, file-changed or cancelled
 */
export async function hashFile(file: File, onProgress: (doneBytes: number) => void, isCancelled: () => boolean): Promise<FileHashes> {
  const source = blobByteSource(file);
  if (file.size <= WHOLE_BYTES && typeof crypto !== 'undefined' && 'subtle' in crypto) return hashWhole(source, file.size, onProgress, isCancelled);
  const [sha256, sm3] = await Promise.all([createSHA256(), createSM3()]);
  let next = source.read(0, READ_BYTES);
  let reported = 0;
  for (let at = 0; at < file.size;) {
    const bytes = await next;
    if (isCancelled()) throw new AppError('cancelled', 'hashing was cancelled');
    if (bytes.length === 0) throw new AppError('file-changed', `the file ended at ${at} of ${file.size} bytes`, { fileName: file.name });
    at += bytes.length;
    // The next read runs while this block is hashed; its failure is met at the next await.
    next = source.read(at, READ_BYTES);
    next.catch(() => undefined);
    sha256.update(bytes);
    sm3.update(bytes);
    releaseMemory(bytes.buffer);
    if (at - reported >= REPORT_BYTES || at === file.size) {
      reported = at;
      onProgress(at);
    }
  }
  return { sha256: sha256.digest(), sm3: sm3.digest() };
}

async function hashWhole(source: ByteSource, size: number, onProgress: (doneBytes: number) => void, isCancelled: () => boolean): Promise<FileHashes> {
  const [bytes, sm3] = await Promise.all([source.read(0, size), createSM3()]);
  if (bytes.length < size) throw new AppError('file-changed', `the file ended at ${bytes.length} of ${size} bytes`, { fileName: source.name });
  const digest = crypto.subtle.digest('SHA-256', bytes);
  for (let at = 0; at < size; at += READ_BYTES) {
    if (isCancelled()) throw new AppError('cancelled', 'hashing was cancelled');
    sm3.update(bytes.subarray(at, at + READ_BYTES));
    // A macrotask, so that a cancel is seen.
    await new Promise((resolve) => { setTimeout(resolve); });
  }
  const sha256 = Array.from(new Uint8Array(await digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  onProgress(size);
  return { sha256, sm3: sm3.digest() };
}

/** Size and sixteen spread samples (first and last bytes among them), as text. Equal files give equal fingerprints. */
export async function fingerprintFile(file: File): Promise<string> {
  const source = blobByteSource(file);
  const digest = await createSHA256();
  const lastStart = Math.max(0, file.size - SAMPLE_BYTES);
  const starts = new Set(Array.from({ length: SAMPLES }, (_, i) => Math.round((lastStart * i) / (SAMPLES - 1))));
  for (const block of await Promise.all([...starts].map((start) => source.read(start, SAMPLE_BYTES)))) digest.update(block);
  return `${file.size}-${digest.digest()}`;
}
