/** Plays a file (or a proxy of one) through video.js without any chrome of its own; the library is loaded on first use. */
import type Player from 'video.js/dist/types/player';
import { toWireError, type ErrorCode, type WireError } from '../core/errors';
import type { Outcome } from '../core/result';
import type { EngineEvents, PlaybackEngine, ShownPicture } from './playback-engine';
import { shownNowUs, watchShownFrames } from './shown-frames';

/** HTMLMediaElement error codes: 2 network (for an object URL: the file is gone or changed), 3 decode, 4 not supported. */
const ERROR_BY_MEDIA_CODE: Record<number, ErrorCode> = { 2: 'file-changed', 3: 'decode-failed', 4: 'codec-unsupported' };

/** Some browsers never report an error for a stream they silently cannot decode: after this long without a picture it is one. */
const OPEN_TIMEOUT_MS = 20_000;

const MIME_BY_EXTENSION: Record<string, string> = {
  mp4: 'video/mp4', m4v: 'video/mp4', mov: 'video/mp4', '3gp': 'video/mp4', mkv: 'video/webm', webm: 'video/webm', ogv: 'video/ogg',
  mp3: 'audio/mpeg', wav: 'audio/wav', m4a: 'audio/mp4', aac: 'audio/aac', flac: 'audio/flac', ogg: 'audio/ogg', opus: 'audio/ogg',
};

type VideoJs = typeof import('video.js').default;

async function loadVideoJs(): Promise<VideoJs> {
  // Its default style element would be inline style, which the page's policy refuses; the stage brings its own rules.
  Object.assign(window, { VIDEOJS_NO_DYNAMIC_STYLE: true });
  const { default: videojs } = await import('video.js/core.es.js');
  // What goes wrong is told by the stage; the console is for what nobody expected.
  videojs.log.level('off');
  return videojs;
}

export class VideoJsEngine implements PlaybackEngine {
  readonly #blob: Blob;
  readonly #fileName: string;
  #player: Player | null = null;
  #url: string | null = null;
  #stopFrames: () => void = () => undefined;
  #disposed = false;

  /** `kind` 'proxy' when the blob is a derived preview. */
  constructor(blob: Blob, fileName: string, readonly kind: 'native' | 'proxy' = 'native') {
    this.#blob = blob;
    this.#fileName = fileName;
  }

  get canPlay(): boolean {
    return this.#player !== null;
  }

  get media(): HTMLVideoElement | null {
    return (this.#player?.el()?.querySelector('video') as HTMLVideoElement | null | undefined) ?? null;
  }

  async open(host: HTMLElement, events: EngineEvents): Promise<Outcome<void>> {
    let videojs: VideoJs;
    try {
      videojs = await loadVideoJs();
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, this.#fileName) };
    }
    if (this.#disposed) return { state: 'cancelled' };
    const element = document.createElement('video');
    element.playsInline = true;
    element.className = 'video-js';
    host.append(element);
    const player = videojs(element, {
      controls: false, controlBar: false, bigPlayButton: false, loadingSpinner: false, errorDisplay: false, textTrackDisplay: false,
      textTrackSettings: false, posterImage: false, liveTracker: false, mediaSettings: false, resizeManager: false, titleBar: false,
      techOrder: ['html5'], preload: 'auto', inactivityTimeout: 0, userActions: { click: false, doubleClick: false, hotkeys: false },
      html5: { nativeTextTracks: true },
    }) as Player;
    this.#player = player;
    this.#url = URL.createObjectURL(this.#blob);
    const media = this.media;
    if (media) this.#stopFrames = watchShownFrames(media, (timeUs) => events.onFrame(timeUs));
    player.on('play', () => events.onPlaying(true));
    player.on('pause', () => events.onPlaying(false));
    player.on('ended', () => events.onEnded());
    const opened = await new Promise<Outcome<void>>((resolve) => {
      const timer = setTimeout(() => resolve({ state: 'failed', error: this.#error('codec-unsupported', 'no picture in time') }), OPEN_TIMEOUT_MS);
      player.one('dispose', () => resolve({ state: 'cancelled' }));
      player.one('loadeddata', () => resolve({ state: 'completed', value: undefined }));
      player.on('error', () => {
        const code = player.error()?.code ?? 0;
        const error = this.#error(ERROR_BY_MEDIA_CODE[code] ?? 'decode-failed', `media error ${code}: ${player.error()?.message ?? ''}`);
        resolve({ state: 'failed', error });
        events.onError(error);
      });
      player.src({ src: this.#url!, type: this.#mimeType() });
      player.one('loadeddata', () => clearTimeout(timer));
    });
    return opened;
  }

  play(): void {
    void Promise.resolve(this.#player?.play()).catch(() => undefined);
  }

  pause(): void {
    this.#player?.pause();
  }

  seek(mediaUs: number): void {
    const media = this.media;
    if (media) media.currentTime = Math.max(0, mediaUs / 1e6);
  }

  setRate(rate: number): void {
    this.#player?.playbackRate(rate);
  }

  setVolume(volume01: number, muted: boolean): void {
    this.#player?.volume(volume01);
    this.#player?.muted(muted);
  }

  picture(): ShownPicture | null {
    const media = this.media;
    if (!media || media.videoWidth === 0 || media.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    return { source: media, width: media.videoWidth, height: media.videoHeight };
  }

  shownUs(): number | null {
    return this.media && shownNowUs(this.media);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopFrames();
    this.#player?.dispose();
    this.#player = null;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  /** video.js drops a source whose type its tech does not know, without a word; the browser itself sniffs the content and tells what is wrong. */
  #mimeType(): string {
    const extension = this.#fileName.toLowerCase().split('.').at(-1) ?? '';
    const types = [this.#blob.type, MIME_BY_EXTENSION[extension] ?? ''];
    return types.find((type) => type !== '' && this.media?.canPlayType(type)) ?? 'video/mp4';
  }

  #error(code: ErrorCode, detail: string): WireError {
    return { code, detail, fileName: this.#fileName };
  }
}
