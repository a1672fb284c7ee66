import { expect, it } from 'vitest';
import { madeBox, madePackets, runPacket, steady } from '../../testing/made-tables';
import { headerDurationDetector } from './header-duration.detector';

const boxes = (durationMs: number, more: string[] = []) => [
  madeBox('moov', {}, [madeBox('trak', {}, [madeBox('mdia', {}, [madeBox('mdhd', { timescale: 1000, duration: durationMs }), madeBox('hdlr', { handler: 'vide' })])]), ...more.map((type) => madeBox(type, {}))]),
];
const run = (durationMs: number, more: string[] = []) => runPacket(headerDurationDetector, madePackets({ ptsMs: steady(250) }), null, boxes(durationMs, more), { sizeBytes: 100_000_000 });

it('tells that the header states more, or less, than the packets last', () => {
  expect(run(14_000)).toMatchObject([{ kind: 'metadata-conflict', evidence: [{ value: 4 }, {}] }]);
  expect(run(7_000)).toMatchObject([{ evidence: [{ value: -3 }, {}] }]);
});

it('passes rounding, headers without a duration, and fragmented files', () => {
  expect(run(10_500)).toEqual([]);
  expect(run(0)).toEqual([]);
  expect(run(14_000, ['mvex'])).toEqual([]);
});

it('does not exclude the missing end where the file ends inside the data its index promises, and names picture and sound', () => {
  const truncated = [...boxes(14_000), { ...madeBox('mdat', {}), offset: 5000, size: 150_000_000 }];
  const [found] = runPacket(headerDurationDetector, madePackets({ ptsMs: steady(250) }), null, truncated, { sizeBytes: 100_000_000 });
  expect(found).toMatchObject({ evidence: [{ metric: 'picture-header-difference' }, {}] });
  expect(found!.benign).toContainEqual({ cause: 'file-cut-short', result: 'possible' });
  expect(run(14_000)[0]!.benign).toContainEqual({ cause: 'file-cut-short', result: 'ruled-out' });
});

it('tells that the file states more than its tracks show, unless another track may be the longer one', () => {
  const movie = (durationMs: number, tracks: number) => [madeBox('moov', {}, [madeBox('mvhd', { timescale: 1000, duration: durationMs }), ...Array.from({ length: tracks }, () => madeBox('trak', {}))])];
  const told = (durationMs: number, tracks = 1) => runPacket(headerDurationDetector, madePackets({ ptsMs: steady(250) }), null, movie(durationMs, tracks));
  expect(told(15_000)).toMatchObject([{ kind: 'metadata-conflict', evidence: [{ metric: 'movie-duration-difference', value: 5 }] }]);
  expect(told(10_300)).toEqual([]);
  expect(told(15_000, 2)).toEqual([]);
});
