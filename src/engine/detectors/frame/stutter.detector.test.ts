/** Hold-and-jump periods are found where an encoder splits them, and not in what runs smoothly or stalls now and then. */
import { expect, it } from 'vitest';
import { us } from '../../../core/time';
import type { DetectorContext } from '../../detector';
import type { FrameItem } from '../../passes/frame/frame-item';
import { stutterDetector } from './stutter.detector';

const FPS = 25;

/** @param steps frames held before each distinct picture, and its change against the picture before */
function run(steps: readonly (readonly [held: number, difference: number])[]) {
  const detector = stutterDetector.start({} as DetectorContext, {});
  let ordinal = -1;
  const drafts = steps.flatMap(([held, difference]) => {
    ordinal += held + 1;
    return [...detector.push({ distinct: { ordinal, ptsUs: us((ordinal * 1e6) / FPS), held, stats: { difference } } } as unknown as FrameItem)];
  });
  return [...drafts, ...detector.finish()].map(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6]);
}
const smooth = (count: number) => Array.from({ length: count }, () => [0, 2] as const);
const periods = (count: number) => Array.from({ length: count }, () => [4, 5] as const);

it('finds equal periods, from the picture that is held first to the last jump', () => {
  expect(run([...smooth(50), ...periods(8), ...smooth(50)])).toEqual([[49 / FPS, 89 / FPS]]);
});

it('takes a period that a small change splits for whole, wherever it is split', () => {
  const split = [[4, 5], [0, 0.4], [3, 5], [1, 0.4], [0, 0.5], [1, 5], [4, 5], [2, 0.3], [1, 5], [4, 5], [4, 5]] as const;
  expect(run([...smooth(50), ...split, ...smooth(50)])).toEqual([[49 / FPS, 84 / FPS]]);
});

it('says nothing of smooth pictures that happen to add up, of uneven stalls, or where it holds and jumps from end to end', () => {
  expect(run(smooth(200))).toEqual([]);
  expect(run([...smooth(50), [4, 5], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [4, 5], [2, 5], [4, 5], ...smooth(50)])).toEqual([]);
  expect(run(periods(60))).toEqual([]);
});
