/** A flash over a pan: what goes on behind it at its own pace is one motion, what is elsewhere after it was cut. */
import { expect, it } from 'vitest';
import { panDrafts, walk } from '../../testing/drawn-pan';
import { cutDetector } from './cut.detector';

const FLASH = [60, 64] as const;
const light = (picture: number): number => (picture >= FLASH[0] && picture < FLASH[1] ? 70 : 0);

it('says nothing of a flash behind which the pan goes on', () => {
  expect(panDrafts({ steps: walk(140, 2), light }, [cutDetector])).toEqual([]);
});

it('tells a cut under a flash by where the pan is after it', () => {
  const steps = walk(140, 2);
  steps[61] = 150;
  const told = panDrafts({ steps, light }, [cutDetector]);
  expect(told).toHaveLength(1);
  expect(told[0]!.from).toBeGreaterThanOrEqual(FLASH[0]);
  expect(told[0]!.from).toBeLessThanOrEqual(FLASH[1]);
});
