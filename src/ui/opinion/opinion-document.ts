/** The opinion of the open case as blocks in a language, with the words around them, and the hash that a signature is put under. */
import { textOfBlocks, type Block } from '../../core/opinion/blocks';
import type { FindingFrames } from '../../core/opinion/finding-frames';
import type { Opinion } from '../../core/opinion/opinion';
import { opinionBlocks } from '../../core/opinion/opinion-blocks';
import { documentWords, type DocumentWords } from '../../i18n/document-words';
import { SOURCE_LOCALE, type Locale } from '../../i18n/locales';
import { formatDateTime } from '../kit/format';

export const dayText = (ms: number, locale: Locale): string => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(ms);

/** @param hash `hashOfOpinion`: signatures under other words are told as void @param frames of judged findings; without them the words are the same */
export function blocksIn(opinion: Opinion, locale: Locale, t: DocumentWords, hash: string | null, frames: FindingFrames = new Map()): readonly Block[] {
  return opinionBlocks(opinion, { t, locale, day: (ms) => dayText(ms, locale), time: (ms) => formatDateTime(ms, locale) }, hash, frames);
}

/** In the source language, without signatures: whatever language was read, one text is signed. */
export async function blocksToSign(opinion: Opinion, frames?: FindingFrames): Promise<readonly Block[]> {
  return blocksIn(opinion, SOURCE_LOCALE, await documentWords(SOURCE_LOCALE), null, frames);
}

export async function hashOfOpinion(opinion: Opinion): Promise<string> {
  return hashOfBlocks(await blocksToSign(opinion));
}

/** SHA-256 of the words, lower-case hex. */
export async function hashOfBlocks(blocks: readonly Block[]): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(textOfBlocks(blocks))));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
