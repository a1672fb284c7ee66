/** A break is told from motion by how change grows with distance. */
import { describe, expect, it } from 'vitest';
import { breakShape, NO_SHAPE, type LagChange } from './lag-change';

const CELLS = 40;
/** Change of all cells at one, two and three pictures apart. */
const lags = (one: number, two: number, three: number): LagChange => [one, two, three].map((v) => new Float32Array(CELLS).fill(v)) as unknown as LagChange;
const smooth = lags(1, 2, 3);

describe('breakShape', () => {
  it('is flat where all pairs that cross differ alike', () => {
    const shape = breakShape(lags(6, 6, 6), [smooth, smooth], [lags(1, 6, 6), lags(1, 2, 6)]);
    expect(shape.twoApart).toBeCloseTo(0, 5);
    expect(shape.threeApart).toBeCloseTo(0, 5);
    expect(shape.together).toBeGreaterThan(1);
  });

  it('falls where change grows with distance', () => {
    const shape = breakShape(smooth, [smooth, smooth], [smooth, smooth]);
    expect(shape.twoApart).toBeLessThan(-0.5);
    expect(shape.threeApart).toBeLessThan(-0.9);
    expect(shape.together).toBeLessThan(0);
  });

  it('asks for more than two cells', () => {
    const one = new Float32Array(CELLS);
    one[3] = 6;
    const alone: LagChange = [one, one, one];
    const still = lags(0, 0, 0);
    const shape = breakShape(alone, [still, still], [[still[0], one, one], [still[0], still[1], one]]);
    expect(shape.together).toBeLessThan(0.7);
  });

  it('says nothing at the ends of a recording', () => {
    expect(breakShape([null, null, null], [], [])).toEqual(NO_SHAPE);
    expect(breakShape(smooth, [smooth, [null, null, null]], [smooth, smooth])).toEqual(NO_SHAPE);
  });
});
