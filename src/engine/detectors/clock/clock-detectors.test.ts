/** What a reviewer is told of a clock: how much is missing, which harmless causes stand, and nothing where it runs true. */
import { describe, expect, it } from 'vitest';
import type { ClockStep, ClockTrack } from '../../../core/tables';
import { usFromSeconds } from '../../../core/time';
import type { DetectorContext, DetectorSpec } from '../../detector';
import { fuse } from '../../fusion/fuse';
import { madePackets, steady } from '../../testing/made-tables';
import { clockInsertionDetector } from './clock-insertion.detector';
import { clockJumpDetector } from './clock-jump.detector';
import { clockStartDetector } from './clock-start.detector';
import { clockRateDetector } from './clock-rate.detector';
import { frozenClockDetector } from './frozen-clock.detector';
import { tickPhaseDetector } from './tick-phase.detector';

const moving = { pictureChange: 6, expectedChange: 8, usualChange: 1 };

/** Read twice a second over 12 s; at `atS` the clock runs ahead by `stepS`. */
function track(stepS: number, atS = 5.56, picture: Pick<ClockStep, 'pictureChange' | 'expectedChange' | 'usualChange'> = moving): ClockTrack {
  const readings = Array.from({ length: 24 }, (_, i) => ({
    ordinal: Math.round(i * 12.5), atUs: usFromSeconds(i / 2), clockS: 1_767_863_402 + Math.floor(i / 2 + (i / 2 >= atS ? stepS : 0)), text: 'read', score01: 0.98, fits: true,
  }));
  const ordinal = Math.round(atS * 25);
  const step: ClockStep = { beforeOrdinal: ordinal - 1, afterOrdinal: ordinal, ordinal, atUs: usFromSeconds(atS), leastS: stepS - 0.04, mostS: stepS + 0.04, ...picture };
  return { box: { x: 0, y: 0, w: 0.5, h: 0.1 }, dated: true, readings, steps: stepS === 0 ? [] : [step], absent: [], rate: 1 };
}

const findings = (spec: DetectorSpec<'clock', Record<string, never>>, ...tracks: ClockTrack[]): ReturnType<typeof fuse> =>
  fuse([...spec.start({} as DetectorContext, {}).push({ tracks })]);

describe('a clock that jumps', () => {
  it('is told with what is missing, for review, at its place', () => {
    const [found] = findings(clockJumpDetector, track(510));
    expect(found).toMatchObject({ kind: 'clock-jump', level: 'review', startUs: 5_560_000, groups: ['O'] });
    const metric = found!.evidence[0]!;
    if (metric.type !== 'metric') throw new Error('the advance comes first');
    expect(metric.value - metric.threshold).toBeCloseTo(510, 0);
    expect(found!.evidence.filter((one) => one.type === 'text').map((one) => one.type === 'text' && one.label)).toEqual(['clock-before', 'clock-after']);
  });

  it('is only noted where the scene moves on through it: a camera that set its clock does that', () => {
    const [found] = findings(clockJumpDetector, track(2, 5.56, { pictureChange: 1, expectedChange: 8, usualChange: 1 }));
    expect(found!.level).toBe('note');
    expect(found!.benign).toContainEqual(expect.objectContaining({ cause: 'clock-correction', result: 'possible' }));
  });

  it('stays for review where the scene is too still to tell', () => {
    const [found] = findings(clockJumpDetector, track(3, 5.56, { pictureChange: 0.3, expectedChange: 0.35, usualChange: 0.3 }));
    expect(found).toMatchObject({ level: 'review' });
    expect(found!.benign).toContainEqual(expect.objectContaining({ cause: 'clock-correction', result: 'not-testable' }));
  });

  it('names a whole number of hours as a possible change of time zone', () => {
    const [found] = findings(clockJumpDetector, track(8 * 3600));
    expect(found!.benign).toContainEqual(expect.objectContaining({ cause: 'time-zone', result: 'possible' }));
  });

  it('is nothing while it runs true', () => {
    for (const spec of [clockJumpDetector, tickPhaseDetector, clockRateDetector]) expect(findings(spec, track(0))).toEqual([]);
  });
});

describe('less than a second', () => {
  it('is found by the beat, and by it alone', () => {
    expect(findings(clockJumpDetector, track(0.4))).toEqual([]);
    expect(findings(tickPhaseDetector, track(0.4))[0]).toMatchObject({ kind: 'clock-jump', level: 'review' });
  });
  it('is nothing within what cameras draw late', () => {
    expect(findings(tickPhaseDetector, track(0.1))).toEqual([]);
  });
});

describe('another rate throughout', () => {
  it('is a note', () => {
    const [found] = findings(clockRateDetector, { ...track(0), rate: 0.84 });
    expect(found).toMatchObject({ kind: 'speed-change', level: 'note' });
  });
});

describe('the file\'s own times', () => {
  const context = (fileName: string, containerTime: string | null): DetectorContext =>
    ({ media: { fileName, containerTime, startUs: 0, durationUs: 12_000_000 } } as unknown as DetectorContext);
  const notes = (fileName: string, containerTime: string | null): readonly unknown[] => clockStartDetector.start(context(fileName, containerTime), {}).push({ tracks: [track(0)] });

  it('agree with the clock in local time, and in UTC eight hours earlier', () => {
    expect(notes('001_20260108091002_1.mp4', '2026-01-08T09:10:02Z')).toEqual([]);
    expect(notes('001_20260108091014_1.mp4', '2026-01-08T01:10:02Z')).toEqual([]);
    expect(notes('recording.mp4', null)).toEqual([]);
  });
  it('are noted where they tell another time', () => {
    expect(notes('001_20260108111002_1.mp4', null)).toHaveLength(1);
    expect(notes('recording.mp4', '2026-03-01T09:10:02Z')).toHaveLength(1);
  });
});

describe('a stretch after which the clock resumes', () => {
  const step = (atS: number, stepS: number): ClockStep => ({ ...track(stepS, atS).steps[0]!, leastS: stepS - 0.04, mostS: stepS + 0.04 });

  it('is an insertion when it shows another clock', () => {
    const [found, ...others] = findings(clockInsertionDetector, { ...track(0), steps: [step(4, 600), step(7, -603)] });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'insertion', level: 'review', startUs: 4_000_000, endUs: 7_000_000 });
  });

  it('is an insertion when it shows none', () => {
    const readings = track(0).readings.filter(({ atUs }) => atUs <= 3_000_000 || atUs >= 8_500_000);
    const bare = { ...track(0), readings, absent: [{ startUs: usFromSeconds(3), endUs: usFromSeconds(8.5) }] };
    const inserted = { ...bare, steps: [{ ...step(5.5, -5.5), beforeOrdinal: 75, afterOrdinal: 213 }] };
    expect(findings(clockInsertionDetector, inserted)[0]).toMatchObject({ kind: 'insertion', startUs: 3_000_000, endUs: 8_500_000 });
    expect(findings(clockJumpDetector, inserted)).toEqual([]);
    // The clock ran on behind it: something stood before the lens.
    expect(findings(clockInsertionDetector, bare)).toEqual([]);
  });

  it('is none where two jumps have nothing to do with each other', () => {
    expect(findings(clockInsertionDetector, { ...track(0), steps: [step(4, 5), step(7, 9)] })).toEqual([]);
  });
});

describe('a clock that stands still', () => {
  /** From second 4 to 9 it shows one second; then it shows what `after` makes of the recording's second. */
  const standing = (after: (mediaS: number) => number): ClockTrack => {
    const readings = track(0).readings.map((reading) => {
      const mediaS = reading.atUs / 1e6;
      return { ...reading, clockS: 1_767_863_402 + Math.floor(mediaS < 4 ? mediaS : mediaS < 9 ? 4 : after(mediaS)) };
    });
    const falling = (atS: number): ClockStep => ({ ...track(-1, atS).steps[0]! });
    return { ...track(0), readings, steps: [5, 6, 7, 8, 9].map(falling) };
  };
  const catchesUp = standing((mediaS) => mediaS);
  const video = (share: number): DetectorContext['video'] => madePackets({ ptsMs: steady(300), sizes: Array.from({ length: 300 }, (_, i) => (i % 50 === 0 ? 20_000 : i > 100 && i < 225 ? 4000 * share : 4000)) });
  const told = (one: ClockTrack, share = 1): ReturnType<typeof fuse> => fuse([...frozenClockDetector.start({ video: video(share) } as DetectorContext, {}).push({ tracks: [one] })]);

  it('is a note where it catches up with the recording, and no jump at every second', () => {
    const [found, ...others] = told(catchesUp);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'clock-jump', level: 'note', startUs: 4_000_000, endUs: 8_500_000 });
    expect(found!.benign).toContainEqual(expect.objectContaining({ cause: 'display-stood', result: 'possible' }));
    for (const spec of [clockJumpDetector, tickPhaseDetector, clockInsertionDetector]) expect(findings(spec, catchesUp)).toEqual([]);
  });

  it('is for review where it goes on from where it stopped, or jumps further', () => {
    expect(told(standing((mediaS) => mediaS - 5))[0]).toMatchObject({ level: 'review' });
    expect(told(standing((mediaS) => mediaS + 60))[0]).toMatchObject({ level: 'review' });
  });

  it('only supports where the picture stands as well', () => expect(told(catchesUp, 0.05)).toEqual([]));

  it('is nothing while each second is shown for a second', () => expect(told(track(0))).toEqual([]));
});
