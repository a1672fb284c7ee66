/** Text files as they come: UTF-8, UTF-16 (Praat, Windows editors), Big5 where its second bytes show it, else GB 18030 (editors on Chinese Windows). */

/** As `TextDecoder` names it. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'big5' | 'gb18030';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

const REPLACEMENT = '\uFFFD';

/** Some characters could not be read: the encoding was guessed wrongly, or the text had been saved in the wrong one before. */
export const isGarbled = ({ text }: DecodedText): boolean => text.includes(REPLACEMENT);

export async function decodeText(file: Blob): Promise<DecodedText> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding = encodingOf(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first = 1, second = 1] = bytes;
  // A mark, or the first letter of JSON and subtitles, which is ASCII.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  if (decodes('utf-8', bytes)) return 'utf-8';
  return looksLikeBig5(bytes) && decodes('big5', bytes) ? 'big5' : 'gb18030';
}

function decodes(encoding: TextEncoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** In running Big5 about two in five second bytes are ASCII, in GB 2312 none and in its extension those of rare characters. */
const BIG5_LOW_SECONDS = 0.2;
/** Big5 keeps its punctuation and usual characters below this first byte; GB 2312 has many of its usual ones above. */
const BIG5_USUAL_END = 0xc7;
const BIG5_USUAL_SHARE = 0.9;

function looksLikeBig5(bytes: Uint8Array): boolean {
  let [pairs, low, usual] = [0, 0, 0];
  for (let at = 0; at + 1 < bytes.length; at++) {
    const [lead, trail] = [bytes[at]!, bytes[at + 1]!];
    if (lead < 0x80) continue;
    at++;
    pairs++;
    if (trail < 0x80) low++;
    if (lead < BIG5_USUAL_END) usual++;
  }
  return pairs > 0 && low / pairs >= BIG5_LOW_SECONDS && usual / pairs >= BIG5_USUAL_SHARE;
}
