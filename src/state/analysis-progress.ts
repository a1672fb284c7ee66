/** Pure sums over progress events: one ratio for a recording, the pass worth naming, the time left. */
import type { JobPass, PassProgress } from '../bridge/protocol';

/** Share of a whole run that each pass takes (measured: decoding the picture dominates). */
const PASS_WEIGHT: Readonly<Record<JobPass, number>> = { hash: 0.06, packet: 0.02, bitstream: 0.04, preview: 0.06, frame: 0.6, audio: 0.12, clock: 0.1 };

const doneRatio = (progress: PassProgress): number => {
  if (progress.state === 'done' || progress.state === 'skipped' || progress.state === 'failed') return 1;
  return progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
};

/** 0…1 over all passes by their weight. */
export function overallRatio01(passes: ReadonlyMap<JobPass, PassProgress>): number {
  let sum = 0;
  for (const progress of passes.values()) sum += PASS_WEIGHT[progress.pass] * doneRatio(progress);
  return Math.min(1, sum);
}

/** The running pass that takes longest: what a person waits for. */
export function leadingPass(passes: ReadonlyMap<JobPass, PassProgress>): PassProgress | null {
  let leading: PassProgress | null = null;
  for (const progress of passes.values()) {
    if (progress.state === 'running' && (leading === null || PASS_WEIGHT[progress.pass] > PASS_WEIGHT[leading.pass])) leading = progress;
  }
  return leading;
}

/** Milliseconds until the slowest running pass ends; null while nothing is known. */
export function leftMs(passes: ReadonlyMap<JobPass, PassProgress>): number | null {
  let most: number | null = null;
  for (const progress of passes.values()) {
    if (progress.state === 'running' && progress.leftMs !== null) most = Math.max(most ?? 0, progress.leftMs);
  }
  return most;
}
