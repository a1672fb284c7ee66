/** Judgements meet the findings of a new run. */
import { describe, expect, it } from 'vitest';
import type { Finding } from './finding';
import { findingRef, matchJudgements, type Judgement } from './review';
import { us } from './time';

const finding = (id: string, startS: number, endS = startS, kind: Finding['kind'] = 'cut'): Finding => ({
  id, kind, level: 'review', startUs: us(startS * 1e6), endUs: us(endS * 1e6), confidence: 0.7, groups: ['P'],
  evidence: [{ type: 'metric', metric: 'jump', value: 2, threshold: 1, relation: '>', unit: '', atUs: us(startS * 1e6) }],
  benign: [], disproof: [], detector: 'frame/jump', supportedBy: [],
});
const judged = (of: Finding): Judgement => ({ recordingId: 'r', finding: findingRef(of), decision: 'accept', note: '', atMs: 0, actor: '' });

describe('judgements on the findings of a new run', () => {
  it('hold for the same finding', () => {
    const { byFinding, orphans } = matchJudgements([finding('a', 1)], [judged(finding('a', 1))]);
    expect(byFinding.get('a')).toMatchObject({ decision: 'accept', recheck: false });
    expect(orphans).toEqual([]);
  });

  it('follow a finding whose boundary has moved and ask to look again', () => {
    const { byFinding } = matchJudgements([finding('b', 1.2, 5)], [judged(finding('a', 1, 5))]);
    expect(byFinding.get('b')).toMatchObject({ decision: 'accept', recheck: true });
  });

  it('are kept apart when nothing like it is found any more', () => {
    const { byFinding, orphans } = matchJudgements([finding('b', 1, 1, 'freeze'), finding('c', 9)], [judged(finding('a', 1))]);
    expect(byFinding.size).toBe(0);
    expect(orphans).toHaveLength(1);
  });

  it('go to the nearest and never to one that has its own', () => {
    const present = [finding('a', 1), finding('near', 1.3), finding('far', 0.7)];
    const { byFinding } = matchJudgements(present, [judged(finding('a', 1)), judged(finding('old', 1.25))]);
    expect(byFinding.get('a')?.recheck).toBe(false);
    expect(byFinding.get('near')?.recheck).toBe(true);
    expect(byFinding.has('far')).toBe(false);
  });
});
