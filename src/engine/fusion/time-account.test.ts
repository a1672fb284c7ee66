/** What a reviewer is told when time stamps and a clock can be held against each other: pause, cut-out, fault of the time stamps, substitution. */
import { describe, expect, it } from 'vitest';
import type { EvidenceGroup, Finding, FindingKind } from '../../core/finding';
import type { ClockTrack, MetricSeries } from '../../core/tables';
import { usFromSeconds } from '../../core/time';
import { madeBits, madePackets, steady } from '../testing/made-tables';
import { withTimeAccounts, type KnownTimes } from './time-account';

/** 25 pictures a second for 20 s; from second 10 on everything comes `gapS` later. */
const packets = (gapS: number) => madePackets({ ptsMs: steady(500).map((ms) => (ms < 10_000 ? ms : ms + gapS * 1000)) });

/** Read once a second; from second 10 on the clock is `stepS` ahead of the recording. */
function track(stepS: number, gapS = 0): ClockTrack {
  const readings = Array.from({ length: 20 }, (_, i) => {
    const atS = i < 10 ? i : i + gapS;
    return { ordinal: i * 25, atUs: usFromSeconds(atS), clockS: 1_767_863_402 + Math.floor(atS + (i >= 10 ? stepS : 0)), text: '', score01: 1, fits: true };
  });
  const atUs = usFromSeconds(10 + gapS);
  const step = { beforeOrdinal: 249, afterOrdinal: 250, ordinal: 250, atUs, leastS: stepS - 0.05, mostS: stepS + 0.05, pictureChange: 9, expectedChange: 9, usualChange: 1 };
  return { box: { x: 0, y: 0, w: 1, h: 0.1 }, dated: true, readings, steps: stepS === 0 ? [] : [step], absent: [], rate: 1 };
}

/** The same as stamps once a second. */
function offsets(stepS: number, gapS = 0): MetricSeries {
  const timeUs = Float64Array.from({ length: 20 }, (_, i) => usFromSeconds(i < 10 ? i : i + gapS));
  return { id: 'clock-offset', unit: 's', timeUs, value: Float32Array.from(timeUs, (_, i) => (i < 10 ? 0 : stepS)), threshold: null };
}

function finding(kind: FindingKind, startS: number, endS = startS, groups: EvidenceGroup[] = ['T', 'O']): Finding {
  return {
    id: 'x', kind, level: 'review', startUs: usFromSeconds(startS), endUs: usFromSeconds(endS), confidence: 0.9, groups, benign: [], disproof: [], detector: 'd', supportedBy: [],
    evidence: [{ type: 'text', label: 'l', text: 't' }],
  };
}

const says = (one: Finding, times: Partial<KnownTimes>): string | undefined =>
  withTimeAccounts([one], { video: packets(0), bitstream: null, clocks: [], clockOffset: null, ...times })[0]!.account?.says;

describe('time and clock together', () => {
  it.each([
    ['on screen', (stepS: number, gapS = 0) => ({ clocks: [track(stepS, gapS)] })],
    ['in the file', (stepS: number, gapS = 0) => ({ clockOffset: offsets(stepS, gapS) })],
  ])('tell a pause, a cut-out and a fault apart by a clock %s', (_, clock) => {
    expect(says(finding('timestamp-gap', 10, 15), { video: packets(5), ...clock(0, 5) })).toBe('pause');
    expect(says(finding('clock-jump', 10), clock(30))).toBe('cut-out');
    expect(says(finding('timestamp-gap', 10, 15), { video: packets(5), ...clock(-5, 5) })).toBe('timestamp-fault');
    expect(says(finding('clock-jump', 10), clock(-30))).toBe('clock-back');
  });

  it('give both figures', () => {
    const [told] = withTimeAccounts([finding('timestamp-gap', 10, 15)], { video: packets(5), bitstream: null, clocks: [track(20, 5)], clockOffset: null });
    expect(told!.account).toEqual({ says: 'cut-out', timeGapS: 5, clockGapS: 25 });
  });

  it('name a possible substitution where both go on and picture and sound jump, at both ends of a stretch', () => {
    expect(says(finding('cut', 10, 10, ['P', 'A']), { clocks: [track(0)] })).toBe('substitution');
    expect(says(finding('insertion', 5, 12, ['P', 'A']), { clocks: [track(0)] })).toBe('substitution');
    expect(says(finding('insertion', 5, 10, ['P', 'A']), { clocks: [track(30)] })).toBeUndefined();
    expect(says(finding('cut', 10, 10, ['P']), { clocks: [track(0)] })).toBeUndefined();
  });

  it('say nothing without a clock, across its absence, or within what it can tell', () => {
    expect(says(finding('timestamp-gap', 10, 15), { video: packets(5) })).toBeUndefined();
    const covered = { ...track(0, 5), absent: [{ startUs: usFromSeconds(9.5), endUs: usFromSeconds(16) }] };
    expect(says(finding('timestamp-gap', 10, 15), { video: packets(5), clocks: [covered] })).toBeUndefined();
    expect(says(finding('clock-jump', 8, 13), { clocks: [track(-5)] })).toBeUndefined();
    expect(says(finding('timestamp-gap', 10), { video: packets(0.12), clocks: [track(0, 0.12)] })).toBeUndefined();
  });

  it('read the time of day that the encoder wrote', () => {
    const video = packets(0);
    const clockS = Float64Array.from({ length: 500 }, (_, i) => 3600 + Math.floor(i / 25) + (i >= 250 ? 40 : 0));
    expect(says(finding('cut', 10), { video, bitstream: { ...madeBits(video), clockS } })).toBe('cut-out');
  });

  it('take midnight for what it is', () => {
    expect(says(finding('timestamp-gap', 10, 15), { video: packets(5), clockOffset: offsets(-86_400, 5) })).toBe('pause');
  });
});
