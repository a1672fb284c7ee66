/** That measured ratios follow the counts: right drafts raise, drafts in quiet footage lower, and rare ones stay near the detector's own word. */
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../src/core/finding';
import { usFromSeconds } from '../../src/core/time';
import { evidenceRatio } from '../../src/engine/fusion/evidence-ratio';
import { countDrafts, evidenceTable, type LabelledClip } from './fusion-table';

const cutAt = (seconds: number, llr = 2): FindingDraft => ({
  kind: 'cut', startUs: usFromSeconds(seconds), endUs: usFromSeconds(seconds), group: 'P', llr, hard: false, standsAlone: true,
  evidence: [{ type: 'metric', metric: 'm', value: 2, threshold: 1, relation: '>', unit: '', atUs: usFromSeconds(seconds) }],
  benign: [], disproof: [], detector: 'frame/cut', version: 1,
});
const clip = (drafts: FindingDraft[], cutsAt: number[], source = 'a'): LabelledClip => ({
  file: 'x', source, durationUs: 60e6, drafts, events: cutsAt.map((at) => ({ type: 'cut', boundariesUs: [at * 1e6], accept: ['cut'] })),
});
const KEY = 'frame/cut cut fair';

describe('counts', () => {
  it('take a draft near a boundary as right once, and one far away as wrong', () => {
    const count = countDrafts([clip([cutAt(10.3), cutAt(10.4), cutAt(40)], [10, 20])]).get(KEY)!;
    expect(count).toMatchObject({ right: 1, events: 2, wrong: 1 });
    expect(count.minutes).toBeCloseTo(58 / 60);
  });

  it('leave out what speaks only where another group has spoken', () => {
    const asked = { ...cutAt(10), group: 'A' as const, standsAlone: false, detector: 'audio/room-at-place' };
    expect([...countDrafts([clip([cutAt(10), asked], [10])]).keys()]).toEqual([KEY]);
  });
});

describe('ratios', () => {
  const often = Array.from({ length: 30 }, () => clip([cutAt(10)], [10]));
  const noisy = Array.from({ length: 30 }, () => clip([5, 15, 25, 35, 45, 55].map((at) => cutAt(at)), []));

  it('rise with what was right and fall with what was wrong', () => {
    const good = evidenceTable(often);
    const bad = evidenceTable([...often, ...noisy, ...noisy]);
    expect(evidenceRatio(cutAt(5), good)).toBeGreaterThan(2.5);
    expect(evidenceRatio(cutAt(5), bad)).toBeLessThan(1);
  });

  it('leave the detector its own word where little was seen', () => {
    expect(evidenceRatio(cutAt(5), {})).toBe(2);
    const little = evidenceTable([clip([cutAt(10)], [10])]);
    expect(Math.abs(evidenceRatio(cutAt(5), little) - 2)).toBeLessThan(0.6);
  });
});
