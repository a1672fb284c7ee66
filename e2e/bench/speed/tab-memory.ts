/** Resident memory of a browser's page processes, as Linux counts it. */
import { readFileSync } from 'node:fs';
import { browserProcesses } from './browser-processes';

export interface TabMemory {
  /** High-water mark (VmHWM), MB: with the browser's program file, of which all its processes share one copy. It is since Chromium last reset it, so sample it. */
  readonly residentMb: number;
  /** What the page has for itself now (RssAnon and RssShmem), MB: what the browser's own task manager tells. */
  readonly ownMb: number;
}

/** The largest of each among the renderers of the browser that was started with the argument `mark`. null where /proc is missing. */
export function tabMemory(mark: string): TabMemory | null {
  const all = browserProcesses(mark).filter(({ command }) => command.includes('--type=renderer')).flatMap(({ pid }): TabMemory[] => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const megabytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
      return [{ residentMb: megabytes('VmHWM'), ownMb: megabytes('RssAnon') + megabytes('RssShmem') }];
    } catch {
      return [];
    }
  });
  return all.length === 0 ? null : { residentMb: Math.max(...all.map((one) => one.residentMb)), ownMb: Math.max(...all.map((one) => one.ownMb)) };
}
