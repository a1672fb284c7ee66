/** The written file of the case: documents attached by handle and hash, opened again, shown beside the picture at a page. */
import type { AttachedDocument, DocumentSort } from '../core/review/documents';
import { beginsAs, DOCUMENT_HEAD_BYTES, documentKind } from '../core/review/documents';
import type { DocumentCitation } from '../core/review/verdict';
import type { FileHashes } from '../core/recording';
import type { ReviewStore } from '../db/case-store';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import type { Env } from './env';
import type { FileAccess, PickedFile } from './file-access';

export interface DocumentsDeps {
  readonly caseReview: CaseReview;
  readonly log: CaseLog;
  readonly env: Env;
  readonly files: Pick<FileAccess, 'permission'>;
  readonly store: Pick<ReviewStore, 'saveDocument' | 'documentsOf'>;
  readonly caseId: () => string | null;
  /** null where the file cannot be read. */
  readonly hash: (file: File) => Promise<FileHashes | null>;
  /** Of a PDF; null where that cannot be told. */
  readonly pages: (file: File) => Promise<number | null>;
}

export const DOCUMENT_EXTENSIONS: readonly string[] = ['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.gif', '.bmp', '.avif'];

export interface AttachReport {
  readonly attached: number;
  /** Known by their hash already: their files can be opened again. */
  readonly known: number;
  /** Names of what is of another kind, or not to be read. */
  readonly refused: readonly string[];
}

/** What a file turned out to be that was chosen to open a document again; `other` is the document of the case that it is. */
export type Reopened = { readonly outcome: 'opened' | 'strange' | 'unreadable' } | { readonly outcome: 'other'; readonly other: AttachedDocument };

/** Empty where the file cannot be read. */
const headOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.slice(0, DOCUMENT_HEAD_BYTES).arrayBuffer().catch(() => new ArrayBuffer(0)));

export class Documents {
  readonly #deps: DocumentsDeps;
  /** Files of this page's life; handles reach further. */
  readonly #files = new Map<string, File>();
  #shownId = $state<string | null>(null);
  #page = $state(1);
  /** Words of the page that is shown, as the reviewer copied them. */
  quote = $state('');
  /** Counts files that became readable, so that a viewer looks again. */
  #found = $state(0);

  constructor(deps: DocumentsDeps) {
    this.#deps = deps;
  }

  /** By name: an edit does not move a document in the list. */
  get all(): readonly AttachedDocument[] { return [...this.#deps.log.state.documents.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)); }
  get readOnly(): boolean { return this.#deps.caseReview.readOnly; }
  /** The one beside the picture. */
  get shown(): AttachedDocument | null { return this.#shownId === null ? null : (this.#deps.log.state.documents.get(this.#shownId) ?? null); }
  /** From 1. */
  get page(): number { return this.#page; }
  get found(): number { return this.#found; }

  show(id: string | null, page = 1): void {
    this.#shownId = id;
    this.#page = page;
    this.quote = '';
  }

  turnTo(page: number): void {
    const last = this.shown?.pages ?? Infinity;
    if (!Number.isInteger(page) || page < 1 || page > last || page === this.#page) return;
    this.#page = page;
    this.quote = '';
  }

  /** Its file has been opened: somebody can read what is cited. */
  isOpen(id: string): boolean {
    void this.#found;
    return this.#files.has(id);
  }

  /** The page that is shown, with the words copied from it, which are then used; null where no document is shown, or its file is not open. */
  citeShown(): DocumentCitation | null {
    const { shown } = this;
    if (shown === null || !this.isOpen(shown.id)) return null;
    const quote = this.quote.trim();
    this.quote = '';
    return { type: 'document', documentId: shown.id, page: this.#page, quote, note: '' };
  }

  async attach(picked: readonly PickedFile[]): Promise<AttachReport> {
    const report = { attached: 0, known: 0, refused: [] as string[] };
    for (const { file, handle } of picked) {
      const named = documentKind(file.type, file.name);
      const kind = named !== null && beginsAs(named, await headOf(file)) ? named : null;
      const hashes = kind === null ? null : await this.#deps.hash(file);
      if (kind === null || hashes === null) {
        report.refused.push(file.name);
        continue;
      }
      const before = this.all.find(({ sha256 }) => sha256 === hashes.sha256);
      const id = before?.id ?? this.#deps.env.newId();
      await this.#keep(id, file, handle);
      if (before !== undefined) {
        report.known++;
        continue;
      }
      await this.#deps.caseReview.setDocument({ id, name: file.name, kind, sha256: hashes.sha256, sizeBytes: file.size, pages: kind === 'picture' ? 1 : await this.#deps.pages(file), title: '', writtenAt: '' });
      report.attached++;
    }
    return report;
  }

  /** Opens a document with a file that was chosen for it: only the same content will do. The file of another document of the case opens that one. */
  async reopen(id: string, { file, handle }: PickedFile): Promise<Reopened> {
    const hashes = await this.#deps.hash(file);
    if (hashes === null) return { outcome: 'unreadable' };
    const found = this.all.find(({ sha256 }) => sha256 === hashes.sha256);
    if (found === undefined) return { outcome: 'strange' };
    await this.#keep(found.id, file, handle);
    return found.id === id ? { outcome: 'opened' } : { outcome: 'other', other: found };
  }

  async edit(document: AttachedDocument, change: Partial<Pick<AttachedDocument, 'title' | 'writtenAt'>>): Promise<void> {
    const after = { ...document, ...change };
    if (after.title !== document.title || after.writtenAt !== document.writtenAt) await this.#deps.caseReview.setDocument(after);
  }

  /** @param sort null: not sorted */
  async setSort(document: AttachedDocument, sort: DocumentSort | null): Promise<void> {
    const { sort: before, ...plain } = document;
    if ((before ?? null) !== sort) await this.#deps.caseReview.setDocument(sort === null ? plain : { ...plain, sort });
  }

  async remove(document: AttachedDocument): Promise<void> {
    if (this.#shownId === document.id) this.show(null);
    await this.#deps.caseReview.removeDocument(document.id);
  }

  /** @param ask a click stands behind it: permission may be asked for. null: the file is to be chosen again (`reopen`). */
  async file(id: string, ask: boolean): Promise<File | null> {
    const known = this.#files.get(id);
    if (known !== undefined) return known;
    const caseId = this.#deps.caseId();
    const kept = caseId === null ? undefined : (await this.#deps.store.documentsOf(caseId).catch(() => new Map<string, never>())).get(id);
    if (kept === undefined || (await this.#deps.files.permission(kept.handle, ask).catch(() => 'denied')) !== 'granted') return null;
    const file = await kept.handle.getFile().catch(() => null);
    if (file === null) return null;
    // A file that was changed since is another document.
    const hashes = await this.#deps.hash(file);
    if (hashes?.sha256 !== this.#deps.log.state.documents.get(id)?.sha256) return null;
    this.#files.set(id, file);
    this.#found++;
    return file;
  }

  async #keep(id: string, file: File, handle: FileSystemFileHandle | null): Promise<void> {
    this.#files.set(id, file);
    this.#found++;
    const caseId = this.#deps.caseId();
    // Without its handle the document is chosen again next time, and known by its hash.
    if (handle !== null && caseId !== null) await this.#deps.store.saveDocument(caseId, { documentId: id, handle }).catch(() => undefined);
  }
}
