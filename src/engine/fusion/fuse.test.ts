/** What fusion promises a reviewer: which drafts become one finding, how high it ranks, where it lies, that ids last. */
import { describe, expect, it } from 'vitest';
import type { EvidenceGroup, FindingDraft, FindingKind } from '../../core/finding';
import { us, usFromSeconds } from '../../core/time';
import { fuse } from './fuse';

interface DraftShape extends Partial<Omit<FindingDraft, 'kind' | 'startUs' | 'endUs' | 'group'>> {}

function draft(kind: FindingKind, group: EvidenceGroup, startS: number, endS = startS, more: DraftShape = {}): FindingDraft {
  return {
    kind, group, startUs: usFromSeconds(startS), endUs: usFromSeconds(endS), llr: 2, hard: false, standsAlone: true,
    evidence: [{ type: 'metric', metric: `m-${group}`, value: 2, threshold: 1, relation: '>', unit: '', atUs: usFromSeconds(startS) }],
    benign: [], disproof: [], detector: `test/${kind}-${group}`, version: 1, ...more,
  };
}

describe('levels', () => {
  it('asks for review on one group and raises to high when an independent group agrees', () => {
    expect(fuse([draft('cut', 'P', 10)])[0]!.level).toBe('review');
    const [both, ...others] = fuse([draft('cut', 'P', 10), draft('audio-cut', 'A', 10.2)]);
    expect(others).toHaveLength(0);
    expect(both).toMatchObject({ kind: 'cut', level: 'high', groups: ['A', 'P'] });
  });

  it('never raises because one group speaks twice', () => {
    const found = fuse([draft('cut', 'P', 10), draft('cut', 'P', 10.04, 10.04, { detector: 'test/other' })]);
    expect(found).toHaveLength(1);
    expect(found[0]!.level).toBe('review');
  });

  it('takes one hard contradiction as high, whatever else is known', () => {
    expect(fuse([draft('timestamp-fault', 'T', 5, 5, { hard: true, llr: 1 })])[0]!.level).toBe('high');
  });

  it('leaves the weak as notes and caps the loud', () => {
    expect(fuse([draft('cut', 'P', 10, 10, { llr: 0.9 })])[0]!.level).toBe('note');
    const loud = fuse([draft('cut', 'P', 10, 10, { llr: 50 })])[0]!;
    expect(loud.level).toBe('review');
    expect(loud.confidence).toBeLessThan(0.99);
  });

  it('weighs a benign cause that was not ruled out against the finding', () => {
    const open = draft('cut', 'P', 10, 10, { llr: 2, benign: [{ cause: 'flash', result: 'possible' }] });
    const closed = draft('cut', 'P', 10, 10, { llr: 2, benign: [{ cause: 'flash', result: 'ruled-out' }] });
    expect(fuse([open])[0]!.confidence).toBeLessThan(fuse([closed])[0]!.confidence);
    expect(fuse([open])[0]!.level).toBe('note');
  });

  it('keeps origin apart from integrity and always a note', () => {
    const found = fuse([draft('editor-trace', 'C', 0, 60, { llr: 9, hard: true }), draft('cut', 'P', 0.1)]);
    expect(found.map((one) => [one.kind, one.level])).toEqual([['editor-trace', 'note'], ['cut', 'review']]);
  });
});

describe('support', () => {
  it('strengthens what is near and says nothing by itself', () => {
    const support = draft('audio-cut', 'A', 10.3, 10.3, { standsAlone: false });
    expect(fuse([support])).toEqual([]);
    expect(fuse([support, draft('cut', 'P', 30)])).toHaveLength(1);
    const [raised] = fuse([support, draft('cut', 'P', 10)]);
    expect(raised).toMatchObject({ level: 'high', startUs: us(10_000_000), supportedBy: ['test/audio-cut-A'] });
  });
});

describe('weak company', () => {
  it('does not make a note of one group into more by a support of the same group', () => {
    const silence = draft('audio-mute', 'A', 0, 3, { llr: 0.5 });
    expect(fuse([silence, draft('audio-cut', 'A', 3, 3, { standsAlone: false, llr: 1.7 })])[0]!.level).toBe('note');
  });

  it('does not make high of a strong group and a chance agreement', () => {
    expect(fuse([draft('insertion', 'P', 6, 11, { llr: 6 }), draft('audio-cut', 'A', 11, 11, { standsAlone: false, llr: 1 })])[0]!.level).toBe('review');
  });
});

describe('stretches and their boundaries', () => {
  it('counts the cuts at both ends of an insertion as its own', () => {
    const found = fuse([draft('cut', 'P', 10), draft('cut', 'P', 14), draft('insertion', 'P', 10, 14)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'insertion', startUs: us(10_000_000), endUs: us(14_000_000) });
  });

  it('joins a black stretch with the freeze that lies in it', () => {
    const found = fuse([draft('blank', 'P', 4.4, 7), draft('freeze', 'P', 4.8, 7)]);
    expect(found.map((one) => one.kind)).toEqual(['blank']);
  });

  it('covers all of an insertion of which only a part repeats', () => {
    const found = fuse([draft('duplicate', 'P', 3.6, 5.4, { llr: 4 }), draft('insertion', 'P', 3.6, 6)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'duplicate', endUs: us(6_000_000) });
  });

  it('names a jump of the picture at which silence begins a cut, confirmed by the sound', () => {
    const found = fuse([draft('audio-mute', 'A', 11.5, 12.5, { llr: 4 }), draft('cut', 'P', 11.5)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'cut', level: 'high', startUs: us(11_500_000), endUs: us(11_500_000) });
  });

  it('keeps a cut inside a stretch apart from it', () => {
    expect(fuse([draft('freeze', 'P', 10, 20), draft('cut', 'P', 15)])).toHaveLength(2);
  });

  it('joins a hole in time with the jump of the picture at its end', () => {
    const found = fuse([draft('timestamp-gap', 'T', 5, 7.5), draft('cut', 'P', 7.5)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'timestamp-gap', level: 'high', startUs: us(5_000_000), endUs: us(7_500_000) });
  });

  it('does not chain neighbours that are far from each other', () => {
    expect(fuse([draft('cut', 'P', 10), draft('cut', 'P', 10.45), draft('cut', 'P', 10.9)])).toHaveLength(2);
  });
});

describe('exact places', () => {
  it('takes a boundary from the packet table before the picture, from the picture before the sound', () => {
    expect(fuse([draft('cut', 'P', 10.08), draft('cut', 'B', 10), draft('audio-cut', 'A', 10.3, 10.3, { llr: 4 })])[0]!.startUs).toBe(10_000_000);
    expect(fuse([draft('insertion', 'A', 4.2, 6.6), draft('insertion', 'P', 4, 6.4)])[0]).toMatchObject({ startUs: us(4_000_000), endUs: us(6_400_000) });
  });

  it('does not let a mere support move a boundary', () => {
    expect(fuse([draft('cut', 'P', 10.08), draft('cut', 'B', 10, 10, { standsAlone: false })])[0]!.startUs).toBe(10_080_000);
  });
});

describe('evidence', () => {
  it('shows no figure of a support that stays below its own threshold', () => {
    const weak = draft('cut', 'P', 10, 10, {
      standsAlone: false,
      evidence: [{ type: 'metric', metric: 'weak', value: 0.75, threshold: 1, relation: '>', unit: '', atUs: usFromSeconds(10) }],
    });
    const [found] = fuse([weak, draft('audio-cut', 'A', 10)]);
    expect(found!.evidence.map((one) => (one.type === 'metric' ? one.metric : one.type))).toEqual(['m-A']);
  });
});

describe('a clock that jumps', () => {
  it('is the first thing told, whatever names the finding', () => {
    const atUs = usFromSeconds(10);
    const clock = draft('clock-jump', 'O', 10, 10, { evidence: [{ type: 'metric', metric: 'clock-advance', value: 4.08, threshold: 0.04, relation: '>', unit: 's', atUs }] });
    const [found] = fuse([draft('cut', 'P', 10), clock]);
    expect(found).toMatchObject({ kind: 'cut', evidence: [{ metric: 'clock-advance' }, { metric: 'm-P' }] });
  });
});

describe('identity', () => {
  const drafts = [draft('cut', 'P', 10), draft('audio-cut', 'A', 10.2), draft('freeze', 'P', 20, 25), draft('cut', 'P', 40), draft('remuxed', 'C', 0, 60)];

  it('does not depend on the order in which drafts arrive', () => {
    expect(fuse([...drafts].reverse())).toEqual(fuse(drafts));
  });

  it('survives a boundary that moves by a frame, and is unique', () => {
    const before = fuse(drafts).map((one) => one.id);
    const moved = fuse(drafts.map((one) => ({ ...one, startUs: us(one.startUs + 40_000), endUs: us(one.endUs + 40_000) }))).map((one) => one.id);
    expect(moved).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  it('shows each evidence once and of two tests of one cause the one that settles more', () => {
    const twice = draft('cut', 'P', 10, 10, { benign: [{ cause: 'flash', result: 'not-testable' }] });
    const other = { ...twice, detector: 'test/again', benign: [{ cause: 'flash', result: 'ruled-out' as const }] };
    const [found] = fuse([twice, other]);
    expect(found!.evidence).toHaveLength(1);
    expect(found!.benign).toEqual([{ cause: 'flash', result: 'ruled-out' }]);
  });
});
