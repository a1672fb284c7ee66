/** The processes of one browser, found by an argument that it was started with. */
import { readdirSync, readFileSync } from 'node:fs';

export interface BrowserProcess { readonly pid: number; readonly parent: number; readonly command: string }

function processes(): BrowserProcess[] {
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

/** The process with `mark` among its arguments and all that it started; empty where /proc is missing. */
export function browserProcesses(mark: string): readonly BrowserProcess[] {
  let all: BrowserProcess[];
  try {
    all = processes();
  } catch {
    return [];
  }
  const below = new Set(all.filter(({ command }) => command.includes(mark)).map(({ pid }) => pid));
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) if (below.has(parent) && !below.has(pid)) grown = Boolean(below.add(pid));
  }
  return all.filter(({ pid }) => below.has(pid));
}
