/** Which times and device the file information shows, and from where. */
import { expect, it } from 'vitest';
import type { ClockTrack } from '../../core/tables';
import { us } from '../../core/time';
import { deviceInName, recordedTimes } from './recorded-times';

it('tells each time with its source, and the device of the name', () => {
  const clock: ClockTrack = {
    box: { x: 0, y: 0, w: 1, h: 1 }, dated: true, steps: [], absent: [], rate: 1,
    readings: [{ ordinal: 0, atUs: us(0), clockS: 0, text: 'misread', score01: 0.2, fits: false }, { ordinal: 5, atUs: us(200_000), clockS: 1, text: '2026-03-18 09:10:02', score01: 1, fits: true }],
  };
  const name = 'P012345_D000123_20260318091002_0001.mp4';
  expect(recordedTimes(name, { containerTime: '2026-03-18T01:10:02.000Z' }, [clock])).toEqual([
    { source: 'name', time: '2026-03-18 09:10:02', at: '' }, { source: 'container', time: '2026-03-18 01:10:02', at: '' }, { source: 'clock', time: '2026-03-18 09:10:02', at: '00:00.200' },
  ]);
  expect(deviceInName(name)).toBe('P012345_D000123');
  expect([recordedTimes('a.mp4', null, []), deviceInName('a.mp4')]).toEqual([[], null]);
});
