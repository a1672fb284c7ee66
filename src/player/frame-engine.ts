/** Shows a recording that the browser cannot play: exact frames on a canvas at once, and a playable proxy as soon as one is made. */
import type { WireError } from '../core/errors';
import type { Outcome } from '../core/result';
import type { FrameClock } from './frame-clock';
import { mediaOffsetUs } from './media-offset';
import type { EngineEvents, FramePictures, PlaybackEngine, ShownPicture } from './playback-engine';
import { VideoJsEngine } from './videojs-engine';

/** A step must feel immediate; frames larger than this are not needed on any screen that the product is used on. */
const STAGE_MAX_SIDE_PX = 1920;

/** Of pictures whose file was given anew while they were decoded. */
const MOST_RETRIES = 2;

export interface FrameEngineOptions {
  readonly clock: FrameClock;
  readonly frames: FramePictures;
  /** Presentation start of the recording, µs. */
  readonly startUs: number;
}

export class FrameEngine implements PlaybackEngine {
  readonly #options: FrameEngineOptions;
  readonly #canvas = document.createElement('canvas');
  #host: HTMLElement | null = null;
  #events: EngineEvents | null = null;
  #proxy: VideoJsEngine | null = null;
  #wanted = 0;
  #drawing = false;
  #shown = -1;
  #playing = false;
  #disposed = false;
  /** Presentation minus proxy element time, µs; told by the proxy's first frame. */
  #proxyOffsetUs = 0;
  #rate = 1;
  #volume: [number, boolean] = [1, false];

  constructor(options: FrameEngineOptions) {
    this.#options = options;
    this.#canvas.className = 'frame-stage';
  }

  get kind(): 'proxy' | 'frames' {
    return this.#proxy ? 'proxy' : 'frames';
  }

  get canPlay(): boolean {
    return this.#proxy !== null;
  }

  get media(): HTMLMediaElement | null {
    return this.#proxy?.media ?? null;
  }

  /** true while the derived preview, not the original's own frame, is on screen. */
  get showsProxy(): boolean {
    return this.#playing;
  }

  async open(host: HTMLElement, events: EngineEvents): Promise<Outcome<void>> {
    this.#host = host;
    this.#events = events;
    host.append(this.#canvas);
    const drawn = await this.#draw(0);
    // A recording that begins in the middle of a group has no picture there; those behind it can be stepped.
    return drawn.state === 'failed' && drawn.error.code === 'picture-incomplete' ? { state: 'completed', value: undefined } : drawn;
  }

  /** From now on `play` works. The proxy is shown while playing only; a pause brings the original's exact frame back. */
  async addProxy(blob: Blob, fileName: string): Promise<Outcome<void>> {
    if (!this.#host || this.#disposed) return { state: 'cancelled' };
    const proxy = new VideoJsEngine(blob, fileName, 'proxy');
    const { clock, startUs } = this.#options;
    let first = true;
    const opened = await proxy.open(this.#host, {
      onFrame: (mediaUs) => {
        if (first) this.#proxyOffsetUs = mediaOffsetUs(clock, mediaUs, startUs, true) ?? 0;
        first = false;
        if (this.#playing) this.#events?.onFrame(mediaUs + this.#proxyOffsetUs);
      },
      onPlaying: (playing) => this.#setPlaying(playing),
      onEnded: () => this.#events?.onEnded(),
      onError: (error: WireError) => this.#events?.onError(error),
    });
    if (this.#disposed || opened.state !== 'completed') {
      proxy.dispose();
      return opened;
    }
    this.#proxy = proxy;
    proxy.setRate(this.#rate);
    proxy.setVolume(...this.#volume);
    this.#host.append(this.#canvas);
    return opened;
  }

  play(): void {
    if (!this.#proxy) return;
    this.#proxy.seek(this.#options.clock.middleOf(Math.max(0, this.#wanted)) - this.#proxyOffsetUs);
    this.#proxy.play();
  }

  pause(): void {
    this.#proxy?.pause();
  }

  /** Seeks speak in presentation time here; the newest wins when frames come slower than requests. */
  seek(timeUs: number): void {
    if (this.#playing) this.#proxy?.seek(timeUs - this.#proxyOffsetUs);
    void this.#draw(this.#options.clock.ordinalAt(timeUs));
  }

  setRate(rate: number): void {
    this.#rate = rate;
    this.#proxy?.setRate(rate);
  }

  setVolume(volume01: number, muted: boolean): void {
    this.#volume = [volume01, muted];
    this.#proxy?.setVolume(volume01, muted);
  }

  picture(): ShownPicture | null {
    if (this.#playing) return this.#proxy?.picture() ?? null;
    return this.#shown < 0 ? null : { source: this.#canvas, width: this.#canvas.width, height: this.#canvas.height };
  }

  shownUs(): number | null {
    if (this.#playing) {
      const proxyUs = this.#proxy?.shownUs() ?? null;
      return proxyUs === null ? null : proxyUs + this.#proxyOffsetUs;
    }
    return this.#shown < 0 ? null : this.#options.clock.ptsOf(this.#shown);
  }

  dispose(): void {
    this.#disposed = true;
    this.#proxy?.dispose();
    this.#canvas.remove();
  }

  #setPlaying(playing: boolean): void {
    if (this.#playing === playing) return;
    this.#playing = playing;
    this.#canvas.hidden = playing;
    this.#events?.onPlaying(playing);
    if (!playing && this.#proxy?.media) this.seek(this.#proxy.media.currentTime * 1e6 + this.#proxyOffsetUs);
  }

  /** One request under way at a time; what was asked for meanwhile is drawn next, what lies between is left out. */
  async #draw(ordinal: number): Promise<Outcome<void>> {
    this.#wanted = ordinal;
    if (this.#drawing) return { state: 'completed', value: undefined };
    this.#drawing = true;
    let retries = MOST_RETRIES;
    try {
      while (this.#shown !== this.#wanted || this.#canvas.hidden) {
        const target = this.#wanted;
        const got = await this.#options.frames.frame(target, STAGE_MAX_SIDE_PX);
        if (this.#disposed) {
          if (got.state === 'completed') got.value.close();
          return { state: 'cancelled' };
        }
        // The file was given anew under way: the picture is still wanted.
        if (got.state === 'cancelled' && retries-- > 0) continue;
        if (got.state !== 'completed') {
          if (got.state === 'failed') this.#lack(target, got.error);
          if (got.state === 'failed' && this.#wanted !== target) continue;
          return got;
        }
        this.#paint(got.value);
        this.#shown = target;
        this.#events?.onPicture?.(null);
        this.#events?.onFrame(this.#options.clock.ptsOf(target));
        if (this.#playing) break;
      }
      return { state: 'completed', value: undefined };
    } finally {
      this.#drawing = false;
    }
  }

  /** Another frame's picture must not stay under this one's number. */
  #lack(ordinal: number, error: WireError): void {
    this.#shown = -1;
    this.#canvas.getContext('2d')?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#events?.onPicture?.(error);
    this.#events?.onFrame(this.#options.clock.ptsOf(ordinal));
  }

  #paint(bitmap: ImageBitmap): void {
    if (this.#canvas.width !== bitmap.width) this.#canvas.width = bitmap.width;
    if (this.#canvas.height !== bitmap.height) this.#canvas.height = bitmap.height;
    this.#canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
  }
}
