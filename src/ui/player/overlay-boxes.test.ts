/** Boxes lie where the evidence says, also on turned pictures, and only while their moment is on screen. */
import { expect, it } from 'vitest';
import type { Finding } from '../../core/finding';
import { us } from '../../core/time';
import { freeCorner, findingsAt, overlayBoxes, turnBox } from './overlay-boxes';

const base: Finding = {
  id: 'x', kind: 'cut', level: 'high', startUs: us(5e6), endUs: us(5e6), confidence: 1, groups: ['P'], benign: [], disproof: [], detector: 'd', supportedBy: [],
  evidence: [{ type: 'frames', frames: [{ role: 'before', ptsUs: us(4.96e6), ordinal: 124 }], box: { x: 0.1, y: 0.2, w: 0.3, h: 0.1 } }],
};

it('shows a box near its frame and not elsewhere', () => {
  expect(overlayBoxes([base], 5e6, 0)).toHaveLength(1);
  expect(overlayBoxes([base], 9e6, 0)).toHaveLength(0);
});

it('turns boxes with the picture: a quarter turn four times is none', () => {
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.1 };
  let turned = box;
  for (let i = 0; i < 4; i++) turned = turnBox(turned, 90);
  for (const key of ['x', 'y', 'w', 'h'] as const) expect(turned[key]).toBeCloseTo(box[key]);
  const half = turnBox(turnBox(box, 90), 90);
  expect(half.x).toBeCloseTo(turnBox(box, 180).x);
  expect(turnBox(turnBox(box, 90), 270).y).toBeCloseTo(box.y);
});

it('names only findings that have a place in time', () => {
  expect(findingsAt([base, { ...base, id: 'y', kind: 'remuxed', startUs: us(0), endUs: us(60e6) }], 5e6).map((one) => one.id)).toEqual(['x']);
});

it('the names of findings stand in a corner without a clock', () => {
  expect(freeCorner([])).toBe('bottom-left');
  expect(freeCorner([{ x: 0.55, y: 0.02, w: 0.4, h: 0.05 }, { x: 0.6, y: 0.92, w: 0.35, h: 0.05 }])).toBe('bottom-left');
  expect(freeCorner([{ x: 0.02, y: 0.9, w: 0.4, h: 0.05 }])).toBe('top-left');
  expect(freeCorner([{ x: 0.02, y: 0.9, w: 0.4, h: 0.05 }, { x: 0.02, y: 0.02, w: 0.4, h: 0.05 }])).toBe('bottom-right');
});
