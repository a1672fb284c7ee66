/** Whether the work is really kept: storage that is missing or full, how much is used, and clearing what can be made again. */
import { toWireError, type WireError } from '../core/errors';
import type { StorageKeeper, StorageReport } from '../db/case-store';
import type { CaseLog } from './case-log.svelte';
import type { Jobs } from './jobs.svelte';

export class Storage {
  readonly #keeper: StorageKeeper;
  readonly #log: CaseLog;
  readonly #jobs: Jobs;
  readonly #memoryOnly: WireError | null;
  #report = $state.raw<StorageReport | null>(null);

  constructor(keeper: StorageKeeper, log: CaseLog, jobs: Jobs, memoryOnly: WireError | null) {
    this.#keeper = keeper;
    this.#log = log;
    this.#jobs = jobs;
    this.#memoryOnly = memoryOnly;
  }

  /** Why something is not kept beyond this page; null when all is well. */
  get problem(): WireError | null {
    return this.#log.error ?? this.#memoryOnly ?? this.#jobs.storageError;
  }

  /** Closing the page would lose work. */
  get losesOnClose(): boolean {
    return this.#log.unsavedCount > 0 || (this.#memoryOnly !== null && this.#log.entries.length > 0);
  }

  /** Human actions that hold only in this page. */
  get unsavedCount(): number {
    return this.#log.unsavedCount;
  }

  /** The browser has lost its database while this page was open; only the open case was written anew. */
  get lostByBrowser(): boolean {
    return this.#log.lostByBrowser;
  }

  /** Whether the browser may clear what is stored, as a private window certainly does: browsers do not tell the two apart. */
  get unpromised(): boolean {
    return this.#report !== null && !this.#report.persistent;
  }

  get report(): StorageReport | null {
    return this.#report;
  }

  async refresh(): Promise<void> {
    try {
      this.#report = await this.#keeper.report();
    } catch {
      this.#report = null;
    }
  }

  async persist(): Promise<void> {
    await this.#keeper.persist();
    await this.refresh();
  }

  /** null when done. Cases, judgements and findings stay. */
  async clearCache(): Promise<WireError | null> {
    try {
      await this.#keeper.clearCache();
      await this.refresh();
      return null;
    } catch (thrown) {
      return toWireError(thrown);
    }
  }

  /** Tries again to write what is held in this page; true when nothing is left. */
  async retry(): Promise<boolean> {
    // Already closed by the browser or not: a fresh connection sees what there is now.
    if (this.#memoryOnly === null) await this.#keeper.reopen().catch(() => undefined);
    return this.#log.retry();
  }
}
