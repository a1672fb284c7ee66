/** Keeps the cues of what is said up to date: searched anew after every change, in pieces between which the page goes on. */
import { untrack } from 'svelte';
import type { App } from '../../state/context';

const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

/** For use as `$effect(() => keepSearched(app))`. */
export function keepSearched({ log, unit, caseReview }: App): (() => void) | undefined {
  const { utterances } = log.state;
  void unit.current.lexicon;
  if (utterances.size === 0) return undefined;
  const abort = new AbortController();
  void untrack(() => caseReview.searchCues(turn, abort.signal));
  return () => abort.abort();
}
