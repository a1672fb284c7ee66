/** Keeps the hash of the opinion up to date wherever something is signed, so that a signature that lapsed is told outside the opinion as well. */
import type { App } from '../../state/context';
import { hashOfOpinion } from './opinion-document';

/** A person types several letters in it: the words are made once they rest. */
const REST_MS = 400;

/** For use as `$effect(() => keepHashed(app))`. While findings or cues are still coming nothing is told: they would make a signature lapse for a moment. */
export function keepHashed({ signing, caseReview, jobs }: App): (() => void) | undefined {
  if (!signing.any || jobs.overall !== null || caseReview.pendingCues > 0) {
    signing.tell(null);
    return undefined;
  }
  const { opinion } = caseReview;
  let ended = false;
  const timer = setTimeout(() => void hashOfOpinion(opinion).then((hash) => { if (!ended) signing.tell(hash); }, () => undefined), REST_MS);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
