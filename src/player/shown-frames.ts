/** Tells which frame of a video element is on screen: exact where the browser reports frames, by clock where it does not. */

/** Element time (µs) of the picture that the element shows now; null where the browser cannot tell (no WebCodecs, no picture). */
export function shownNowUs(media: HTMLVideoElement): number | null {
  if (typeof VideoFrame === 'undefined' || media.videoWidth === 0 || media.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  try {
    const frame = new VideoFrame(media);
    const { timestamp } = frame;
    frame.close();
    return timestamp;
  } catch {
    // Between two pictures, or a source that may not be read: whoever asks goes by what was reported.
    return null;
  }
}

/**
 * Calls back with the element time (µs) of every frame that comes on screen. requestVideoFrameCallback where there is one
 * (Chromium 83, Safari 15.4, Firefox 132); else, and for sound only, the element's clock at every animation frame while
 * playing and after every seek. Returns the function that ends it.
 *
 * Callbacks are one-shot: a frame presented between one callback and the next request is never reported, and the last word
 * would be the frame from before the seek. So at the end of a seek the element itself is asked which frame it shows.
 */
export function watchShownFrames(media: HTMLVideoElement, onFrame: (mediaUs: number) => void, shownNow: (media: HTMLVideoElement) => number | null = shownNowUs): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let handle = 0;
  if ('requestVideoFrameCallback' in media) {
    // While a seek is under way a reported frame may still belong to the one before it: it counts only once the seek has ended.
    let duringSeek: number | null = null;
    const next = (): void => {
      handle = media.requestVideoFrameCallback((_now, metadata) => {
        if (media.seeking) duringSeek = metadata.mediaTime * 1e6;
        else onFrame(metadata.mediaTime * 1e6);
        if (!signal.aborted) next();
      });
    };
    next();
    media.addEventListener('seeking', () => (duringSeek = null), { signal });
    media.addEventListener('seeked', () => {
      const shownUs = media.seeking ? null : (shownNow(media) ?? duringSeek);
      if (shownUs !== null) onFrame(shownUs);
      duringSeek = null;
    }, { signal });
    signal.addEventListener('abort', () => media.cancelVideoFrameCallback(handle));
  }
  const byClock = (): boolean => media.videoWidth === 0 || !('requestVideoFrameCallback' in media);
  const report = (): void => {
    if (byClock()) onFrame(media.currentTime * 1e6);
  };
  const tick = (): void => {
    if (signal.aborted || media.paused) return;
    report();
    requestAnimationFrame(tick);
  };
  for (const event of ['seeked', 'loadeddata', 'pause'] as const) media.addEventListener(event, report, { signal });
  media.addEventListener('play', () => byClock() && requestAnimationFrame(tick), { signal });
  return () => stop.abort();
}
