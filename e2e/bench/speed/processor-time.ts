/** Processor time of a browser while it works, by process and thread name, as Linux counts it: what other work on the machine does not change. */
import { readdirSync, readFileSync } from 'node:fs';
import { browserProcesses } from './browser-processes';

/** Threads that end between two looks lose at most this much of theirs. */
const SAMPLE_MS = 50;
/** Linux counts in hundredths of a second wherever Chromium runs. */
const TICKS_PER_SECOND = 100;
/** As Chromium names them. */
const WORKER_THREAD = 'DedicatedWorker';

export interface ProcessorTime {
  /** All processes of the browser, seconds. */
  readonly totalS: number;
  /** By `process kind/thread name`, seconds, the largest first; threads that ended unseen are missing, so the sum is a little under the total. */
  readonly byThread: readonly (readonly [string, number])[];
}

interface Stat { readonly name: string; readonly ticks: number }

/** Both kinds of time (user, system) of `/proc/…/stat`, fields 14 and 15. */
function statOf(path: string): Stat | null {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ');
    return { name: text.slice(text.indexOf('(') + 1, end), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}

/** Begins to count; `stop` gives what was spent since. `mark`: an argument that the browser was started with. */
export function watchProcessorTime(mark: string): { stop(): ProcessorTime } {
  const first = new Map<string, number>();
  const last = new Map<string, { readonly label: string; readonly ticks: number }>();
  /** Workers all have one thread name: they are told apart by the order in which they were met. */
  const workers = new Map<string, number>();
  const labelOf = (kind: string, thread: string, name: string): string => {
    if (name !== WORKER_THREAD) return `${kind}/${name}`;
    workers.set(thread, workers.get(thread) ?? workers.size + 1);
    return `${kind}/${name} ${workers.get(thread)}`;
  };
  const look = (begins: boolean): void => {
    for (const { pid, command } of browserProcesses(mark)) {
      const kind = /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';
      const note = (key: string, label: string, stat: Stat | null): void => {
        if (stat === null) return;
        if (begins) first.set(key, stat.ticks);
        last.set(key, { label, ticks: stat.ticks });
      };
      note(`${pid}`, '', statOf(`/proc/${pid}/stat`));
      let threads: string[] = [];
      try {
        threads = readdirSync(`/proc/${pid}/task`);
      } catch { /* it ended */ }
      for (const thread of threads) {
        const stat = statOf(`/proc/${pid}/task/${thread}/stat`);
        note(`${pid}/${thread}`, labelOf(kind, thread, stat?.name ?? ''), stat);
      }
    }
  };
  look(true);
  const timer = setInterval(() => look(false), SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      look(false);
      let totalS = 0;
      const byThread = new Map<string, number>();
      for (const [key, { label, ticks }] of last) {
        const seconds = (ticks - (first.get(key) ?? 0)) / TICKS_PER_SECOND;
        if (label === '') totalS += seconds;
        else byThread.set(label, (byThread.get(label) ?? 0) + seconds);
      }
      return { totalS, byThread: [...byThread].filter(([, seconds]) => seconds > 0).sort((a, b) => b[1] - a[1]) };
    },
  };
}
