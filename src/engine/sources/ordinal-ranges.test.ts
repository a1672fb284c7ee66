/** Ranges that several decoders share, and decoded times turned back into ordinals. */
import { describe, expect, it } from 'vitest';
import type { PacketTable } from '../../core/tables';
import { boundaryUs, mediaTimes, ordinalFinder, splitAtKeys } from './ordinal-ranges';

/** Packets in decode order with these presentation times (ticks of 1/1000 s); keys by decode index. */
function table(ptsTicks: number[], keys: number[], editUs = 0): PacketTable {
  const order = ptsTicks.map((_, i) => i).sort((a, b) => ptsTicks[a]! - ptsTicks[b]!);
  return {
    track: 'video', count: ptsTicks.length, timescale: 1000, ptsTicks: Float64Array.from(ptsTicks), dtsTicks: Float64Array.from(ptsTicks),
    durationTicks: new Float64Array(ptsTicks.length), ptsUs: Float64Array.from(ptsTicks, (t) => t * 1000 + editUs), sizeBytes: new Float64Array(ptsTicks.length),
    offset: new Float64Array(ptsTicks.length), key: Uint8Array.from(ptsTicks, (_, i) => (keys.includes(i) ? 1 : 0)), displayOrder: Uint32Array.from(order),
  };
}
const ordinals = (packets: PacketTable): Uint32Array => {
  const of = new Uint32Array(packets.count);
  packets.displayOrder.forEach((packet, ordinal) => { of[packet] = ordinal; });
  return of;
};
const steady = Array.from({ length: 100 }, (_, i) => i * 40);

describe('splitAtKeys', () => {
  it('covers every picture once, each range beginning at a keyframe and long enough', () => {
    const packets = table(steady, [0, 10, 20, 50, 90]);
    const ranges = splitAtKeys(packets.key, ordinals(packets), mediaTimes(packets, false).us, 0, 100, 1_000_000);
    expect(ranges).toEqual([{ from: 0, to: 50 }, { from: 50, to: 90 }, { from: 90, to: 100 }]);
  });

  it('keeps one range where a keyframe lies before its predecessor in time', () => {
    const packets = table([...steady.slice(50), ...steady.slice(0, 50)], [0, 50]);
    expect(splitAtKeys(packets.key, ordinals(packets), mediaTimes(packets, false).us, 0, 100, 1)).toEqual([{ from: 0, to: 100 }]);
  });
});

it('parts pictures so that a filter that rounds to whole pictures (AVI) loses none and repeats none', () => {
  for (const fps of [8, 24_000 / 1001, 25, 30]) {
    const timesUs = Float64Array.from({ length: 500 }, (_, i) => Math.round((i * 1e6) / fps));
    for (let ordinal = 1; ordinal < 500; ordinal++) expect(Math.round((boundaryUs(timesUs, ordinal) / 1e6) * fps)).toBe(ordinal);
  }
});

describe('mediaTimes', () => {
  it('leaves edit lists out, so that hidden pictures are counted as well', () => {
    expect([...mediaTimes(table([0, 40, 80], [0], -40_000), true).us]).toEqual([0, 40_000, 80_000]);
  });

  it('falls back to presentation times where the container has no ticks', () => {
    const packets = { ...table([0, 40, 80], [0]), ptsTicks: Float64Array.of(NaN, NaN, NaN) };
    expect(mediaTimes(packets, true)).toEqual({ us: Float64Array.of(0, 40_000, 80_000), ignoresEdits: false });
  });
});

describe('ordinalFinder', () => {
  const times = Float64Array.of(0, 40_000, 80_000, 80_000, 200_000, 240_000);
  const all = { from: 0, to: 6 };

  it('forgives rounding, tells repeated times apart and steps over a picture that did not come', () => {
    const find = ordinalFinder(times, all);
    expect([400, 39_600, 80_000, 80_000, 240_500].map(find)).toEqual([0, 1, 2, 3, 5]);
  });

  it('leaves pictures of other ranges and of no packet aside', () => {
    const find = ordinalFinder(times, { from: 1, to: 4 });
    expect([0, 40_000, 140_000, 200_000].map(find)).toEqual(['outside', 1, null, 'outside']);
  });

  it('takes a picture without a time for the next one', () => {
    const find = ordinalFinder(times, all);
    expect([0, NaN, NaN].map(find)).toEqual([0, 1, 2]);
  });
});
