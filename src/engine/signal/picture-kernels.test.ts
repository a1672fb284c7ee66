/** The SIMD kernels against plain references: statistics, motion of a shifted picture, predicted residuals, snapshots. */
import { describe, expect, it } from 'vitest';
import { CELLS_X, CELLS_Y, PictureKernels } from './picture-kernels';

/** A smooth pattern, so that a shift by whole half-resolution pixels is exact. */
function picture(width: number, height: number, shiftX: number, shiftY: number): Uint16Array {
  const out = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x - shiftX;
      const v = y - shiftY;
      out[y * width + x] = Math.round(16 * (128 + 40 * Math.sin(u / 9 + v / 31) + 30 * Math.cos(v / 7 - u / 23) + 20 * Math.sin((u * v) / 900)));
    }
  }
  return out;
}

describe.each([[320, 180], [180, 320], [320, 136], [242, 320]])('picture kernels at %i×%i', (width, height) => {
  it('measures statistics and cell means as a plain loop does', () => {
    const kernels = new PictureKernels(width, height, 4);
    const a = picture(width, height, 0, 0);
    const b = picture(width, height, 3, 1);
    kernels.measure(a);
    const stats = kernels.measure(b);
    const mean = b.reduce((sum, v) => sum + v, 0) / b.length;
    expect(stats.mean).toBeCloseTo(mean / 16, 6);
    expect(stats.deviation).toBeCloseTo(Math.sqrt(b.reduce((sum, v) => sum + (v - mean) ** 2, 0) / b.length) / 16, 4);
    expect(stats.difference).toBeCloseTo(b.reduce((sum, v, i) => sum + Math.abs(v - a[i]), 0) / b.length / 16, 6);
    expect(stats.movedShare).toBeCloseTo(b.reduce((sum, v, i) => sum + (Math.abs(v - a[i]) > 24 ? 1 : 0), 0) / b.length, 6);
    const grid = kernels.grid();
    const x1 = Math.floor(width / CELLS_X);
    const y1 = Math.floor(height / CELLS_Y);
    let cell = 0;
    for (let y = 0; y < y1; y++) for (let x = 0; x < x1; x++) cell += b[y * width + x];
    expect(Math.abs(grid[0] - cell / (x1 * y1))).toBeLessThanOrEqual(0.5);
  });

  it('finds a shift, and no other explains it as well', () => {
    const kernels = new PictureKernels(width, height, 4);
    kernels.measure(picture(width, height, 0, 0));
    kernels.keep();
    kernels.measure(picture(width, height, 12, -8));
    kernels.keep();
    const field = kernels.match(1, 0);
    const middle = Math.floor(kernels.blocksY / 2) * kernels.blocksX + Math.floor(kernels.blocksX / 2);
    // the picture moved by (12, −8) at full size: the block comes from (−6, +4) at half size
    expect(field.vx[middle]).toBeCloseTo(-6, 0);
    expect(field.vy[middle]).toBeCloseTo(4, 0);
    expect(field.residual[middle]).toBeLessThan(0.3);
    expect(field.still[middle]).toBeGreaterThan(5 * field.residual[middle]);
    expect(kernels.predicted(1, 0, [field])[middle]).toBeLessThanOrEqual(field.residual[middle] + 1e-6);
    expect(kernels.predicted(1, 0, [{ vx: new Float32Array(kernels.blocks), vy: new Float32Array(kernels.blocks) }])[middle]).toBeGreaterThan(field.residual[middle]);
  });

  it('compares a picture with a snapshot as with the ring', () => {
    const kernels = new PictureKernels(width, height, 2);
    kernels.measure(picture(width, height, 0, 0));
    kernels.keep();
    kernels.measure(picture(width, height, 4, 2));
    kernels.keep();
    const direct = kernels.match(1, 0);
    const snapshot = kernels.snapshot(0);
    expect(kernels.matchSnapshot(1, snapshot)).toEqual(direct);
    kernels.measure(picture(width, height, 8, 4));
    kernels.keep();
    expect(kernels.has(0)).toBe(false);
    expect(kernels.has(2)).toBe(true);
  });

  it('sees change beyond noise, in the cell where it is', () => {
    const kernels = new PictureKernels(width, height, 4);
    const before = picture(width, height, 0, 0);
    const noisy = before.map((v, i) => v + ((i * 7919) % 17));
    const after = noisy.slice();
    for (let y = 34; y < 46; y++) for (let x = 34; x < 46; x++) after[y * width + x] += 800;
    for (const one of [before, noisy, after]) { kernels.measure(one); kernels.keep(); }
    expect(Math.max(...kernels.cellDifferences(1, 0))).toBe(0);
    const cells = kernels.cellDifferences(2, 0);
    const columns = Math.floor((width >> 1) / 8);
    expect(cells).toHaveLength(columns * Math.floor((height >> 1) / 8));
    expect(cells.indexOf(Math.max(...cells))).toBe(2 * columns + 2);
    expect(cells[cells.length - 1]).toBe(0);
  });
});
