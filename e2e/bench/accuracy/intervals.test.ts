import { describe, expect, it } from 'vitest';
import { cameraInterval, clean, found, rateRows, type ScoredClip } from './intervals';

const clip = (over: Partial<ScoredClip>): ScoredClip => ({ source: 'a', kind: 'cut', motion: 'walk', genuine: false, boundaries: 1, hit: 1, wrong: 0, ...over });

describe('rates of a scored corpus', () => {
  it('counts boundaries found over all clips, and clean clips over genuine ones only', () => {
    const clips = [clip({ boundaries: 2, hit: 1 }), clip({ wrong: 3 }), clip({ genuine: true, boundaries: 0, hit: 0 }), clip({ genuine: true, boundaries: 0, hit: 0, wrong: 1 })];
    expect(found(clips)).toEqual({ top: 2, of: 3 });
    expect(clean(clips)).toEqual({ top: 1, of: 2 });
  });

  it('gives one row a kind and one for all', () => {
    const rows = rateRows([clip({ kind: 'freeze', boundaries: 2, hit: 2 }), clip({ kind: 'cut', hit: 0 })], (one) => one.kind);
    expect(rows.map((one) => [one.name, one.found.top, one.found.of])).toEqual([['cut', 0, 1], ['freeze', 2, 2], ['all', 2, 3]]);
  });
});

describe('the interval over cameras', () => {
  it('is absent for one camera, which says nothing of others', () => {
    expect(cameraInterval([clip({}), clip({ hit: 0 })], found)).toBeNull();
  });

  it('is wide when whole cameras fail, however many clips each has', () => {
    const cameras = ['a', 'b', 'c', 'd'].flatMap((source) => Array.from({ length: 50 }, () => clip({ source, hit: source < 'c' ? 1 : 0 })));
    const interval = cameraInterval(cameras, found)!;
    expect(interval.low01).toBeLessThanOrEqual(0.05);
    expect(interval.high01).toBeGreaterThanOrEqual(0.95);
  });

  it('is narrow when every camera does alike', () => {
    const cameras = ['a', 'b', 'c', 'd'].flatMap((source) => [clip({ source }), clip({ source, hit: 0 })]);
    expect(cameraInterval(cameras, found)).toEqual({ low01: 0.5, high01: 0.5 });
  });

  it('does not promise a hundred percent because few cameras were perfect', () => {
    const perfect = ['a', 'b', 'c'].flatMap((source) => [clip({ source }), clip({ source })]);
    const interval = cameraInterval(perfect, found)!;
    expect(interval.high01).toBe(1);
    expect(interval.low01).toBeCloseTo(0.292, 3);
    expect(cameraInterval(perfect.map((one) => ({ ...one, hit: 0 })), found)!.high01).toBeCloseTo(0.708, 3);
  });

  it('is the same on every run', () => {
    const clips = ['a', 'b', 'c'].map((source, i) => clip({ source, hit: i % 2 }));
    expect(cameraInterval(clips, found, 7)).toEqual(cameraInterval(clips, found, 7));
  });

  it('does not count cameras that have nothing of the kind', () => {
    expect(cameraInterval([clip({}), clip({ source: 'b', genuine: true, boundaries: 0, hit: 0 })], found)).toBeNull();
  });
});
