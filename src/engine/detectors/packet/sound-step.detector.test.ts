import { expect, it } from 'vitest';
import { madePackets, runPacket, steady } from '../../testing/made-tables';
import { soundStepDetector } from './sound-step.detector';

const media = { audio: { codec: 'aac' as const, codecString: 'mp4a.40.2', sampleRate: 16000, channels: 1, timescale: 1000, packetCount: 0 } };
const sound = (ptsMs: number[]) => madePackets({ ptsMs, durationMs: 64, track: 'audio', gop: 1 });
const run = (ptsMs: number[], video = madePackets({ ptsMs: steady(300) })) => runPacket(soundStepDetector, video, sound(ptsMs), [], media);

it('puts a step off the lattice of packets on the keyframe beside it', () => {
  const drafts = run([...steady(94, 64), ...steady(60, 64, 93 * 64 + 20)]);
  expect(drafts).toMatchObject([{ kind: 'cut', group: 'T', startUs: 6_000_000 }]);
  expect(drafts[0]!.llr).toBeGreaterThan(2);
});

it('calls it a break of the sound alone where no keyframe is near', () => {
  expect(run([...steady(70, 64), ...steady(60, 64, 69 * 64 + 90)])).toMatchObject([{ kind: 'audio-cut', standsAlone: true }]);
});

it('holds packets lost away from a keyframe for ordinary', () => {
  expect(run([...steady(70, 64), ...steady(60, 64, 72 * 64)])).toMatchObject([{ standsAlone: false }]);
});

it('passes a steady track, stamps by the clock, and odd steps at the ends', () => {
  expect(run(steady(200, 64))).toEqual([]);
  expect(run(steady(200, 64).map((ms, i) => ms + (i % 7) * 3))).toEqual([]);
  expect(run([0, 20, ...steady(150, 64, 84)])).toEqual([]);
  expect(run(steady(10, 64))).toEqual([]);
});

it('passes packets that share a stamp in a transport stream, and finds what leaves their lattice', () => {
  const ts = { ...media, index: 'mpegts' as const };
  const packed = steady(150, 192).map((ms, i) => ms + (i % 40 > 20 ? 64 : 0));
  expect(runPacket(soundStepDetector, null, sound(packed), [], ts)).toEqual([]);
  expect(runPacket(soundStepDetector, null, sound(packed.map((ms, i) => ms + (i > 90 ? 30 : 0))), [], ts)).toHaveLength(1);
});
