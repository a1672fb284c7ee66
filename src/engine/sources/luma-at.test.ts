/** A place on the upright picture names the same place on the coded one, however the recording is turned. */
import { describe, expect, it } from 'vitest';
import { turnBox } from '../../ui/player/overlay-boxes';
import { codedBox } from './luma-at';

describe('a box of the upright picture', () => {
  it.each([0, 90, 180, 270] as const)('comes back to its place after %i°', (rotation) => {
    const coded = { width: 640, height: 360 };
    const upright = rotation % 180 === 90 ? { width: 360, height: 640 } : coded;
    const rect = { x: 20, y: 40, width: 120, height: 16 };
    const shown = turnBox(codedBox(rect, coded, rotation), rotation);
    expect(shown.x * upright.width).toBeCloseTo(rect.x, 6);
    expect(shown.y * upright.height).toBeCloseTo(rect.y, 6);
    expect(shown.w * upright.width).toBeCloseTo(rect.width, 6);
    expect(shown.h * upright.height).toBeCloseTo(rect.height, 6);
  });
});
