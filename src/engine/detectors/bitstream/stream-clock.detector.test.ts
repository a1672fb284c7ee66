import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { streamClockDetector } from './stream-clock.detector';

const packets = madePackets({ ptsMs: steady(400) });
const run = (clock: (row: number) => number) => runBitstream(streamClockDetector, packets, { ...madeBits(packets), clockS: Float64Array.from({ length: 400 }, (_, row) => clock(row)) });

it('tells how much further the clock in the stream went than the recording', () => {
  const [draft, ...more] = run((row) => Math.floor(36_000 + row * 0.04 + (row < 200 ? 0 : 510)));
  expect(more).toEqual([]);
  expect(draft).toMatchObject({ kind: 'clock-jump', group: 'O', startUs: 8_000_000 });
  expect(draft!.evidence[0]).toMatchObject({ value: expect.closeTo(510, 0) as number });
});

it('passes a clock that runs with the recording, and one that does not run', () => {
  expect(run((row) => Math.floor(36_000 + row * 0.04))).toEqual([]);
  expect(run(() => NaN)).toEqual([]);
  expect(run((row) => (row % 30 < 20 ? 0 : row))).toEqual([]);
});
