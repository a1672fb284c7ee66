/** What people type to go somewhere is understood as they mean it, or refused. */
import { expect, it } from 'vitest';
import { parseGotoTarget } from './goto-target';

it.each([
  ['00:01:02.345', 62_345_000], ['1:02.3', 62_300_000], ['62.3', 62_300_000], ['62.3s', 62_300_000], ['90', 90_000_000], ['90:00', 5_400_000_000],
  ['１：０２。５', 62_500_000], [' 0:05 ', 5_000_000],
])('%s is a time', (typed, timeUs) => expect(parseGotoTarget(typed)).toEqual({ type: 'time', timeUs }));

it.each([['#1234', 1234], ['＃0', 0]])('%s is a frame', (typed, ordinal) => expect(parseGotoTarget(typed)).toEqual({ type: 'frame', ordinal }));

it.each(['', 'abc', '1:75', '1:75:00', '-5', '#', '#1.5', '1:2:3:4', '12..3'])('%s is refused', (typed) => expect(parseGotoTarget(typed)).toBeNull());
