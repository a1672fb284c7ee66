/** Single characters above each other are one column; lines above each other stay lines. */
import { expect, it } from 'vitest';
import type { TextRegion } from '../ocr/text-regions';
import { joinColumns } from './join-columns';

const region = (x: number, y: number, width: number, height: number): TextRegion => ({ x, y, width, height, score01: 0.9, tilt: { cx: x + width / 2, cy: y + height / 2, along: width, across: height, angle: 0 } });

it('joins what stands above each other and leaves the rest', () => {
  const joined = joinColumns([region(100, 160, 38, 40), region(100, 100, 40, 40), region(103, 218, 40, 42), region(300, 100, 40, 40), region(100, 420, 40, 40)]);
  expect(joined.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([[100, 100, 43, 160], [300, 100, 40, 40], [100, 420, 40, 40]]);
  expect(joined[0]!.tilt.angle).toBeCloseTo(Math.PI / 2);
});

it('leaves lines alone', () => {
  const lines = [region(100, 100, 200, 40), region(100, 145, 200, 40)];
  expect(joinColumns(lines)).toEqual(lines);
});

it('leaves leaning lines alone, whose level boxes are as high as they are wide', () => {
  const leaning = (y: number): TextRegion => ({ x: 100, y, width: 160, height: 160, score01: 0.9, tilt: { cx: 180, cy: y + 80, along: 190, across: 40, angle: Math.PI / 4 } });
  expect(joinColumns([leaning(100), leaning(160)])).toHaveLength(2);
});
