/** The open case's action log: appends one entry at a time, on disk before it shows, and derives the case's state from it. */
import {
  ACTION_VERSION, emptyCaseState, history, replay, type Action, type ActionEntry, type CaseState, type HistoryItem,
} from '../core/action-log';
import type { CaseHeader } from '../core/case';
import { toWireError, type WireError } from '../core/errors';
import type { CaseStore, NewEntry } from '../db/case-store';
import type { Env } from './env';

export class CaseLog {
  readonly #store: CaseStore;
  readonly #env: Env;
  #caseId = '';
  #createdAtMs = 0;
  #entries = $state.raw<readonly ActionEntry[]>([]);
  #state = $state.raw<CaseState>(emptyCaseState());
  #readOnly = $state(false);
  /** Entries that could not be stored, oldest first: they hold in this page and are tried again. */
  #unsaved = $state.raw<readonly ActionEntry[]>([]);
  #error = $state.raw<WireError | null>(null);
  /** The browser lost what was stored, as Chromium does on a disk that is full to the last byte: this page holds the only copy. */
  #lostByBrowser = $state(false);
  #mustRewrite = false;
  #queue: Promise<unknown> = Promise.resolve();
  #saving = $state(0);
  #unwatch: () => void = () => undefined;

  /** Called when the log was written anew after a loss: what else belongs to the case must be, too. */
  onRewritten: () => void = () => undefined;

  constructor(store: CaseStore, env: Env) {
    this.#store = store;
    this.#env = env;
  }

  get entries(): readonly ActionEntry[] {
    return this.#entries;
  }

  get state(): CaseState {
    return this.#state;
  }

  get history(): readonly HistoryItem[] {
    return history(this.#entries);
  }

  get readOnly(): boolean {
    return this.#readOnly;
  }

  get saving(): boolean {
    return this.#saving > 0;
  }

  /** Why entries are not stored; null when all are. */
  get error(): WireError | null {
    return this.#error;
  }

  /** In this page's life the browser has lost its database; the open case was written anew, others may be gone. */
  get lostByBrowser(): boolean {
    return this.#lostByBrowser;
  }

  get unsavedCount(): number {
    return this.#unsaved.length;
  }

  /** Shows a case. A read-only log follows what the other tab writes. */
  open(caseId: string, entries: readonly ActionEntry[], createdAtMs: number, readOnly: boolean): void {
    this.close();
    this.#caseId = caseId;
    this.#createdAtMs = createdAtMs;
    this.#show(entries);
    this.setReadOnly(readOnly);
  }

  setReadOnly(readOnly: boolean): void {
    this.#unwatch();
    this.#unwatch = readOnly && this.#caseId !== '' ? this.#store.watch(this.#caseId, (entries) => this.#show(entries)) : () => undefined;
    this.#readOnly = readOnly;
  }

  close(): void {
    this.#unwatch();
    this.#unwatch = () => undefined;
    this.#caseId = '';
    this.#unsaved = [];
    this.#error = null;
    this.#mustRewrite = false;
    this.#show([]);
  }

  /** After the database was closed from outside: is everything still there? Writes the log anew where it is not. */
  verify(): Promise<void> {
    const turn = this.#queue.then(async () => {
      if (this.#caseId === '' || this.#readOnly) return;
      const stored = await this.#store.load(this.#caseId).catch(() => null);
      if ((stored?.entries.length ?? 0) < this.#entries.length - this.#unsaved.length) await this.#rewrite(this.#entries, this.header());
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Appends what `make` returns for the state at its turn (null: nothing to do). Resolves to the entry once it is stored and
   * shown; where storage fails the entry still holds in this page and `error` tells why.
   */
  append(make: (state: CaseState) => Action | null): Promise<ActionEntry | null> {
    const turn = this.#queue.then(() => this.#appendNow(make));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  undo(): Promise<ActionEntry | null> {
    return this.append(({ undoable }) => {
      const target = undoable.at(-1);
      return target === undefined ? null : { kind: 'undone', payload: { target: target.id } };
    });
  }

  redo(): Promise<ActionEntry | null> {
    return this.append(({ redoable }) => {
      const target = redoable.at(-1);
      return target === undefined ? null : { kind: 'redone', payload: { target: target.id } };
    });
  }

  /** Tries again to store what could not be stored; true when nothing is left. */
  retry(): Promise<boolean> {
    const turn = this.#queue.then(() => this.#flush());
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when every append so far has ended. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  header(state: CaseState = this.#state): CaseHeader {
    return {
      id: this.#caseId, info: state.info, recordingCount: state.recordings.length, createdAtMs: this.#createdAtMs, updatedAtMs: this.#env.now(),
    };
  }

  async #appendNow(make: (state: CaseState) => Action | null): Promise<ActionEntry | null> {
    if (this.#readOnly || this.#caseId === '') return null;
    const action = make(this.#state);
    if (action === null) return null;
    const entry = $state.snapshot({
      ...action, id: this.#env.newId(), caseId: this.#caseId, atMs: this.#env.now(), actor: this.#env.actor(), version: ACTION_VERSION,
    }) as NewEntry;
    const provisional = { ...entry, seq: (this.#entries.at(-1)?.seq ?? 0) + 1 } as ActionEntry;
    const next = replay([provisional], this.#state);
    this.#saving++;
    try {
      let shown = provisional;
      if (await this.#flush()) {
        try {
          const stored = await this.#store.append(entry, this.header(next));
          // A smaller number than this page counts to: what came before is no longer there.
          if (stored.seq < provisional.seq) await this.#rewrite([...this.#entries, provisional], this.header(next));
          else shown = stored;
        } catch (thrown) {
          this.#keepUnsaved(provisional, thrown);
        }
      } else {
        this.#unsaved = [...this.#unsaved, provisional];
      }
      this.#entries = [...this.#entries, shown];
      this.#state = next;
      return shown;
    } finally {
      this.#saving--;
    }
  }

  async #flush(): Promise<boolean> {
    while (this.#mustRewrite || this.#unsaved[0] !== undefined) {
      if (this.#mustRewrite) {
        await this.#rewrite(this.#entries, this.header());
        if (this.#mustRewrite) return false;
        break;
      }
      const { seq, ...entry } = this.#unsaved[0] as ActionEntry;
      try {
        const stored = await this.#store.append(entry as NewEntry, this.header());
        if (stored.seq < seq) this.#mustRewrite = true;
      } catch (thrown) {
        this.#error = toWireError(thrown);
        return false;
      }
      this.#unsaved = this.#unsaved.slice(1);
    }
    this.#error = null;
    return true;
  }

  async #rewrite(entries: readonly ActionEntry[], header: CaseHeader): Promise<void> {
    this.#lostByBrowser = true;
    try {
      await this.#store.rewrite($state.snapshot(entries) as readonly ActionEntry[], header);
      this.#mustRewrite = false;
      this.#unsaved = [];
      this.#error = null;
      this.onRewritten();
    } catch (thrown) {
      this.#mustRewrite = true;
      this.#unsaved = entries;
      this.#error = toWireError(thrown);
    }
  }

  #keepUnsaved(entry: ActionEntry, thrown: unknown): void {
    this.#unsaved = [...this.#unsaved, entry];
    this.#error = toWireError(thrown);
  }

  #show(entries: readonly ActionEntry[]): void {
    this.#entries = entries;
    this.#state = replay(entries);
  }
}
