/** Blank stretches that were cut in are told from lenses that something covers. */
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorContext } from '../../detector';
import { blankDetector } from './blank.detector';

/** Drafts for pictures of these deviations in luma, 40 ms each. */
function draftsOf(deviations: readonly number[]): FindingDraft[] {
  const run = blankDetector.start({} as DetectorContext, {});
  const items = deviations.map((deviation, ordinal) => ({ ordinal, ptsUs: us(ordinal * 40_000), stats: { deviation } }) as unknown as FrameItem);
  return [...items.flatMap((item) => [...run.push(item)]), ...run.finish()];
}
const shows = (count: number): number[] => Array.from({ length: count }, () => 40);
const blank = (count: number): number[] => Array.from({ length: count }, () => 0.5);

describe('blank stretches', () => {
  it('that begin and end between two pictures speak strongly, with their exact ends', () => {
    const [draft, ...more] = draftsOf([...shows(50), ...blank(25), ...shows(50)]);
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'blank', startUs: 2_000_000, endUs: 3_000_000, llr: 4 });
    expect(draft!.benign).toContainEqual(expect.objectContaining({ cause: 'occlusion', result: 'ruled-out' }));
  });

  it('that something moves over the lens are only noted', () => {
    const [draft] = draftsOf([...shows(50), 34, 27, 19, 10, 4, ...blank(25), 4, 11, 20, 30, ...shows(50)]);
    expect(draft!.llr).toBeLessThan(1.5);
    expect(draft!.benign).toContainEqual(expect.objectContaining({ cause: 'occlusion', result: 'possible' }));
  });

  it('one sharp end is enough to ask for a look', () => {
    expect(draftsOf([...shows(50), ...blank(25), 4, 11, 20, 30, ...shows(50)])[0]).toMatchObject({ llr: 4 });
  });

  it('that follow each other closely are told one by one', () => {
    expect(draftsOf([...shows(50), ...blank(25), ...shows(4), ...blank(25), ...shows(50)])).toHaveLength(2);
  });
});
