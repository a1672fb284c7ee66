/** Readable user data in SEI messages (H.264 and H.265 Annex D): encoder names such as x264's option string. */
import { latin1 } from '../../sources/byte-reader';
import { unescapeNal } from './nal-units';

const USER_DATA_UNREGISTERED = 5;
const UUID_BYTES = 16;
/** Shorter runs of printable bytes are chance. */
const MIN_TEXT = 8;

/** @param headerBytes of the NAL (1 in H.264, 2 in H.265) @param at offset of the NAL within the packet */
export function readSeiText(nal: Uint8Array, headerBytes: number, at: number): { text: string; offset: number; length: number }[] {
  const found: { text: string; offset: number; length: number }[] = [];
  const bytes = unescapeNal(nal.subarray(headerBytes));
  let pos = 0;
  while (pos + 2 < bytes.length) {
    let type = 0;
    let size = 0;
    while (bytes[pos] === 0xff) { type += 255; pos++; }
    type += bytes[pos++] ?? 0;
    while (bytes[pos] === 0xff) { size += 255; pos++; }
    size += bytes[pos++] ?? 0;
    if (type === USER_DATA_UNREGISTERED && size > UUID_BYTES) {
      const printable = /[\x20-\x7e]{8,}/.exec(latin1(bytes.subarray(pos + UUID_BYTES, pos + size)));
      if (printable && printable[0].length >= MIN_TEXT) found.push({ text: printable[0], offset: at + headerBytes + pos, length: size });
    }
    pos += size;
  }
  return found;
}
