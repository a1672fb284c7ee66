/** Keeps an opinion as it is signed beside the case, opens it again, and tells where the draft has become another. */
import type { Block } from '../../core/opinion/blocks';
import type { DocumentPicture } from '../../core/opinion/document-options';
import type { Opinion } from '../../core/opinion/opinion';
import { changedSections, signedBlocks } from '../../core/opinion/signed-opinion';
import type { Signature } from '../../core/review/signature';
import { documentWords } from '../../i18n/document-words';
import { LOCALES, SOURCE_LOCALE, type Locale } from '../../i18n/locales';
import type { App } from '../../state/context';
import { formatDateTime } from '../kit/format';
import type { FetchedFrames } from './finding-frames';
import { blocksIn, blocksToSign, dayText, hashOfBlocks } from './opinion-document';

/** A kept opinion as the page shows it. */
export interface ShownSigned {
  readonly hash: string;
  readonly blocks: readonly Block[];
  /** Of findings, by hash. */
  readonly pictures: ReadonlyMap<string, DocumentPicture>;
  readonly locale: Locale;
  /** When it was first signed, in words. */
  readonly signedAt: string;
  /** The words still have the hash that was signed. */
  readonly isIntact: boolean;
}

/** Every signature that was ever given in the open case, oldest first: those taken back or given anew among them. */
export function everySignature({ log }: Pick<App, 'log'>): readonly Signature[] {
  return log.entries.flatMap((entry) => (entry.kind === 'opinion-signed' && entry.payload.to !== null ? [entry.payload.to] : []));
}

/** To be called before the entry that signs it. @param hash `hashOfOpinion` of the very opinion. Rejects where it cannot be stored. */
export async function keepSigned({ cited, project }: Pick<App, 'cited' | 'project'>, opinion: Opinion, hash: string, { frames, pictures }: FetchedFrames): Promise<void> {
  const blocks = await blocksToSign(opinion, frames);
  const own = new Set(blocks.flatMap((block) => (block.type === 'pictures' ? block.pictures.map((one) => one.hash) : [])));
  await cited.saveOpinion(project.caseId, { hash, locale: SOURCE_LOCALE, blocks, pictures: [...pictures].filter(([key]) => own.has(key)).map(([key, picture]) => ({ ...picture, hash: key })) });
}

/** null where it was signed before opinions were kept. */
export async function openSigned(app: Pick<App, 'cited' | 'project' | 'log'>, hash: string): Promise<ShownSigned | null> {
  const kept = await app.cited.opinion(app.project.caseId, hash);
  if (kept === null) return null;
  const locale = LOCALES.find((one) => one === kept.locale) ?? SOURCE_LOCALE;
  const signatures = everySignature(app).filter(({ opinionHash }) => opinionHash === hash);
  return {
    hash, locale, blocks: signedBlocks(kept, signatures, (ms) => dayText(ms, locale)), pictures: new Map(kept.pictures.map((picture) => [picture.hash, picture])),
    signedAt: formatDateTime(signatures[0]?.atMs ?? 0, locale), isIntact: (await hashOfBlocks(kept.blocks)) === hash,
  };
}

/** Titles, in the reader's language, of the sections that the draft has other words in; '' is the head. null where what was signed is not kept. */
export async function differingSections({ cited, project }: Pick<App, 'cited' | 'project'>, opinion: Opinion, hash: string, locale: Locale): Promise<readonly string[] | null> {
  const kept = await cited.opinion(project.caseId, hash);
  if (kept === null) return null;
  const titlesIn = (blocks: readonly Block[]): readonly string[] => blocks.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text] : []));
  const now = await blocksToSign(opinion);
  const [own, read] = [titlesIn(now), titlesIn(blocksIn(opinion, locale, await documentWords(locale), null))];
  return changedSections(kept.blocks, now).map((title) => read[own.indexOf(title)] ?? title);
}
