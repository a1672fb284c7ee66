/** Pictures that run backwards are told from motion that turns round by itself and from scenes that merely move alike. */
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { CELLS_X, CELLS_Y } from '../../signal/picture-kernels';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorContext } from '../../detector';
import { reversalDetector } from './reversal.detector';

const FPS = 25;

/** Cells of a wall at a moment of the scene's time: a drifting camera and something that crosses. */
function cellsAt(scene: number, noise: number): Uint16Array {
  const hash = (n: number): number => {
    const x = Math.sin(n * 127.1) * 43758.5453;
    return x - Math.floor(x);
  };
  const left = 3 * scene + 0.8 * Math.sin(2.1 * scene);
  return Uint16Array.from({ length: CELLS_X * CELLS_Y }, (_, at) => {
    const [x, y] = [(at % CELLS_X) + left, Math.floor(at / CELLS_X)];
    const [column, share] = [Math.floor(x), x - Math.floor(x)];
    const wall = hash(column * 31 + y) * (1 - share) + hash((column + 1) * 31 + y) * share;
    const disc = Math.hypot((at % CELLS_X) - 8 - 7 * Math.sin(0.7 * scene + 1), y - 4) < 2 ? -0.3 : 0;
    return Math.round(16 * (120 + 60 * (wall + disc) + 0.5 * (hash(at + noise * 977) - 0.5)));
  });
}

/** Drafts for a recording given by the moments of the scene that its pictures show. */
function draftsOf(moments: readonly number[]): FindingDraft[] {
  const run = reversalDetector.start({} as DetectorContext, {});
  const items = moments.map((scene, ordinal) => ({ ordinal, ptsUs: us((ordinal * 1e6) / FPS), key: ordinal % 50 === 0, cells: cellsAt(scene, ordinal), distinct: {} }) as unknown as FrameItem);
  return [...items.flatMap((item) => [...run.push(item)]), ...run.finish()];
}

const forth = (fromS: number, toS: number): number[] => Array.from({ length: Math.round((toS - fromS) * FPS) }, (_, i) => fromS + i / FPS);
const back = (fromS: number, toS: number): number[] => forth(toS, fromS).reverse();

describe('reversal', () => {
  it('finds a stretch that runs backwards, with the stretch that it mirrors', () => {
    const drafts = draftsOf([...forth(0, 6), ...back(5, 2), ...forth(10, 14)]);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({ kind: 'duplicate', standsAlone: true });
    expect(drafts[0]!.startUs / 1e6).toBeCloseTo(6, 0);
    expect(drafts[0]!.endUs / 1e6).toBeCloseTo(9, 0);
    const frames = drafts[0]!.evidence.find((one) => one.type === 'frames');
    expect(frames?.type === 'frames' && frames.frames.filter((one) => one.role === 'source').map((one) => Math.round(one.ptsUs / 1e6))).toEqual([5, 2]);
  });

  it('finds each way back of a loop that runs to and fro, which turns at full speed', () => {
    const found = draftsOf([...forth(0, 4), ...back(4, 0), ...forth(0, 4), ...back(4, 0)]).filter((draft) => draft.standsAlone);
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(found[0]!.benign).toContainEqual(expect.objectContaining({ cause: 'motion-turns-round', result: 'ruled-out' }));
  });

  it('only supports others where the motion slows down, turns and comes back', () => {
    const swing = Array.from({ length: 200 }, (_, i) => 6 - ((i - 100) / 40) ** 2);
    for (const draft of draftsOf(swing)) expect(draft).toMatchObject({ standsAlone: false });
  });

  it('is silent on a repeat that runs forwards, on a scene that goes on, and on empty input', () => {
    expect(draftsOf([...forth(0, 6), ...forth(2, 5)])).toEqual([]);
    expect(draftsOf(forth(0, 20))).toEqual([]);
    expect(draftsOf([])).toEqual([]);
  });
});
