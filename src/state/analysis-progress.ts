/** Pure sums over progress events: one ratio for a recording, curves joined from their pieces, the pass worth naming. */
import type { JobPass, PassProgress } from '../bridge/protocol';
import type { MetricSeries } from '../core/tables';

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

function joined(pieces: readonly MetricSeries[]): MetricSeries {
  const first = pieces[0] as MetricSeries;
  const count = pieces.reduce((sum, piece) => sum + piece.timeUs.length, 0);
  const timeUs = new Float64Array(count);
  const value = new Float32Array(count);
  let at = 0;
  for (const piece of pieces) {
    timeUs.set(piece.timeUs, at);
    value.set(piece.value, at);
    at += piece.timeUs.length;
  }
  return { id: first.id, unit: first.unit, timeUs, value, threshold: pieces.at(-1)?.threshold ?? null };
}

/** Each piece appended to the series of its id; series keep the order in which they first came. */
export function appendSeries(series: readonly MetricSeries[], pieces: readonly MetricSeries[]): readonly MetricSeries[] {
  const byId = new Map<string, MetricSeries[]>();
  for (const one of [...series, ...pieces]) {
    const list = byId.get(one.id);
    if (list === undefined) byId.set(one.id, [one]);
    else list.push(one);
  }
  return [...byId.values()].map((list) => (list.length === 1 ? (list[0] as MetricSeries) : joined(list)));
}
