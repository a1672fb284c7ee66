/** Values for expected negatives: a Result for pure functions, an Outcome for jobs that can also be cancelled. */
import type { WireError } from './errors';

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** How a job ended. Cancellation is an outcome, not an error. */
export type Outcome<T> =
  | { readonly state: 'completed'; readonly value: T }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly error: WireError };
