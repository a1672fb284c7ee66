/** Plays a segmented recording (.m3u8 with its segments among the chosen files) through hls.js, loaded on first use. */
import type Hls from 'hls.js';
import { toWireError } from '../core/errors';
import type { Outcome } from '../core/result';
import { fileLoaderFor, fileNameOf, PLAYLIST_BASE } from './hls-file-loader';
import type { EngineEvents, PlaybackEngine, ShownPicture } from './playback-engine';
import { shownNowUs, watchShownFrames } from './shown-frames';

export class HlsEngine implements PlaybackEngine {
  readonly kind = 'hls';
  readonly #playlist: File;
  readonly #files: ReadonlyMap<string, File>;
  #hls: Hls | null = null;
  #video: HTMLVideoElement | null = null;
  #stopFrames: () => void = () => undefined;
  #disposed = false;

  /** `segments`: all files that the playlist may name (variant playlists too). */
  constructor(playlist: File, segments: readonly File[]) {
    this.#playlist = playlist;
    this.#files = new Map([playlist, ...segments].map((file) => [file.name.toLowerCase(), file]));
  }

  get canPlay(): boolean {
    return this.#video !== null;
  }

  get media(): HTMLVideoElement | null {
    return this.#video;
  }

  async open(host: HTMLElement, events: EngineEvents): Promise<Outcome<void>> {
    try {
      const { default: HlsPlayer } = await import('hls.js');
      if (this.#disposed) return { state: 'cancelled' };
      if (!HlsPlayer.isSupported()) return this.#failed('codec-unsupported', 'no media source extensions');
      const video = document.createElement('video');
      video.playsInline = true;
      host.append(video);
      this.#video = video;
      this.#stopFrames = watchShownFrames(video, (timeUs) => events.onFrame(timeUs));
      video.addEventListener('play', () => events.onPlaying(true));
      video.addEventListener('pause', () => events.onPlaying(false));
      video.addEventListener('ended', () => events.onEnded());
      // Workers are made in one place of the program only; remuxing local segments on the page costs a few ms each.
      const hls = new HlsPlayer({ loader: fileLoaderFor(this.#files), enableWorker: false, backBufferLength: 30, maxBufferLength: 30 });
      this.#hls = hls;
      return await new Promise<Outcome<void>>((resolve) => {
        video.addEventListener('loadeddata', () => resolve({ state: 'completed', value: undefined }), { once: true });
        hls.on(HlsPlayer.Events.DESTROYING, () => resolve({ state: 'cancelled' }));
        hls.on(HlsPlayer.Events.ERROR, (_event, data) => {
          if (!data.fatal) return;
          if (data.type === HlsPlayer.ErrorTypes.MEDIA_ERROR && video.readyState > 0) {
            hls.recoverMediaError();
            return;
          }
          const missing = data.response?.code === 404;
          const fileName = data.url ? fileNameOf(data.url) : this.#playlist.name;
          const error = { code: missing ? 'file-gone' as const : 'decode-failed' as const, detail: `${data.type}/${data.details}: ${data.error.message}`, fileName };
          events.onError(error);
          resolve({ state: 'failed', error });
        });
        hls.loadSource(PLAYLIST_BASE + encodeURIComponent(this.#playlist.name));
        hls.attachMedia(video);
      });
    } catch (thrown) {
      return { state: 'failed', error: toWireError(thrown, this.#playlist.name) };
    }
  }

  play(): void {
    void this.#video?.play().catch(() => undefined);
  }

  pause(): void {
    this.#video?.pause();
  }

  seek(mediaUs: number): void {
    if (this.#video) this.#video.currentTime = Math.max(0, mediaUs / 1e6);
  }

  setRate(rate: number): void {
    if (this.#video) this.#video.playbackRate = rate;
  }

  setVolume(volume01: number, muted: boolean): void {
    if (!this.#video) return;
    this.#video.volume = volume01;
    this.#video.muted = muted;
  }

  picture(): ShownPicture | null {
    const video = this.#video;
    return video && video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
      ? { source: video, width: video.videoWidth, height: video.videoHeight } : null;
  }

  shownUs(): number | null {
    return this.#video && shownNowUs(this.#video);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopFrames();
    this.#hls?.destroy();
    this.#hls = null;
    this.#video?.remove();
    this.#video = null;
  }

  #failed(code: 'codec-unsupported', detail: string): Outcome<void> {
    return { state: 'failed', error: { code, detail, fileName: this.#playlist.name } };
  }
}
