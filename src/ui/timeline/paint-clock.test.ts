/** What the clock lane tells of a moment: the clock as it ran there, across jumps, and nothing where it was not to be read. */
import { describe, expect, it } from 'vitest';
import type { ClockTrack } from '../../core/tables';
import { us, usFromSeconds } from '../../core/time';
import { clockAt, clockLabel } from './paint-clock';

const at = (mediaS: number, clockS: number, fits = true): ClockTrack['readings'][number] => ({ ordinal: Math.round(mediaS * 25), atUs: usFromSeconds(mediaS), clockS, text: '', score01: 1, fits });
const track: ClockTrack = {
  box: { x: 0, y: 0, w: 1, h: 1 }, dated: false, rate: 1,
  readings: [at(0, 33_002), at(1, 33_003), at(2, 99_999, false), at(4, 33_006), at(5, 33_517), at(9, 33_521)],
  steps: [{ beforeOrdinal: 100, afterOrdinal: 125, ordinal: 120, atUs: usFromSeconds(4.8), leastS: 509.9, mostS: 510.1, pictureChange: 1, expectedChange: 1, usualChange: 1 }],
  absent: [{ startUs: usFromSeconds(6), endUs: usFromSeconds(8) }],
};

describe('the clock at a moment', () => {
  it('runs on between readings and takes no notice of a misreading', () => {
    expect(clockLabel(clockAt(track, 3_500_000)!)).toBe('09:10:05');
  });
  it('shows the time after a jump from the jump on', () => {
    expect(clockLabel(clockAt(track, 4_700_000)!)).toBe('09:10:06');
    expect(clockLabel(clockAt(track, 4_900_000)!)).toBe('09:18:36');
  });
  it('tells nothing before the first reading and where no clock is', () => {
    expect(clockAt(track, us(-1))).toBeNull();
    expect(clockAt(track, 7_000_000)).toBeNull();
  });
});
