/** A video packet table from presentation ticks in decode order, for tests and benches that need no file. */
import { usFromTicks } from '../core/time';
import type { PacketTable } from '../core/tables';

/** Sizes and offsets are made up; every `keyEvery`th packet is a keyframe. */
export function tableOfTicks(ptsTicks: readonly number[], timescale: number, keyEvery = 25): PacketTable {
  const count = ptsTicks.length;
  const order = Uint32Array.from(ptsTicks.keys()).sort((a, b) => ptsTicks[a]! - ptsTicks[b]! || a - b);
  return {
    track: 'video', count, timescale,
    ptsTicks: Float64Array.from(ptsTicks), dtsTicks: Float64Array.from(ptsTicks.keys()), durationTicks: new Float64Array(count),
    ptsUs: Float64Array.from(ptsTicks, (ticks) => usFromTicks(ticks, timescale)),
    sizeBytes: Float64Array.from(ptsTicks, (_, i) => (i % keyEvery === 0 ? 20_000 : 4_000)),
    offset: Float64Array.from(ptsTicks, (_, i) => i * 4_000), key: Uint8Array.from(ptsTicks, (_, i) => (i % keyEvery === 0 ? 1 : 0)),
    displayOrder: order,
  };
}
