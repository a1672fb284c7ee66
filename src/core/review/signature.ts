/** A signature under the opinion: who, when, and on what state of the review; it shows by itself whether anything has changed since. */

export interface Signature {
  readonly role: 'reviewer' | 'second-reviewer';
  readonly name: string;
  readonly atMs: number;
  /** Number of the last log entry that the opinion was made from. */
  readonly seq: number;
  /** SHA-256 of the opinion's text as it was signed, lower-case hex. */
  readonly opinionHash: string;
  /** Name, version and revision of the unit's settings that it was judged by. */
  readonly unit: { readonly name: string; readonly version: number; readonly revision: number };
}
