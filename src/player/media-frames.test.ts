/** A seek that showed a neighbouring frame is tried elsewhere in the frame's interval, and not for ever; the element's offset is told once. */
import { describe, expect, it } from 'vitest';
import { us } from '../core/time';
import { FrameClock } from './frame-clock';
import { MediaFrames } from './media-frames';
import { tableOfTicks } from './synthetic-table';

const clock = new FrameClock(tableOfTicks(Array.from({ length: 50 }, (_, i) => i * 40), 1000));

describe('MediaFrames', () => {
  it('tries a frame again where another was shown, three times', () => {
    const frames = new MediaFrames();
    frames.reset(true);
    frames.aim(10);
    const tries = [9, 9, 9, 9].map((shown) => frames.nextTry(shown, clock));
    expect(tries.map((at) => (at === null ? null : Math.round(at / 1000)))).toEqual([436, 440, 404, null]);
  });

  it('is content with the frame asked for, and asks for none of its own', () => {
    const frames = new MediaFrames();
    frames.aim(10);
    expect(frames.nextTry(10, clock)).toBeNull();
    expect(frames.nextTry(3, clock)).toBeNull();
    frames.aim(null);
    expect(frames.nextTry(3, clock)).toBeNull();
  });

  it('takes the time of the recording from an exact engine as it is, and forgets the offset of the one before', () => {
    const frames = new MediaFrames();
    frames.timeOf(500_000, clock, us(0));
    frames.reset(true);
    expect([frames.timeOf(123_000, clock, us(0)), frames.mediaOf(123_000)]).toEqual([123_000, 123_000]);
  });
});
