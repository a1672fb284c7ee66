/** Whether the signatures of the open case still stand: held against the hash of the opinion as it is now, by whoever makes its words. */
import type { Signature } from '../core/review/signature';
import type { CaseLog } from './case-log.svelte';

export class Signing {
  readonly #log: CaseLog;
  #hash = $state<string | null>(null);

  constructor(log: CaseLog) {
    this.#log = log;
  }

  /** @param hash of the opinion as it is now; null while it is being made or its parts are still coming */
  tell(hash: string | null): void {
    this.#hash = hash;
  }

  /** Whether anything is signed at all. */
  get any(): boolean { return this.#log.state.signatures.size > 0; }

  /** Signatures under other words than the opinion has now. None while those are not known. */
  get lapsed(): readonly Signature[] {
    return this.#hash === null ? [] : this.#all.filter(({ opinionHash }) => opinionHash !== this.#hash);
  }

  /** Signatures under the very words. None while those are not known. */
  get holding(): readonly Signature[] {
    return this.#all.filter(({ opinionHash }) => opinionHash === this.#hash);
  }

  get #all(): readonly Signature[] { return [...this.#log.state.signatures.values()]; }
}
