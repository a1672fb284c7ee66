/** Memory that the collector lets gather: blocks are given back at once, and what it does not count is brought to its mind. */

let nowhere: MessagePort | null = null;

/**
 * Every view of `buffer` is empty afterwards. The collector lets some hundred megabytes of read blocks gather before it looks: a worker
 * that only reads a file of 4.4 GB in blocks of 4 MB holds up to 427 MB, and 52 MB where each is given to a port whose other end is
 * closed (Chromium 156). `ArrayBuffer.transfer(0)` keeps the memory until the next collection; a byte stream into the same memory (BYOB)
 * now and then waits for ever for bytes of a Blob, once in some twenty thousand reads.
 */
export function releaseMemory(buffer: ArrayBuffer): void {
  if (buffer.byteLength === 0) return;
  if (nowhere === null) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    nowhere = port1;
  }
  nowhere.postMessage(null, [buffer]);
}

/** Encoded chunks that may wait for the collector. */
const UNCOUNTED_BYTES = 8 << 20;
/** Counted by the collector, and never touched: no memory stands behind them. Together they make it look. */
const REMINDER_BYTES = 16 << 20;
const REMINDERS = 8;
let uncounted = 0;

/**
 * To be told of every EncodedVideoChunk: nothing frees one but the collector, which does not count its bytes. A worker that makes chunks of 40 kB
 * from a file of 4.4 GB and drops them holds 4.3 GB of them at the end; with this 52 MB, and it is done sooner (Chromium 156).
 * @param bytes of the chunk
 */
export function countChunk(bytes: number): void {
  uncounted += bytes;
  if (uncounted < UNCOUNTED_BYTES) return;
  uncounted = 0;
  try {
    // Asked for its length, lest a minifier take it for nothing.
    for (let n = 0; n < REMINDERS; n++) void new ArrayBuffer(REMINDER_BYTES).byteLength;
  } catch {
    // No room even for what is never used: the collector has looked already.
  }
}
