/** One player: loads a recording into the engine that can show it and turns every command into exact frames. */
import type { WireError } from '../core/errors';
import type { MediaSummary } from '../core/recording';
import { us, type SpanUs, type TimeUs } from '../core/time';
import type { PacketTable } from '../core/tables';
import { FrameClock, type FrameLabel } from './frame-clock';
import { FrameEngine } from './frame-engine';
import type { GotoTarget } from './goto-target';
import { HlsEngine } from './hls-engine';
import { MediaFrames } from './media-frames';
import type { EngineEvents, PlaybackEngine, ProxyMaker, ShownPicture } from './playback-engine';
import type { PlayerSource, PlayerView, StandIn } from './player-view';
import { Playhead } from './playhead';
import { nextRate, RATES } from './rates';
import { VideoJsEngine } from './videojs-engine';

/** One step where neither packet table nor average rate is known: a frame at the commonest rate. */
const BLIND_STEP_US = 40_000;
/** A seek into a far group of pictures of 4K takes about a second on a slow machine. */
const SETTLE_MS = 2_000;
/** A point is looped with this much before and after it, so that an eye can see what changes. */
const LOOP_CONTEXT_US = 1_000_000;

export class RecordingPlayer {
  readonly playhead = new Playhead();
  #view: PlayerView = {
    state: { stage: 'empty' }, lacking: null, showsProxy: false, hasProxy: false, soundOnly: false, rangeStartUs: null, rangeEndUs: null, loop: null, volume01: 1, muted: false,
  };
  readonly #listeners = new Set<(view: PlayerView) => void>();
  #engine: PlaybackEngine | null = null;
  #clock: FrameClock | null = null;
  #source: PlayerSource | null = null;
  /** Shown instead of a source: it has a timeline, on which the playhead moves, but no picture. */
  #standIn: StandIn | null = null;
  #host: HTMLElement | null = null;
  readonly #media = new MediaFrames();
  #proxyAbort: AbortController | null = null;
  /** Where to go once the file has opened; until then what the engine shows is on the way there and is not the place. */
  #pendingUs: number | null = null;
  /** A time asked for before frames were known: sought again, to the very frame, once they are. */
  #roughUs: number | null = null;
  #generation = 0;

  get view(): PlayerView {
    return this.#view;
  }

  get clock(): FrameClock | null {
    return this.#clock;
  }

  get source(): PlayerSource | null {
    return this.#source;
  }

  /** The element whose sound a waveform view may follow. */
  get media(): HTMLMediaElement | null {
    return this.#engine?.media ?? null;
  }

  /** Where the reviewer is, also while the file is still opening: what to come back to. */
  get placeUs(): TimeUs {
    return us(this.#pendingUs ?? this.playhead.state.timeUs);
  }

  get startUs(): TimeUs {
    return (this.#source ?? this.#standIn)?.summary?.startUs ?? us(0);
  }

  get endUs(): TimeUs {
    const summary = (this.#source ?? this.#standIn)?.summary;
    if (summary) return us(summary.startUs + summary.durationUs);
    const seconds = this.media?.duration ?? 0;
    return this.#clock?.endUs ?? us(Number.isFinite(seconds) ? seconds * 1e6 : 0);
  }

  /** Calls back at once and at every change of what is not the playhead. Returns the function that ends it. */
  subscribe(listener: (view: PlayerView) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#view);
    return () => this.#listeners.delete(listener);
  }

  /** The element that pictures are put into; loading waits for one. */
  mount(host: HTMLElement): () => void {
    this.#host = host;
    if (this.#source) void this.#open(this.#source);
    return () => {
      if (this.#host === host) {
        this.#closeEngine();
        this.#host = null;
      }
    };
  }

  /** Replaces what is shown; the place is kept where it is the same recording. A later load wins over one still under way. */
  async load(source: PlayerSource | null): Promise<void> {
    this.#replace(source, null);
    if (source && this.#host) await this.#open(source);
  }

  /** Like `load`, for a recording whose file cannot be read now: there is no picture, but the playhead moves. */
  standIn(known: StandIn): void {
    this.#replace(null, known);
    if (known.summary) this.#goToPending();
  }

  /** The packet table and summary came after the file was opened: frame numbers from now on; a file that did not play becomes steppable. */
  setPackets(packets: PacketTable, summary: MediaSummary): void {
    if (!this.#source) return;
    this.#source = { ...this.#source, packets, summary };
    this.#clock = new FrameClock(packets);
    const heardOnly = this.#view.soundOnly && summary.video !== null;
    if ((this.#view.state.stage === 'error' || heardOnly) && this.#host) this.#openAgain(this.#source);
    else {
      const shownUs = this.#engine?.shownUs() ?? this.#media.mediaOf(this.playhead.state.timeUs);
      const roughUs = this.#roughUs;
      this.#roughUs = null;
      this.#media.recalibrate();
      this.#report(shownUs);
      if (roughUs !== null && !this.playhead.state.playing) this.seek(roughUs);
      this.#change({});
    }
  }

  /** The recording turned out to have sound only: what the browser itself cannot play is played from a derived copy. */
  setSoundSummary(summary: MediaSummary): void {
    if (!this.#source || this.#source.summary === summary) return;
    this.#source = { ...this.#source, summary };
    if (this.#view.state.stage === 'error' && this.#host) this.#openAgain(this.#source);
    else this.#change({});
  }

  play(): void {
    if (!this.#engine?.canPlay) return;
    this.#roughUs = null;
    const { loop } = this.#view;
    const atUs = this.playhead.state.timeUs;
    if (loop && (atUs < loop.startUs || atUs >= loop.endUs)) this.seek(loop.startUs);
    else if (atUs >= this.endUs - BLIND_STEP_US) this.seek(this.startUs);
    this.#engine.setRate(this.playhead.state.rate);
    this.#engine.play();
  }

  pause(): void {
    this.#engine?.pause();
  }

  toggle(): void {
    if (this.playhead.state.playing) this.pause();
    else this.play();
  }

  /** To the frame on screen at that time (exactly, where the packet table is known). */
  seek(timeUs: number): void {
    const clamped = Math.max(this.startUs, Math.min(this.endUs, timeUs));
    const { stage } = this.#view.state;
    if (stage === 'loading' || (stage === 'empty' && !this.#standIn?.summary)) this.#pendingUs = timeUs;
    if (this.#clock && this.#clock.count > 0) this.seekFrame(this.#clock.ordinalAt(clamped));
    else {
      this.#roughUs = timeUs;
      this.#seekRaw(us(clamped), us(clamped), -1);
    }
  }

  /** To exactly one frame: the browser is sent to the middle of its interval. */
  seekFrame(ordinal: number): void {
    if (!this.#clock) return;
    const target = this.#clock.clamp(ordinal);
    this.#seekRaw(this.#clock.middleOf(target), this.#clock.ptsOf(target), target);
  }

  seekTarget(target: GotoTarget): void {
    if (target.type === 'frame') this.seekFrame(target.ordinal);
    else this.seek(target.timeUs);
  }

  /** By frames; pauses, since a step is for looking. */
  step(frames: number): void {
    this.pause();
    if (this.#clock) this.seekFrame(this.playhead.state.ordinal + frames);
    else {
      // Without a packet table: into the middle of where the next frame should lie at the average rate.
      const fps = this.#source?.summary?.video?.averageFps ?? 0;
      const stepUs = fps > 0 ? 1e6 / fps : BLIND_STEP_US;
      this.seek(this.playhead.state.timeUs + (frames + 0.5) * stepUs);
    }
  }

  skip(seconds: number): void {
    this.seek(this.playhead.state.timeUs + seconds * 1e6);
  }

  setRate(rate: number): void {
    const clamped = Math.max(RATES[0], Math.min(RATES.at(-1) ?? 1, rate));
    this.#engine?.setRate(clamped);
    this.playhead.update({ rate: clamped });
  }

  changeRate(direction: 1 | -1): void {
    this.setRate(nextRate(this.playhead.state.rate, direction));
  }

  setVolume(volume01: number, muted: boolean): void {
    this.#engine?.setVolume(volume01, muted);
    this.#change({ volume01, muted });
  }

  /** In and out of the working range; setting one past the other moves the other out of the way. */
  setRange(edge: 'start' | 'end', timeUs: TimeUs = this.playhead.state.timeUs): void {
    const { rangeStartUs, rangeEndUs } = this.#view;
    if (edge === 'start') this.#change({ rangeStartUs: timeUs, rangeEndUs: rangeEndUs !== null && rangeEndUs <= timeUs ? null : rangeEndUs });
    else this.#change({ rangeEndUs: timeUs, rangeStartUs: rangeStartUs !== null && rangeStartUs >= timeUs ? null : rangeStartUs });
  }

  clearRange(): void {
    this.#change({ rangeStartUs: null, rangeEndUs: null });
  }

  /** Repeats a span (with some context around it) until cleared with null. */
  setLoop(span: SpanUs | null, contextUs = LOOP_CONTEXT_US): void {
    const loop = span && { startUs: us(Math.max(this.startUs, span.startUs - contextUs)), endUs: us(Math.min(this.endUs, span.endUs + contextUs)) };
    this.#change({ loop });
  }

  /** Resolves when the file is open and the frame that was asked for on screen (or after two seconds: some browsers report none for a repeated seek). */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(finish, SETTLE_MS);
      const stop = this.playhead.subscribe(({ seeking }) => {
        if (!seeking && this.#pendingUs === null && this.#view.state.stage !== 'loading') queueMicrotask(finish);
      });
    });
  }

  /** What is on screen, and which frame that is: by the picture itself where the engine can tell. Null while nothing is shown. */
  shown(): { readonly picture: ShownPicture; readonly label: FrameLabel | null; readonly timeUs: TimeUs; readonly fromProxy: boolean } | null {
    const engine = this.#engine;
    const picture = engine?.picture();
    if (!engine || !picture) return null;
    const shownUs = engine.shownUs();
    const timeUs = us(shownUs === null ? this.playhead.state.timeUs : this.#media.timeOf(shownUs, this.#clock, this.startUs));
    const label = this.#clock ? this.#clock.label(shownUs === null ? this.playhead.state.ordinal : this.#clock.ordinalAt(timeUs)) : null;
    return { picture, label, timeUs: label?.ptsUs ?? timeUs, fromProxy: this.#view.showsProxy };
  }

  dispose(): void {
    this.#closeEngine();
    this.#listeners.clear();
    this.#source = null;
    this.#standIn = null;
  }

  #replace(source: PlayerSource | null, standIn: StandIn | null): void {
    const next = source ?? standIn;
    const isSame = next !== null && next.recordingId === (this.#source ?? this.#standIn)?.recordingId;
    const placeUs = isSame ? (this.#pendingUs ?? this.playhead.state.timeUs) : null;
    this.#closeEngine();
    this.#source = source;
    this.#standIn = standIn;
    this.#pendingUs = placeUs;
    this.#roughUs = null;
    this.#clock = next?.packets ? new FrameClock(next.packets) : null;
    this.#change({ state: { stage: 'empty' }, lacking: null, rangeStartUs: null, rangeEndUs: null, loop: null, soundOnly: false, showsProxy: false, hasProxy: false });
    const timeUs = us(placeUs ?? next?.summary?.startUs ?? 0);
    this.playhead.update({ timeUs, ordinal: this.#clock ? this.#clock.ordinalAt(timeUs) : -1, playing: false, seeking: false });
  }

  /** What did not play may now; the place is kept. */
  #openAgain(source: PlayerSource): void {
    this.#pendingUs = this.placeUs;
    void this.#open(source);
  }

  async #open(source: PlayerSource): Promise<void> {
    const host = this.#host;
    if (!host) return;
    this.#closeEngine();
    const generation = ++this.#generation;
    this.#change({ state: { stage: 'loading' }, lacking: null });
    const stale = (): boolean => generation !== this.#generation;
    const native = source.segments ? new HlsEngine(source.file, source.segments) : new VideoJsEngine(source.file, source.file.name);
    this.#engine = native;
    const outcome = await native.open(host, this.#eventsOf(stale));
    if (stale()) return;
    // Browsers play the sound of a file whose picture they cannot decode: the summary, which may have come meanwhile, tells.
    const wantsPicture = (this.#source?.summary?.video ?? null) !== null;
    if (outcome.state === 'completed' && (native.picture() !== null || !wantsPicture)) {
      native.setVolume(this.#view.volume01, this.#view.muted);
      this.#change({ state: { stage: 'playable' }, soundOnly: native.picture() === null });
      this.#goToPending();
      return;
    }
    native.dispose();
    const failure: WireError = outcome.state === 'failed' ? outcome.error : { code: 'codec-unsupported', detail: 'sound without picture', fileName: source.file.name };
    await this.#openFrames(source, host, failure, stale);
  }

  /** The browser cannot play it: frames one by one, and a proxy in the background. */
  async #openFrames(source: PlayerSource, host: HTMLElement, failure: WireError, stale: () => boolean): Promise<void> {
    if (source.proxy && this.#source?.summary?.video === null && failure.code !== 'file-changed') {
      await this.#openSound(source, host, source.proxy, stale);
      return;
    }
    if (!source.frames || !this.#clock || failure.code === 'file-changed') {
      this.#engine = null;
      this.#change({ state: { stage: 'error', error: failure } });
      return;
    }
    const engine = new FrameEngine({ clock: this.#clock, frames: source.frames, startUs: this.startUs });
    this.#engine = engine;
    this.#media.reset(true);
    const opened = await engine.open(host, this.#eventsOf(stale));
    if (stale()) return;
    if (opened.state === 'failed') {
      this.#change({ state: { stage: 'error', error: opened.error } });
      return;
    }
    this.#change({ state: { stage: 'frames', proxyRatio01: source.proxy ? 0 : null, proxyError: null } });
    this.#goToPending();
    if (source.proxy) await this.#makeProxy(source, source.proxy, engine, stale);
  }

  /** Sound that the browser cannot decode (AMR …), from a derived copy: made in seconds, so nothing else is shown meanwhile. */
  async #openSound(source: PlayerSource, host: HTMLElement, maker: ProxyMaker, stale: () => boolean): Promise<void> {
    const abort = new AbortController();
    this.#proxyAbort = abort;
    this.#engine = null;
    const made = await maker.make(source.file, () => undefined, abort.signal);
    if (stale() || made.state === 'cancelled') return;
    const engine = made.state === 'completed' ? new VideoJsEngine(made.value, source.file.name + '.mp4', 'proxy') : null;
    this.#engine = engine;
    const opened = engine && made.state === 'completed' ? await engine.open(host, this.#eventsOf(stale)) : made;
    if (stale() || opened.state === 'cancelled') return;
    engine?.setVolume(this.#view.volume01, this.#view.muted);
    if (opened.state === 'failed') this.#change({ state: { stage: 'error', error: opened.error } });
    else {
      this.#change({ state: { stage: 'playable' }, soundOnly: true, hasProxy: true, showsProxy: true });
      this.#goToPending();
    }
  }

  /** A seek that came while the file was opening. */
  #goToPending(): void {
    const timeUs = this.#pendingUs;
    this.#pendingUs = null;
    if (timeUs !== null) this.seek(timeUs);
  }

  async #makeProxy(source: PlayerSource, maker: ProxyMaker, engine: FrameEngine, stale: () => boolean): Promise<void> {
    const abort = new AbortController();
    this.#proxyAbort = abort;
    const made = await maker.make(source.file, (proxyRatio01) => {
      if (!stale()) this.#change({ state: { stage: 'frames', proxyRatio01, proxyError: null } });
    }, abort.signal);
    if (stale() || made.state === 'cancelled') return;
    const added = made.state === 'completed' ? await engine.addProxy(made.value, source.file.name + '.mp4') : made;
    if (stale() || added.state === 'cancelled') return;
    this.#change({ state: added.state === 'failed' ? { stage: 'frames', proxyRatio01: null, proxyError: added.error } : { stage: 'playable' }, hasProxy: added.state === 'completed' });
  }

  #eventsOf(stale: () => boolean): EngineEvents {
    return {
      onFrame: (mediaUs) => {
        if (!stale()) this.#report(mediaUs);
      },
      onPlaying: (playing) => {
        if (stale()) return;
        this.playhead.update({ playing });
        this.#change({ showsProxy: this.#engine instanceof FrameEngine ? this.#engine.showsProxy : this.#engine?.kind === 'proxy' });
      },
      onEnded: () => {
        if (!stale() && this.#view.loop) this.#restartLoop(this.#view.loop);
      },
      onPicture: (lacking) => {
        if (!stale() && this.#view.lacking !== lacking) this.#change({ lacking });
      },
      onError: (error) => {
        if (!stale() && this.#view.state.stage === 'playable') this.#change({ state: { stage: 'error', error } });
      },
    };
  }

  #report(mediaUs: number): void {
    const timeUs = this.#media.timeOf(mediaUs, this.#clock, this.startUs);
    // Still on the way to where the recording is to be opened.
    if (this.#pendingUs !== null) return;
    const { loop } = this.#view;
    if (loop && this.playhead.state.playing && timeUs >= loop.endUs) {
      this.#restartLoop(loop);
      return;
    }
    const ordinal = this.#clock ? this.#clock.ordinalAt(timeUs) : -1;
    // A second try is under way; after the last one, what is shown is what is said.
    const nextUs = this.#engine ? this.#media.nextTry(ordinal, this.#clock) : null;
    if (nextUs !== null) {
      this.#engine?.seek(nextUs);
      return;
    }
    this.playhead.update({ timeUs: this.#clock && ordinal >= 0 ? this.#clock.ptsOf(ordinal) : us(timeUs), ordinal, seeking: false });
  }

  #restartLoop(loop: SpanUs): void {
    this.seek(loop.startUs);
    this.#engine?.play();
  }

  #seekRaw(targetUs: TimeUs, shownUs: TimeUs, ordinal: number): void {
    if (!this.#engine) {
      if (this.#standIn) this.playhead.update({ timeUs: shownUs, ordinal });
      return;
    }
    this.playhead.update({ timeUs: shownUs, ordinal, seeking: true });
    // While playing the picture moves on by itself; single frames are exact by construction.
    const exact = ordinal >= 0 && !this.playhead.state.playing && !(this.#engine instanceof FrameEngine);
    this.#media.aim(exact ? ordinal : null);
    this.#engine.seek(this.#media.mediaOf(targetUs));
  }

  #closeEngine(): void {
    this.#generation++;
    this.#proxyAbort?.abort();
    this.#proxyAbort = null;
    this.#engine?.dispose();
    this.#engine = null;
    this.#media.reset();
    this.playhead.update({ playing: false });
  }

  #change(change: Partial<PlayerView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener(this.#view);
  }
}
