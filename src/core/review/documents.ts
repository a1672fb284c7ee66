/** Written documents of the case: known by hash, opened by handle, cited by page. */

/** What a document is, by the paragraphs of Article 10: enforcement document, record of taking evidence, papers of the party, permit or approval. */
export const DOCUMENT_SORTS = ['form', 'record', 'papers', 'approval'] as const;
export type DocumentSort = (typeof DOCUMENT_SORTS)[number];

export interface AttachedDocument {
  readonly id: string;
  readonly name: string;
  readonly kind: 'pdf' | 'picture';
  /** Lower-case hex of the whole file: by this it is known again. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** null where they could not be counted. */
  readonly pages: number | null;
  /** What it is, in the reviewer's words, e.g. the record of an inspection. */
  readonly title: string;
  /** The time that stands in it, local `YYYY-MM-DDTHH:mm`; '' where none does. */
  readonly writtenAt: string;
  /** Not there until a person sorts it. */
  readonly sort?: DocumentSort;
}

/** The first bytes of what can be shown, by kind; a PDF's may stand behind up to 1 kB of something else (ISO 32000-1, Annex H, 3.4.1). */
const PDF_BEGINS = '%PDF-';
const PICTURE_BEGINS = /^(?:\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF[^]{4}WEBP|GIF8[79]a|BM|[^]{4}ftypavi[fs])/;
export const DOCUMENT_HEAD_BYTES = 1024;

/** Whether a file is what its name says. @param head its first `DOCUMENT_HEAD_BYTES` bytes, or all of them */
export function beginsAs(kind: AttachedDocument['kind'], head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, DOCUMENT_HEAD_BYTES));
  return kind === 'pdf' ? text.includes(PDF_BEGINS) : PICTURE_BEGINS.test(text);
}

/** `image/*` and PDF can be shown beside the picture; null for all else. */
export function documentKind(mimeType: string, name: string): AttachedDocument['kind'] | null {
  if (mimeType === 'application/pdf' || /\.pdf$/i.test(name)) return 'pdf';
  return /^image\/(?:jpeg|png|webp|gif|bmp|avif)$/.test(mimeType) || /\.(?:jpe?g|png|webp|gif|bmp|avif)$/i.test(name) ? 'picture' : null;
}
