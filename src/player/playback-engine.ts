/** What the player asks of anything that can show a recording: the browser's own decoder, HLS segments, a proxy, or single frames. */
import type { WireError } from '../core/errors';
import type { Outcome } from '../core/result';

export interface EngineEvents {
  /** A frame came on screen; time on the element's own timeline, µs. */
  onFrame(mediaUs: number): void;
  onPlaying(playing: boolean): void;
  onEnded(): void;
  onError(error: WireError): void;
  /** Of engines that show single frames: why the frame asked for has no picture; null when one came. */
  onPicture?(lacking: WireError | null): void;
}

/** A picture that can be drawn now, at the size the engine has it. */
export interface ShownPicture {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

export interface PlaybackEngine {
  /** 'native' shows the original as the browser decodes it; 'proxy' plays a derived preview; 'frames' can only step. */
  readonly kind: 'native' | 'hls' | 'proxy' | 'frames';
  /** Resolves when the first picture can be shown; the error says why it cannot. */
  open(host: HTMLElement, events: EngineEvents): Promise<Outcome<void>>;
  readonly canPlay: boolean;
  play(): void;
  pause(): void;
  /** To a time on the engine's own timeline, µs. */
  seek(mediaUs: number): void;
  setRate(rate: number): void;
  setVolume(volume01: number, muted: boolean): void;
  /** Pictures cut from rotation metadata as shown; null while nothing is on screen or for sound only. */
  picture(): ShownPicture | null;
  /** Engine time (µs) of that very picture; null where the engine cannot tell. */
  shownUs(): number | null;
  /** The media element for a waveform view to follow; null for engines without one. */
  readonly media: HTMLMediaElement | null;
  dispose(): void;
}

/** One exact picture of the original by presentation ordinal; the long side at most `maxSide` px. The caller closes the bitmap. */
export interface FramePictures {
  frame(ordinal: number, maxSide: number): Promise<Outcome<ImageBitmap>>;
}

/** Makes a playable preview of a file that the browser cannot decode. Progress 0…1. Cancelled by the signal. */
export interface ProxyMaker {
  make(file: File, onProgress: (ratio01: number) => void, signal: AbortSignal): Promise<Outcome<Blob>>;
}
