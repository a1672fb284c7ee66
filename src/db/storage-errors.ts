/** From what IndexedDB and Dexie throw to the errors a user can act on. */
import { AppError } from '../core/errors';

const FULL = /quota|disk ?full|no space/i;
const BLOCKED = /^(OpenFailed|MissingAPI|InvalidState|Security|DatabaseClosed|Unknown|VersionError|Version)(Error)?$/i;

/** Names along the chain of Dexie's `inner` errors: an AbortError often hides a QuotaExceededError. */
function names(thrown: unknown): readonly string[] {
  const out: string[] = [];
  for (let at: unknown = thrown; at instanceof Error && out.length < 5; at = (at as Error & { inner?: unknown }).inner) {
    out.push(at.name, at.message);
  }
  return out;
}

/** storage-full, storage-unavailable, or the original where storage is not to blame. */
export function storageError(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  const chain = names(thrown);
  if (chain.some((name) => FULL.test(name))) return new AppError('storage-full', chain.join(' · '), { cause: thrown });
  if (chain.some((name) => BLOCKED.test(name))) return new AppError('storage-unavailable', chain.join(' · '), { cause: thrown });
  return thrown;
}

/** Runs `work` and rethrows in those terms. */
export async function stored<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageError(thrown);
  }
}
