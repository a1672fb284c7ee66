import { expect, it } from 'vitest';
import type { EmbeddedClock } from '../../../core/tables';
import { madeContext, madePackets, steady } from '../../testing/made-tables';
import { embeddedClockDetector } from './embedded-clock.detector';

const START_S = Date.parse('2026-03-18T09:10:02Z') / 1000;
const video = madePackets({ ptsMs: steady(1000), gop: 50 });
function run(clockAt: (second: number) => number) {
  const seconds = Array.from({ length: 40 }, (_, i) => i);
  const clock: EmbeddedClock = { source: 'gpmf', ptsUs: Float64Array.from(seconds, (s) => s * 1e6), timeS: Float64Array.from(seconds, (s) => START_S + clockAt(s)) };
  const detector = embeddedClockDetector.start(madeContext(video), {});
  return { drafts: detector.push({ video, audio: null, boxes: [], clocks: [clock] }), curves: detector.metrics?.() ?? [] };
}

it('says how much further the clock in the file went, on the keyframe between its stamps', () => {
  const { drafts, curves } = run((s) => s + (s < 20 ? 0 : 510));
  expect(drafts).toMatchObject([{ kind: 'clock-jump', group: 'O', startUs: 20_000_000 }]);
  expect(drafts[0]!.evidence[0]).toMatchObject({ value: 510 });
  expect(drafts[0]!.evidence[1]).toMatchObject({ text: '2026-03-18 09:10:21' });
  expect(curves).toMatchObject([{ id: 'clock-offset', unit: 's' }]);
});

it('passes a clock that runs true, stamps that come late, and recordings without one', () => {
  expect(run((s) => s).drafts).toEqual([]);
  expect(run((s) => s + (s % 7 === 3 ? 1 : 0)).drafts).toEqual([]);
  expect(embeddedClockDetector.start(madeContext(video), {}).push({ video, audio: null, boxes: [] })).toEqual([]);
});
