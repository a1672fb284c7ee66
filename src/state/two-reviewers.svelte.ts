/** Two reviewers of one case: exchanging reviews as files, blind until both are complete, then comparing and settling. */
import { AppError } from '../core/errors';
import { agreement, agreementByItem, type Agreement, type Pair } from '../core/two-reviewers/agreement';
import { compareWith, type ReviewComparison } from '../core/two-reviewers/review-comparison';
import { adoptReview, copyId, isOwnReview, openItems, reviewFile, sameCase, type ReviewFile, type SameCase } from '../core/two-reviewers/review-file';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import type { CaseSurvey } from './case-survey';
import type { Env } from './env';
import type { FileAccess } from './file-access';
import type { Jobs } from './jobs.svelte';
import type { Unit } from './unit.svelte';

/** Implemented by db/review-transfer, loaded when first needed. */
export interface ReviewFormat {
  write(review: ReviewFile): string;
  /** Throws AppError review-file-unreadable, naming the file and the place that is wrong. */
  read(text: string, fileName: string): ReviewFile;
}

export interface TwoReviewersDeps {
  readonly log: CaseLog;
  readonly jobs: Jobs;
  readonly caseReview: CaseReview;
  readonly unit: Unit;
  readonly env: Env;
  readonly files: Pick<FileAccess, 'saveText' | 'pickText'>;
  readonly survey: CaseSurvey;
  readonly format: () => Promise<ReviewFormat>;
}

/** What may be known of another's review before both are complete: whose it is and what is left of it, never what it says. */
export interface OtherReview {
  readonly id: string;
  readonly reviewer: string;
  readonly exportedAtMs: number;
  /** It bears the name that one works by oneself: perhaps one's own, from elsewhere. */
  readonly sameName: boolean;
  readonly same: SameCase;
  /** Items that they have not judged; null where their file does not tell what they were asked. */
  readonly open: number | null;
}

export interface Comparison extends Omit<ReviewComparison, 'pairs'> {
  readonly agreement: Agreement;
  /** Own verdicts that were given or changed after the other review had come in. */
  readonly afterwards: ReadonlySet<string>;
}

export class TwoReviewers {
  readonly #deps: TwoReviewersDeps;

  constructor(deps: TwoReviewersDeps) {
    this.#deps = deps;
  }

  /** Nothing of another's verdicts is told before every item is judged and every verdict stands. */
  get open(): boolean {
    return this.#deps.caseReview.gathered.remaining.canSign;
  }

  get others(): readonly OtherReview[] {
    const own = this.#own('', 0);
    return [...this.#deps.log.state.otherReviews.values()].map((review) => this.#told(review, sameCase(own, review)));
  }

  /** null while either review is not complete, where nobody can tell whether theirs is, and for one that is not here. */
  comparison(otherId: string): Comparison | null {
    const { log, unit } = this.#deps;
    const other = log.state.otherReviews.get(otherId);
    const compared = this.open && other !== undefined ? compareWith(other, unit.current, log.state.verdicts, log.state.adjudications) : null;
    if (compared === null) return null;
    const { pairs, ...shown } = compared;
    const importedAt = log.entries.find((entry) => entry.kind === 'other-review-changed' && entry.payload.to?.id === otherId)?.atMs ?? Infinity;
    return { ...shown, agreement: agreement(pairs), afterwards: new Set([...log.state.verdicts.values()].filter(({ atMs }) => atMs > importedAt).map(({ itemId }) => itemId)) };
  }

  /** By whose name a review is exported now; '' where nobody has given one. */
  get reviewer(): string {
    return this.#deps.env.actor();
  }

  async exportReview(): Promise<void> {
    const { env, files, format } = this.#deps;
    const review = this.#own(env.newId(), env.now());
    await files.saveText(`${review.caseNumber || 'review'}_${review.reviewer || 'review'}.zhijian-review.json`.replaceAll(/[\\/:*?"<>|\s]+/g, '_'), (await format()).write(review));
  }

  /** null when the dialog is closed. Rejects with AppError review-file-unreadable for what is no review, review-own for one's own, and review-elsewhere for one that shares no recording with this case. */
  async importReview(): Promise<OtherReview | null> {
    const { files, format, caseReview, log } = this.#deps;
    const picked = await files.pickText(['.json']);
    if (picked === null) return null;
    const own = this.#own('', 0);
    const review = adoptReview((await format()).read(picked.text, picked.name), own.recordings);
    if (isOwnReview(review, log.entries)) throw new AppError('review-own', 'made in this copy of the case', { fileName: picked.name });
    const same = sameCase(own, review);
    if (same.shared === 0) throw new AppError('review-elsewhere', 'none of its recordings is in this case', { fileName: picked.name });
    await caseReview.addOtherReview(review);
    return this.#told(review, same);
  }

  /** Over all cases on this machine in which both reviews are complete: for each item of the checklist, and of all items together. */
  async agreementOverCases(): Promise<{ readonly byItem: ReadonlyMap<string, Agreement>; readonly all: Agreement; readonly cases: number }> {
    const pairs: Pair[] = [];
    let cases = 0;
    for (const { state, review } of await this.#deps.survey.all()) {
      const compared = review.remaining.canSign ? [...state.otherReviews.values()].flatMap((other) => compareWith(other, this.#deps.unit.current, state.verdicts, state.adjudications) ?? []) : [];
      if (compared.length > 0) cases++;
      for (const one of compared) pairs.push(...one.pairs);
    }
    return { byItem: agreementByItem(pairs, this.#deps.unit.current.checklist.map(({ id }) => id)), all: agreement(pairs), cases };
  }

  #told(review: ReviewFile, same: SameCase): OtherReview {
    const { id, reviewer, exportedAtMs } = review;
    return { id, reviewer, exportedAtMs, sameName: reviewer !== '' && reviewer === this.reviewer, same, open: openItems(review, this.#deps.unit.current) };
  }

  #own(id: string, atMs: number): ReviewFile {
    const { log, jobs, unit, env } = this.#deps;
    const { info, recordings, verdicts } = log.state;
    const listed = recordings.map((one) => ({ id: one.id, name: one.identity.name, sha256: jobs.of(one.id)?.hashes?.sha256 ?? jobs.facts(one.id)?.hashes?.sha256 ?? null }));
    return reviewFile(id, copyId(log.entries), env.actor(), atMs, info.caseNumber, unit.current, listed, verdicts);
  }
}
