/** The large waveform of a sound-only recording: wavesurfer.js following the player's element, drawn from the analysis's own peaks. */
import type WaveSurfer from 'wavesurfer.js';
import type { WaveformPeaks } from '../core/tables';

export interface WaveformColors {
  readonly wave: string;
  readonly progress: string;
  readonly cursor: string;
}

export interface WaveformView {
  /** Pixels per second; 0 fits the whole into the width. */
  zoom(pxPerSecond: number): void;
  setColors(colors: WaveformColors): void;
  dispose(): void;
}

/** wavesurfer draws the largest magnitude it finds per pixel: one signed value a bucket, the one farther from zero. */
export function strongestPerBucket(peaks: WaveformPeaks): Float32Array {
  const out = new Float32Array(peaks.minMax.length >> 1);
  for (let i = 0; i < out.length; i++) {
    const low = peaks.minMax[2 * i]!;
    const high = peaks.minMax[2 * i + 1]!;
    out[i] = -low > high ? low : high;
  }
  return out;
}

/**
 * Draws into `host` and keeps cursor and clicks in step with `media` (which stays the caller's). Peaks are always given, so
 * that the library never fetches or decodes the file. `onSeek` gets seconds on the element's timeline.
 */
export async function openWaveform(
  host: HTMLElement, media: HTMLMediaElement, peaks: WaveformPeaks, colors: WaveformColors, onSeek: (seconds: number) => void,
): Promise<WaveformView> {
  const { default: Library } = await import('wavesurfer.js');
  const strongest = strongestPerBucket(peaks);
  const container = document.createElement('div');
  container.className = 'waveform';
  const view: WaveSurfer = Library.create({
    container, media, peaks: [strongest], duration: (strongest.length * peaks.bucketUs) / 1e6, height: 'auto', normalize: true,
    waveColor: colors.wave, progressColor: colors.progress, cursorColor: colors.cursor, cursorWidth: 1, interact: true, dragToSeek: true,
    autoScroll: true, autoCenter: false, hideScrollbar: false,
  });
  adoptShadowStyle(container);
  host.append(container);
  view.on('interaction', onSeek);
  // The element may stand anywhere already; the library moves its cursor only on a change.
  view.setTime(media.currentTime);
  return {
    zoom: (pxPerSecond) => view.zoom(pxPerSecond),
    setColors: (next) => view.setOptions({ waveColor: next.wave, progressColor: next.progress, cursorColor: next.cursor }),
    dispose: () => {
      view.destroy();
      container.remove();
    },
  };
}

/**
 * The library styles its shadow tree by an inline style element, which a strict policy blocks and reports as soon as it is
 * on the page: the same rules go in as an adopted sheet, and the element is taken out before.
 */
function adoptShadowStyle(container: HTMLElement): void {
  for (const child of container.children) {
    const root = child.shadowRoot;
    const style = root?.querySelector('style');
    if (!root || !style) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent ?? '');
    root.adoptedStyleSheets = [sheet];
    style.remove();
  }
}
