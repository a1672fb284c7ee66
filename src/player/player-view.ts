/** What of a player changes seldom, as its views draw it: what it can show now, and how it is set. */
import type { WireError } from '../core/errors';
import type { SpanUs, TimeUs } from '../core/time';

/** 'frames': cannot be played, but can be stepped (a proxy may be on its way). */
export type StageState =
  | { readonly stage: 'empty' | 'loading' | 'playable' }
  | { readonly stage: 'frames'; readonly proxyRatio01: number | null; readonly proxyError: WireError | null }
  | { readonly stage: 'error'; readonly error: WireError };

export interface PlayerView {
  readonly state: StageState;
  /** What is on screen comes from a derived preview, not from the original. */
  readonly showsProxy: boolean;
  /** A derived preview plays while playing; pauses and steps show the original's own frames. */
  readonly hasProxy: boolean;
  readonly soundOnly: boolean;
  readonly rangeStartUs: TimeUs | null;
  readonly rangeEndUs: TimeUs | null;
  readonly loop: SpanUs | null;
  readonly volume01: number;
  readonly muted: boolean;
}
