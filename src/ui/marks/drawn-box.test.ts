/** Boxes come back from the turned picture as they were drawn. */
import { describe, expect, it } from 'vitest';
import { turnBox } from '../player/overlay-boxes';
import { boxBetween, nudge, toCoded } from './drawn-box';

describe('a drawn box', () => {
  it('is the same whichever corner it was begun at, and stays in the picture', () => {
    expect(boxBetween({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.25 })).toEqual({ x: 0.25, y: 0.25, w: 0.5, h: 0.25 });
    expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 3, y: -1 })).toEqual({ x: 0.5, y: 0, w: 0.5, h: 0.5 });
    expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.9 })).toBeNull();
  });

  it.each([0, 90, 180, 270] as const)('is shown at %i° where it was drawn', (rotation) => {
    const drawn = { x: 0.25, y: 0.5, w: 0.125, h: 0.25 };
    expect(turnBox(toCoded(drawn, rotation), rotation)).toEqual(drawn);
  });

  it('moves and grows by keys within the picture', () => {
    const box = { x: 0.5, y: 0.5, w: 0.5, h: 0.25 };
    expect(nudge(box, 0.1, 0, false)).toEqual(box);
    expect(nudge(box, 0, 0.5, true)).toEqual({ ...box, h: 0.5 });
  });
});
