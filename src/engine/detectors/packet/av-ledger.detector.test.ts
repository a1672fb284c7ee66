import { expect, it } from 'vitest';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { avLedgerDetector } from './av-ledger.detector';

const sound = (seconds: number) => madePackets({ ptsMs: steady(seconds * 20, 50), durationMs: 50, track: 'audio', gop: 1 });

it('tells that the sound lasts longer than the picture', () => {
  const [draft] = runPacket(avLedgerDetector, madePackets({ ptsMs: steady(250) }), sound(10.4));
  expect(draft).toMatchObject({ kind: 'metadata-conflict' });
  expect(draft!.evidence[0]).toMatchObject({ metric: 'sound-excess', value: expect.closeTo(0.4, 3) as number });
});

it('passes what priming and the last frame leave over, and tracks of quite different length', () => {
  expect(runPacket(avLedgerDetector, madePackets({ ptsMs: steady(250) }), sound(10.05))).toEqual([]);
  expect(runPacket(avLedgerDetector, madePackets({ ptsMs: steady(250) }), sound(14))).toEqual([]);
  expect(runPacket(avLedgerDetector, madePackets({ ptsMs: steady(250) }))).toEqual([]);
});
