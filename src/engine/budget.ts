/** How a pass shares its thread: yields a macrotask about every 16 ms so that a cancel message can be seen, and reports progress. */
import { AppError } from '../core/errors';
import { noteWork } from '../core/work-count';

export interface PassControl {
  readonly cancelled: boolean;
  /** Await it in every loop, as often as you like: cheap until 16 ms have passed. Throws AppError 'cancelled' once cancelled. */
  tick(): Promise<void>;
  /** In the pass's own unit (packets, bytes, µs of media); may be called for every item. */
  progress(done: number, total: number): void;
}

/** A macrotask of a 60 Hz frame: the longest a cancel waits for a cooperative loop. */
const YIELD_AFTER_MS = 16;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** A macrotask without the 4 ms clamp that nested timers get. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** @param isCancelled read at every yield @param onProgress called at every report; throttling is the caller's */
export function createPassControl(isCancelled: () => boolean, onProgress: (done: number, total: number) => void): PassControl {
  let last = performance.now();
  const check = (): void => {
    if (isCancelled()) throw new AppError('cancelled', 'the pass was cancelled');
  };
  return {
    get cancelled() { return isCancelled(); },
    async tick() {
      noteWork();
      if (performance.now() - last >= YIELD_AFTER_MS) {
        await macrotask();
        last = performance.now();
      }
      check();
    },
    progress(done, total) {
      noteWork();
      onProgress(done, total);
    },
  };
}
