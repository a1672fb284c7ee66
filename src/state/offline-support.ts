/** What the UI may know of offline use and updates. */

export interface OfflineSupport {
  /** The page itself works without a network. */
  readonly ready: boolean;
  /** So do the decoders of rare codecs. */
  readonly complete: boolean;
  /** Applies a waiting version (reloads the page, so only by a click); null while there is none. */
  readonly update: (() => void) | null;
  dismissUpdate(): void;
}
