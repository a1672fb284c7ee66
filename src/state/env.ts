/** What the state classes take from outside instead of reaching for it: clock, ids, the person at the desk. */

export interface Env {
  /** Milliseconds since 1970. */
  now(): number;
  /** A random id, unique across machines. */
  newId(): string;
  /** Who acts, as written into the log; '' until a reviewer's name is given. */
  actor(): string;
}
