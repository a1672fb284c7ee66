/** What a reader sees of benign causes: each once, with the deciding result, and every figure with its unit. */
import { describe, expect, it } from 'vitest';
import { benignCauses, besideCauses } from './benign-causes';

describe('benign causes', () => {
  it('tested under two names stand once, with the result that decides and both figures', () => {
    const causes = benignCauses([
      { cause: 'still-scene', result: 'possible', value: 2, unit: 's' },
      { cause: 'flash', result: 'not-testable' },
      { cause: 'natural-stillness', result: 'ruled-out', value: 1.4, threshold: 1, unit: 'luma' },
    ]);
    expect(causes.map(({ cause, result, figures }) => [cause, result, figures.map(({ value }) => value)])).toEqual([
      ['natural-stillness', 'ruled-out', [1.4, 2]], ['flash', 'not-testable', []],
    ]);
  });

  it('leave out what would not make the finding harmless: it is told beside them', () => {
    const tests = [{ cause: 'sound-goes-on', result: 'possible', value: 0.4 }, { cause: 'picture-stands-too', result: 'not-testable' }, { cause: 'flash', result: 'possible' }] as const;
    expect(benignCauses(tests).map(({ cause }) => cause)).toEqual(['flash']);
    expect(besideCauses(tests).map(({ cause, unit }) => [cause, unit])).toEqual([['sound-goes-on', 'ratio']]);
  });

  it('show the same figure once', () => {
    const test = { cause: 'dropped-pictures', result: 'ruled-out', value: 50, unit: 'frames' } as const;
    expect(benignCauses([test, test])[0]?.figures).toHaveLength(1);
  });

  it('have a unit for every figure that a detector gives bare', () => {
    const units = (['noise-gate', 'dropped-pictures', 'keyframe-pulse', 'transmission-loss', 'passing-object'] as const)
      .map((cause) => benignCauses([{ cause, result: 'ruled-out', value: 2, unit: '' }])[0]?.figures[0]?.unit);
    expect(units).toEqual(['times', 'frames', 'times', 'places', 'share']);
  });
});
