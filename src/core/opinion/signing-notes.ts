/** What a signer should know before signing, though nothing of it forbids to sign: what the opinion leaves blank, who signs twice, what two reviewers left open, which verdict an accepted finding contradicts. */
import type { CaseField } from '../case';
import type { BearingFinding } from '../review/continuity';
import type { Signature } from '../review/signature';
import type { Opinion } from './opinion';

/** Blanks that a reader of a signed opinion stumbles on first. */
const ASKED_FIELDS = ['documentNumber', 'viewing', 'overall'] as const satisfies readonly CaseField[];

export type SigningNote =
  /** Not filled in; the document says so. */
  | { readonly type: 'blank'; readonly field: (typeof ASKED_FIELDS)[number] }
  /** The one who signs holds the other role as well: by a signature, or as the case's data name them. */
  | { readonly type: 'same-person'; readonly name: string; readonly by: 'signature' | 'reviewer' | 'secondReviewer' }
  /** Two reviewers judged this item differently and nobody has settled it. */
  | { readonly type: 'unsettled'; readonly itemId: string; readonly reviewer: string }
  /** The item is said to conform, and a person accepted findings that speak against it. */
  | { readonly type: 'contradicted'; readonly itemId: string; readonly findings: readonly BearingFinding[] };

const sameName = (a: string, b: string): boolean => a.trim() !== '' && a.trim() === b.trim();

/** @param signer as typed; '' where nobody is named yet */
export function signingNotes(opinion: Opinion, role: Signature['role'], signer: string): readonly SigningNote[] {
  const otherField = role === 'reviewer' ? 'secondReviewer' : 'reviewer';
  const signed = opinion.signatures.find((one) => one.role !== role)?.name;
  const twice: readonly SigningNote[] = sameName(signed ?? opinion.info[otherField], signer) ? [{ type: 'same-person', name: signer.trim(), by: signed === undefined ? otherField : 'signature' }] : [];
  const items = opinion.articles.flatMap((article) => article.items);
  return [
    ...items.filter(({ contradicting }) => contradicting.length > 0).map(({ item, contradicting }): SigningNote => ({ type: 'contradicted', itemId: item.id, findings: contradicting })),
    ...ASKED_FIELDS.filter((field) => opinion.info[field].trim() === '').map((field): SigningNote => ({ type: 'blank', field })),
    ...twice,
    ...opinion.secondReviews.flatMap(({ reviewer, differing }) => differing.filter(({ open }) => open).map(({ itemId }): SigningNote => ({ type: 'unsettled', itemId, reviewer }))),
  ];
}
