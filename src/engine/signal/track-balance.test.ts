import { expect, it } from 'vitest';
import { us } from '../../core/time';
import { madePackets, steady } from '../testing/made-tables';
import { trackBalance } from './track-balance';

const sound = (seconds: number) => madePackets({ ptsMs: steady(seconds * 20, 50), durationMs: 50, track: 'audio', gop: 1 });
const picture = (seconds: number) => madePackets({ ptsMs: steady(seconds * 25) });

it('tells by how much the sound is short, and what is usual', () => {
  const balance = trackBalance(picture(10), sound(8.4), us(0))!;
  expect(balance.excessS).toBeCloseTo(-1.6, 3);
  expect(balance.pictureS).toBeCloseTo(10, 3);
  expect(balance.limitS).toBeCloseTo(0.09, 3);
});

it('tells nothing without one of the tracks, or of a few packets', () => {
  expect(trackBalance(null, sound(5), us(0))).toBeNull();
  expect(trackBalance(picture(5), null, us(0))).toBeNull();
  expect(trackBalance(picture(0.2), sound(5), us(0))).toBeNull();
});
