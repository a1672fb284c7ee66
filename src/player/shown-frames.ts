/** Tells which frame of a video element is on screen: exact where the browser reports frames, by clock where it does not. */

/**
 * Calls back with the element time (µs) of every frame that comes on screen. requestVideoFrameCallback where there is one
 * (Chromium 83, Safari 15.4, Firefox 132); else, and for sound only, the element's clock at every animation frame while
 * playing and after every seek. Returns the function that ends it.
 */
export function watchShownFrames(media: HTMLVideoElement, onFrame: (mediaUs: number) => void): () => void {
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
      if (duringSeek !== null && !media.seeking) onFrame(duringSeek);
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
