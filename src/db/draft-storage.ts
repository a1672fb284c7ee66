/** Where half-written words are kept: synchronous, since a database's write does not outlive the page that began it. */

/** Drafts are no part of the log. Throws (SecurityError) where the browser gives no storage, e.g. with cookies blocked: whoever uses it bears that. */
export function draftStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  return localStorage;
}
