/** The smallest rectangle around a shape, and the picture in it. */
import { describe, expect, it } from 'vitest';
import { textRegions } from './text-regions';
import { layLevel, tiltedRect, upright } from './tilted-rect';

const turned = (w: number, h: number, angle: number) => [[-w, -h], [w, -h], [w, h], [-w, h]].map(([u, v]) => ({ x: 50 + (u! * Math.cos(angle) - v! * Math.sin(angle)) / 2, y: 40 + (u! * Math.sin(angle) + v! * Math.cos(angle)) / 2 }));

describe('the smallest rectangle', () => {
  it.each([0, 0.3, -0.5, 1.2])('lies along the long side, at %f', (angle) => {
    const rect = tiltedRect(turned(30, 8, angle));
    expect([rect.cx, rect.cy, rect.along, rect.across, rect.angle]).toEqual([50, 40, 30, 8, angle].map((value) => expect.closeTo(value, 6)));
  });

  it('of one point is that point', () => {
    expect(tiltedRect([{ x: 3, y: 4 }])).toMatchObject({ cx: 3, cy: 4, along: 0, across: 0 });
    expect(upright(Math.PI)).toBeCloseTo(0);
  });

  it('lays a leaning stripe level', () => {
    const angle = 0.5;
    const luma = Uint8Array.from({ length: 100 * 80 }, (_, i) => (Math.abs(-(i % 100 - 50) * Math.sin(angle) + (Math.floor(i / 100) - 40) * Math.cos(angle)) < 2 ? 255 : 0));
    const level = layLevel({ width: 100, height: 80, luma }, { cx: 50.5, cy: 40.5, along: 40, across: 12, angle });
    expect([level.width, level.height]).toEqual([40, 12]);
    const row = (y: number): number => level.luma.subarray(y * 40, y * 40 + 40).reduce((sum, value) => sum + value, 0) / 40;
    expect(row(6)).toBeGreaterThan(200);
    expect(row(0)).toBeLessThan(10);
  });
});

it('regions of text know how they lean', () => {
  const map = Float32Array.from({ length: 120 * 100 }, (_, i) => {
    const [x, y] = [(i % 120) - 60, Math.floor(i / 120) - 50];
    return Math.abs(x * Math.cos(0.4) + y * Math.sin(0.4)) < 40 && Math.abs(-x * Math.sin(0.4) + y * Math.cos(0.4)) < 5 ? 0.9 : 0;
  });
  const [region] = textRegions(map, 120, 100);
  expect(region?.tilt.angle).toBeCloseTo(0.4, 1);
  expect(region!.tilt.across).toBeLessThan(0.6 * region!.height);
});
