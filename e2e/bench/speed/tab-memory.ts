/** Peak resident memory of a browser's page processes, as Linux counts it. */
import { readFileSync } from 'node:fs';
import { browserProcesses } from './browser-processes';

/**
 * Largest high-water mark (VmHWM, shared libraries included) among the renderers of the browser that was started with the
 * argument `mark`, MB; the mark is since Chromium last reset it, so sample it. null where /proc is missing.
 */
export function peakTabMegabytes(mark: string): number | null {
  const peaks = browserProcesses(mark).filter(({ command }) => command.includes('--type=renderer')).flatMap(({ pid }) => {
    try {
      const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return kilobytes === undefined ? [] : [Number(kilobytes) / 1024];
    } catch {
      return [];
    }
  });
  return peaks.length > 0 ? Math.max(...peaks) : null;
}
