/** What a draft is worth: its detector's own likelihood ratio, corrected by how often drafts of its kind and strength were right when measured. */
import type { FindingDraft } from '../../core/finding';

/** One measured line: `llr` in nats, founded on `observed` drafts. */
export interface MeasuredRatio {
  readonly llr: number;
  readonly observed: number;
}

/** By `ratioKey`. */
export type EvidenceTable = Readonly<Record<string, MeasuredRatio>>;

/** Lower ends (nats of the detector's own ratio) of the bands within which drafts of one detector and kind are counted together. */
const BAND_FROM_LLR = [-Infinity, 1, 2.5] as const;
const BAND_NAMES = ['weak', 'fair', 'strong'] as const;
/**
 * However often it was right, a measured ratio raises a draft no further than this: what its own method calls weak never
 * becomes an alarm by a count (1.5 nats are worth a review), it only counts for more beside another group.
 */
const BAND_UP_TO_LLR = [1.4, 3, Infinity] as const;

/** So many observed drafts weigh as much as the detector's own ratio, which stands on its method and not on a count. */
export const OWN_RATIO_WORTH = 6;

/** `packet/timestamp-gap timestamp-gap strong`: drafts that are counted together. */
export function ratioKey(draft: Pick<FindingDraft, 'detector' | 'kind' | 'llr'>): string {
  return `${draft.detector} ${draft.kind} ${BAND_NAMES[bandOf(draft.llr)]}`;
}

const bandOf = (llr: number): number => Math.max(0, BAND_FROM_LLR.findLastIndex((from) => llr >= from));

/**
 * @returns nats, not capped: the detector's ratio and the measured one, weighed by how much was observed; the detector's own
 * where nothing was measured
 */
export function evidenceRatio(draft: FindingDraft, table: EvidenceTable): number {
  const measured = table[ratioKey(draft)];
  if (measured === undefined) return draft.llr;
  const blended = (measured.llr * measured.observed + draft.llr * OWN_RATIO_WORTH) / (measured.observed + OWN_RATIO_WORTH);
  return Math.max(Math.min(draft.llr, blended), Math.min(blended, BAND_UP_TO_LLR[bandOf(draft.llr)]!));
}
