/** Labels of narrow marks stand beside them and over nobody else. */
import { expect, it } from 'vitest';
import { placeLabel } from './label-place';

it('a label stands right of its mark, at the right edge left of it, so that it is never cut there', () => {
  expect(placeLabel(100, 5, 40, 800, 0, Infinity)).toEqual({ x: 109, widthPx: 40 });
  expect(placeLabel(798, 5, 40, 800, 0, Infinity)).toEqual({ x: 749, widthPx: 40 });
});

it('it is cut where the next mark begins, and left out where nothing of it could be read', () => {
  expect(placeLabel(100, 5, 80, 800, 0, 150)).toEqual({ x: 109, widthPx: 37 });
  expect(placeLabel(100, 5, 80, 800, 0, 130)).toBeNull();
});

it('it does not go left over what stands there', () => {
  expect(placeLabel(798, 5, 40, 800, 760, Infinity)).toBeNull();
  expect(placeLabel(10, 5, 40, 20, 0, Infinity)).toBeNull();
});
