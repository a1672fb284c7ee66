import { expect, it } from 'vitest';
import { madeBox, madePackets, runPacket, steady } from '../../testing/made-tables';
import { unreferencedBytesDetector } from './unreferenced-bytes.detector';

/** Payloads of 4000 bytes one after the other, with `hole` bytes before packet 100. */
function run(hole: number, handlers = ['vide']) {
  const table = madePackets({ ptsMs: steady(200), sizes: Array<number>(200).fill(4000) });
  const packets = { ...table, offset: Float64Array.from({ length: 200 }, (_, i) => 100 + i * 4000 + (i >= 100 ? hole : 0)) };
  const size = 8 + 200 * 4000 + hole;
  const tracks = handlers.map((handler) => madeBox('trak', {}, [madeBox('mdia', {}, [madeBox('hdlr', { handler })])]));
  return runPacket(unreferencedBytesDetector, packets, null, [{ ...madeBox('mdat', {}), offset: 92, size }, madeBox('moov', {}, tracks)], { sizeBytes: 92 + size });
}

it('finds bytes that no packet refers to, where the picture behind them is shown', () => {
  expect(run(500_000)).toMatchObject([{ kind: 'editor-trace', startUs: 4_000_000, evidence: [{ metric: 'unreferenced-bytes' }, { offset: 400_100, length: 500_000 }] }]);
});

it('passes files without holes, padding, and files with tracks that it cannot account for', () => {
  expect(run(0)).toEqual([]);
  expect(run(60_000)).toEqual([]);
  expect(run(500_000, ['vide', 'meta'])).toEqual([]);
});
