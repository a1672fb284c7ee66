/** Tells text from media by its first bytes, before anything is opened. */

/**
 * Whether there is nothing but text: every container has bytes below the space, text only those that break lines. Told before
 * any demuxer guesses, since some take a column of numbers for sound. (Two bytes a letter: known by the mark at its start.)
 */
export function isPlainText(head: Uint8Array): boolean {
  const mark = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  return mark === 0xfeff || (mark === 0xfffe && head[3] === 0) || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
