/** Peak resident memory of a browser's page processes, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

interface Process { readonly pid: number; readonly parent: number; readonly command: string }

function processes(): Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
}

/**
 * Largest high-water mark (VmHWM, shared libraries included) among the renderers of the browser that was started with the
 * argument `mark`, MB; the mark is since Chromium last reset it, so sample it. null where /proc is missing.
 */
export function peakTabMegabytes(mark: string): number | null {
  let all: Process[];
  try {
    all = processes();
  } catch {
    return null;
  }
  const below = new Set(all.filter(({ command }) => command.includes(mark)).map(({ pid }) => pid));
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) if (below.has(parent) && !below.has(pid)) grown = Boolean(below.add(pid));
  }
  const peaks = all.filter(({ pid, command }) => below.has(pid) && command.includes('--type=renderer')).flatMap(({ pid }) => {
    try {
      const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return kilobytes === undefined ? [] : [Number(kilobytes) / 1024];
    } catch {
      return [];
    }
  });
  return peaks.length > 0 ? Math.max(...peaks) : null;
}
