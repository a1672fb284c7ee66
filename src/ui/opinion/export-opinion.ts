/** Hands an opinion, the draft or one as it was signed, to the downloads as a Word document with its stills and the pictures of findings. */
import type { Block } from '../../core/opinion/blocks';
import type { DocumentPicture } from '../../core/opinion/document-options';
import { documentWords } from '../../i18n/document-words';
import type { Locale } from '../../i18n/locales';
import type { App } from '../../state/context';
import { fetchFrames } from './finding-frames';
import { blocksIn, hashOfOpinion } from './opinion-document';
import type { ShownSigned } from './signed-opinion';

const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Characters that some file system refuses. */
const UNSAFE = /[\\/:*?"<>|\s]+/g;
const PAGE = '\u0001';
const PAGES = '\u0002';

/** Rejects where the language, the writer or a still cannot be loaded, or a still is damaged. */
export async function exportOpinion(app: App, locale: Locale): Promise<void> {
  const { opinion } = app.caseReview;
  const fetched = await fetchFrames(app, opinion);
  await write(app, blocksIn(opinion, locale, await documentWords(locale), await hashOfOpinion(opinion), fetched.frames), fetched.pictures, locale, []);
}

/** As it was signed, with the time of signing in the file's name. Rejects likewise. */
export async function exportSigned(app: App, { blocks, pictures, locale, signedAt }: ShownSigned): Promise<void> {
  await write(app, blocks, pictures, locale, [signedAt]);
}

async function write(app: App, blocks: readonly Block[], made: ReadonlyMap<string, DocumentPicture>, locale: Locale, suffixes: readonly string[]): Promise<void> {
  const t = await documentWords(locale);
  const pictures = new Map<string, DocumentPicture>(made);
  for (const hash of new Set(blocks.flatMap((block) => (block.type === 'evidence' && block.hash !== null ? [block.hash] : [])))) {
    const still = await app.cited.still(app.project.caseId, hash);
    if (still !== null) pictures.set(hash, { data: still.bytes, type: still.type === 'image/png' ? 'png' : 'jpg', width: still.width, height: still.height });
  }
  const [before = '', between = '', after = ''] = t('opinion:page_of', { page: PAGE, pages: PAGES }).split(/[\u0001\u0002]/);
  const title = t('opinion:title');
  const { info } = app.project;
  const bytes = await app.opinionDocx(blocks, { pictures, title, author: info.reviewer, locale, foot: [before, between, after] });
  await app.files.saveBytes(`${[title, info.caseNumber, ...suffixes].filter(Boolean).join('_').replaceAll(UNSAFE, '_')}.docx`, bytes, WORD_TYPE);
}
