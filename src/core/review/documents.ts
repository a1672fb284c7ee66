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

/** `image/*` and PDF can be shown beside the picture; null for all else. */
export function documentKind(mimeType: string, name: string): AttachedDocument['kind'] | null {
  if (mimeType === 'application/pdf' || /\.pdf$/i.test(name)) return 'pdf';
  return /^image\/(?:jpeg|png|webp|gif|bmp|avif)$/.test(mimeType) || /\.(?:jpe?g|png|webp|gif|bmp|avif)$/i.test(name) ? 'picture' : null;
}
