/** A hold that took the place of the scene is told from a camera that merely stands still for a while. */
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorContext } from '../../detector';
import { freezeDetector } from './freeze.detector';

const FPS = 25;

/** Drafts for a recording that is given by its frame differences, luma levels. */
function draftsOf(differences: readonly number[]): FindingDraft[] {
  const run = freezeDetector.start({} as DetectorContext, {});
  const items = differences.map((difference, ordinal) => ({ ordinal, ptsUs: us((ordinal * 1e6) / FPS), key: ordinal % 50 === 0, stats: { difference } }) as FrameItem);
  return [...items.flatMap((item) => [...run.push(item)]), ...run.finish()];
}

const moving = (frames: number, difference = 2): number[] => Array.from({ length: frames }, (_, i) => difference * (1 + 0.1 * Math.sin(i)));
const held = (frames: number): number[] => new Array<number>(frames).fill(0.02);

describe('freeze', () => {
  it('stands where the scene has gone on unseen', () => {
    const [draft] = draftsOf([...moving(60), ...held(50), 18, ...moving(60)]);
    expect(draft).toMatchObject({ kind: 'freeze', standsAlone: true, startUs: us(60 * 40_000), endUs: us(110 * 40_000) });
    expect(draft.benign).toContainEqual(expect.objectContaining({ cause: 'camera-stops', result: 'ruled-out' }));
    // One hold has one length, wherever it is told.
    expect(draft.benign).toContainEqual(expect.objectContaining({ cause: 'camera-stall', value: 2 }));
  });

  it('only supports others where a camera stops and moves on', () => {
    const [draft] = draftsOf([...moving(60, 12), ...held(50), 6, 9, ...moving(60, 10)]);
    expect(draft).toMatchObject({ standsAlone: false });
    expect(draft.benign).toContainEqual(expect.objectContaining({ cause: 'camera-stops', result: 'possible' }));
  });

  it('is silent on short holds, still scenes and empty input', () => {
    expect(draftsOf([...moving(60), ...held(8), 18, ...moving(60)])).toEqual([]);
    expect(draftsOf([...moving(60, 0.2), ...held(50), ...moving(60, 0.2)])).toEqual([]);
    expect(draftsOf([])).toEqual([]);
  });
});
