/** What a player is given to show, and what it says of itself: everything but the playhead. */
import type { WireError } from '../core/errors';
import type { MediaSummary } from '../core/recording';
import type { SpanUs, TimeUs } from '../core/time';
import type { PacketTable } from '../core/tables';
import type { FramePictures, ProxyMaker } from './playback-engine';

export interface PlayerSource {
  readonly recordingId: string;
  readonly file: File;
  /** Present for a segmented recording: `file` is the playlist, these are the files it may name. */
  readonly segments?: readonly File[];
  readonly summary: MediaSummary | null;
  /** The analysis's video packet table; frame numbers and exact stepping need it. It may come later through `setPackets`. */
  readonly packets: PacketTable | null;
  /** Exact pictures of the original, for files that the browser cannot play. */
  readonly frames: FramePictures | null;
  readonly proxy: ProxyMaker | null;
}

/** A recording whose file cannot be read now, with what is known of it. */
export type StandIn = Pick<PlayerSource, 'recordingId' | 'summary' | 'packets'>;

/** 'frames': cannot be played, but can be stepped (a proxy may be on its way). */
export type StageState =
  | { readonly stage: 'empty' | 'loading' | 'playable' }
  | { readonly stage: 'frames'; readonly proxyRatio01: number | null; readonly proxyError: WireError | null }
  | { readonly stage: 'error'; readonly error: WireError };

export interface PlayerView {
  readonly state: StageState;
  /** Why the frame under the playhead has no picture, while others have one. */
  readonly lacking: WireError | null;
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
