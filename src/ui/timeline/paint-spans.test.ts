/** Where labels of the findings lane stand. */
import { expect, it } from 'vitest';
import { labelLeft } from './paint-spans';

it('a label stands right of its mark, at the right edge left of it, so that it is never cut', () => {
  expect(labelLeft(100, 40, 800)).toBeGreaterThan(100);
  const atEdge = labelLeft(798, 40, 800);
  expect(atEdge + 40).toBeLessThan(798);
  expect(labelLeft(10, 40, 20)).toBeGreaterThan(10);
});
