/** Hands the opinion to the downloads as a Word document with its stills and the pictures of accepted findings. */
import type { DocumentPicture } from '../../core/opinion/document-options';
import { documentWords } from '../../i18n/document-words';
import type { Locale } from '../../i18n/locales';
import type { App } from '../../state/context';
import { fetchFrames } from './finding-frames';
import { blocksIn, hashOfOpinion } from './opinion-document';

const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Characters that some file system refuses. */
const UNSAFE = /[\\/:*?"<>|\s]+/g;
const PAGE = '\u0001';
const PAGES = '\u0002';

/** Rejects where the language, the writer or a still cannot be loaded, or a still is damaged. */
export async function exportOpinion(app: App, locale: Locale): Promise<void> {
  const t = await documentWords(locale);
  const { opinion } = app.caseReview;
  const fetched = await fetchFrames(app, opinion);
  const pictures = new Map<string, DocumentPicture>(fetched.pictures);
  for (const hash of opinion.stills.keys()) {
    const still = await app.cited.still(app.project.caseId, hash);
    if (still !== null) pictures.set(hash, { data: still.bytes, type: still.type === 'image/png' ? 'png' : 'jpg', width: still.width, height: still.height });
  }
  const [before = '', between = '', after = ''] = t('opinion:page_of', { page: PAGE, pages: PAGES }).split(/[\u0001\u0002]/);
  const title = t('opinion:title');
  const bytes = await app.opinionDocx(blocksIn(opinion, locale, t, await hashOfOpinion(opinion), fetched.frames), { pictures, title, author: opinion.info.reviewer, locale, foot: [before, between, after] });
  await app.files.saveBytes(`${[title, opinion.info.caseNumber].filter(Boolean).join('_').replaceAll(UNSAFE, '_')}.docx`, bytes, WORD_TYPE);
}
