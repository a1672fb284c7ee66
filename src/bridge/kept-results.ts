/** Finished passes by content, on disk where there is a store and in memory meanwhile; a store that fails never stops an analysis. */
import { toWireError, type WireError } from '../core/errors';
import type { PassResult, PassResultStore } from '../core/pass-result';
import type { FileHashes } from '../core/recording';

/** What is known of a file that looks like one seen before. */
export interface KnownContent {
  /** To be confirmed by the full hash; null when the earlier run ended before its hash was known. */
  readonly hashes: FileHashes | null;
  readonly results: readonly PassResult[];
}

export interface KeptResults {
  find(fingerprint: string, onIssue: (issue: WireError) => void): Promise<KnownContent>;
  /** Kept in memory at once; on disk as soon as the hashes are known. */
  add(fingerprint: string, result: PassResult): void;
  /** Ties what is kept of a fingerprint to its content and writes it. */
  confirm(fingerprint: string, hashes: FileHashes, onIssue: (issue: WireError) => void): Promise<void>;
  /** The fingerprint misled: forget what memory holds of it. */
  forget(fingerprint: string): void;
}

/** Recordings whose results stay in memory, for pause and resume where nothing can be written: about 20 MB each for an hour. */
const REMEMBERED_FILES = 4;

export function createKeptResults(store: PassResultStore | null): KeptResults {
  const memory = new Map<string, PassResult[]>();
  const unsaved = new Map<string, PassResult[]>();

  const remembered = (fingerprint: string): PassResult[] => {
    const list = memory.get(fingerprint) ?? [];
    // Moved to the end: the oldest goes first.
    memory.delete(fingerprint);
    memory.set(fingerprint, list);
    for (const oldest of memory.keys()) {
      if (memory.size <= REMEMBERED_FILES) break;
      memory.delete(oldest);
      unsaved.delete(oldest);
    }
    return list;
  };

  return {
    async find(fingerprint, onIssue) {
      let hashes: FileHashes | null = null;
      let stored: readonly PassResult[] = [];
      if (store !== null) {
        try {
          hashes = await store.recall(fingerprint);
          if (hashes !== null) stored = await store.load(hashes.sha256);
        } catch (thrown) {
          onIssue(toWireError(thrown));
        }
      }
      const newer = remembered(fingerprint);
      return { hashes, results: [...newer, ...stored.filter((old) => !newer.some((result) => result.pass === old.pass))] };
    },
    add(fingerprint, result) {
      const list = remembered(fingerprint);
      list.push(result);
      unsaved.set(fingerprint, [...(unsaved.get(fingerprint) ?? []), result]);
    },
    async confirm(fingerprint, hashes, onIssue) {
      const waiting = unsaved.get(fingerprint) ?? [];
      unsaved.delete(fingerprint);
      if (store === null) return;
      try {
        await store.remember(fingerprint, hashes);
        for (const result of waiting) await store.save(hashes.sha256, result);
      } catch (thrown) {
        onIssue(toWireError(thrown));
      }
    },
    forget(fingerprint) {
      memory.delete(fingerprint);
      unsaved.delete(fingerprint);
    },
  };
}
