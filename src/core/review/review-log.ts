/** What the action log holds of a review: tables by id, and actions that each take rows out and put rows in, so that any can be taken back. */
import type { Adjudication } from '../two-reviewers/adjudication';
import type { ReviewFile } from '../two-reviewers/review-file';
import type { Utterance } from '../speech/utterance';
import type { Annotation } from './annotation';
import type { AttachedDocument } from './documents';
import type { Incident } from './incidents';
import type { Signature } from './signature';
import type { ItemVerdict } from './verdict';

/** One row before and after; null: there was none, or there is none. */
export interface RowChange<T> { readonly from: T | null; readonly to: T | null }
/** Many rows at once; a row that changed stands in both. */
export interface RowsChange<T> { readonly removed: readonly T[]; readonly added: readonly T[] }

export type ReviewAction =
  | { readonly kind: 'verdict-set'; readonly payload: RowChange<ItemVerdict> }
  | { readonly kind: 'annotations-changed'; readonly payload: RowsChange<Annotation> }
  | { readonly kind: 'utterances-changed'; readonly payload: RowsChange<Utterance> }
  | { readonly kind: 'incident-changed'; readonly payload: RowChange<Incident> }
  | { readonly kind: 'document-changed'; readonly payload: RowChange<AttachedDocument> }
  | { readonly kind: 'opinion-signed'; readonly payload: RowChange<Signature> }
  | { readonly kind: 'other-review-changed'; readonly payload: RowChange<ReviewFile> }
  | { readonly kind: 'adjudicated'; readonly payload: RowChange<Adjudication> };

export interface ReviewState {
  /** By item. */
  readonly verdicts: ReadonlyMap<string, ItemVerdict>;
  /** By id. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  readonly utterances: ReadonlyMap<string, Utterance>;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly documents: ReadonlyMap<string, AttachedDocument>;
  /** By role. */
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Imported reviews of others by id. */
  readonly otherReviews: ReadonlyMap<string, ReviewFile>;
  /** By item. */
  readonly adjudications: ReadonlyMap<string, Adjudication>;
}

type Table = keyof ReviewState;
type Row = ItemVerdict | Annotation | Utterance | Incident | AttachedDocument | Signature | ReviewFile | Adjudication;

const TABLE_OF: Readonly<Record<ReviewAction['kind'], Table>> = {
  'verdict-set': 'verdicts', 'annotations-changed': 'annotations', 'utterances-changed': 'utterances', 'incident-changed': 'incidents', 'document-changed': 'documents',
  'opinion-signed': 'signatures', 'other-review-changed': 'otherReviews', adjudicated: 'adjudications',
};

const tables = Object.values(TABLE_OF);
const keyOf = (row: Row): string => ('itemId' in row ? row.itemId : 'role' in row ? row.role : row.id);

export const isReviewAction = <A extends { readonly kind: string }>(action: A): action is Extract<A, ReviewAction> => action.kind in TABLE_OF;

export const emptyReviewState = (): ReviewState => Object.fromEntries(tables.map((table) => [table, new Map()])) as unknown as ReviewState;

/**
 * Tables that are copied when they are first written to: what an action does not touch keeps its identity, so that nobody computes it anew, and a
 * long log is replayed without a copy for each entry.
 */
export class ReviewDraft {
  readonly #from: ReviewState;
  readonly #own = new Map<Table, Map<string, Row>>();

  constructor(from: ReviewState) {
    this.#from = from;
  }

  forward(action: ReviewAction): void {
    const { removed, added } = rows(action);
    this.#change(TABLE_OF[action.kind], removed, added);
  }

  backward(action: ReviewAction): void {
    const { removed, added } = rows(action);
    this.#change(TABLE_OF[action.kind], added, removed);
  }

  get state(): ReviewState {
    return { ...this.#from, ...Object.fromEntries(this.#own) };
  }

  #change(table: Table, remove: readonly Row[], put: readonly Row[]): void {
    let own = this.#own.get(table);
    if (own === undefined) {
      own = new Map<string, Row>(this.#from[table] as ReadonlyMap<string, Row>);
      this.#own.set(table, own);
    }
    for (const row of remove) own.delete(keyOf(row));
    for (const row of put) own.set(keyOf(row), row);
  }
}

function rows({ payload }: ReviewAction): RowsChange<Row> {
  return 'removed' in payload ? payload : { removed: payload.from === null ? [] : [payload.from], added: payload.to === null ? [] : [payload.to] };
}
