import { describe, expect, it } from 'vitest';
import { caseSequence, clockCourseS, DEFAULT_TOLERANCE_S, type SequenceInput } from './case-sequence';
import type { Evidence, Finding } from './finding';
import type { MediaSummary } from './recording';
import type { SegmentEnds } from './segment-ends';
import { us } from './time';

const recording = (fileName: string, seconds: number, alarmed = false, ends: SegmentEnds | null = null, clockCourse: number | null = null): SequenceInput => ({
  id: fileName, fileName, alarmed, ends, clockCourseS: clockCourse,
  summary: { fileName, sizeBytes: 1, container: 'mp4', index: 'boxes', durationUs: us(seconds * 1e6), startUs: us(0), video: null, audio: null, containerTime: null } satisfies MediaSummary,
});
const run = (...inputs: SequenceInput[]) => caseSequence(inputs, DEFAULT_TOLERANCE_S);
const name = (time: string, number: string) => `210011_0001234_20170316${time}_${number}.mp4`;

describe('case sequence', () => {
  it('has nothing to say of segments that follow each other, whatever their order in the list', () => {
    const { findings, gaps, placed } = run(recording(name('124827', '0003'), 15), recording(name('124757', '0001'), 15.04), recording(name('124812', '0002'), 15));
    expect([...findings]).toEqual([]);
    expect(gaps).toEqual([]);
    expect(placed.map((one) => one.number)).toEqual(['0001', '0002', '0003']);
  });

  it('names the number that is missing and the time with it, at the end of the recording before', () => {
    const before = name('124812', '0002');
    const { findings, gaps } = run(recording(before, 15), recording(name('124842', '0004'), 15));
    expect(gaps).toMatchObject([{ afterId: before, missing: ['0003'], kind: 'gap' }]);
    expect(findings.get(before)).toMatchObject([{ kind: 'segment-missing', level: 'review', startUs: 15_000_000, groups: ['X'] }]);
    expect(findings.get(before)![0]!.evidence).toContainEqual(expect.objectContaining({ metric: 'segment-gap', value: 15 }));
  });

  it('reports two recordings of one recorder at one time, not those of two', () => {
    expect([...run(recording(name('124757', '0001'), 30), recording(name('124812', '0002'), 15)).findings.values()].flat()).toMatchObject([{ kind: 'segment-overlap', level: 'review' }]);
    expect(run(recording('a_20170316124757_0001.mp4', 30), recording('b_20170316124812_0001.mp4', 15)).findings.size).toBe(0);
  });

  it('holds a pause between numbered neighbours for a note, and tells a long run of numbers as a range', () => {
    expect([...run(recording(name('124757', '0001'), 15), recording(name('134757', '0002'), 15)).findings.values()].flat()).toMatchObject([{ level: 'note' }]);
    expect(run(recording(name('124757', '0001'), 15), recording(name('134757', '0040'), 15)).gaps[0]!.missing).toEqual(['0002–0039']);
  });

  it('tells a difference that what was found inside may explain, and draws no gap from a duration that is doubtful', () => {
    const { findings, gaps } = run(recording(name('124757', '0001'), 11, true), recording(name('124812', '0002'), 15));
    expect(gaps).toEqual([]);
    expect([...findings.values()].flat()).toMatchObject([{ level: 'note' }]);
    expect([...findings.values()].flat()[0]!.benign).toContainEqual({ cause: 'length-changed-inside', result: 'possible' });
  });

  it('lets the on-screen clock tell where a recording ends that was cut or lengthened inside', () => {
    const cut = recording(name('124757', '0001'), 10.9, true, null, 4.1);
    const { placed, gaps, findings } = run(cut, recording(name('124812', '0002'), 15));
    expect([gaps, findings.size, placed[0]!.endBy]).toEqual([[], 0, 'clock']);
    expect(placed[0]!.endS - placed[0]!.startS).toBeCloseTo(15, 5);
    expect(run(recording(name('124757', '0001'), 18, true, null, -3), recording(name('124812', '0002'), 15)).gaps).toEqual([]);
    // With the clock known, a pause behind a recording that was cut is told.
    expect(run(cut, recording(name('124832', '0002'), 15)).gaps).toMatchObject([{ kind: 'gap' }]);
  });

  it('reads the course of the clock from its jumps, and from a stretch behind which it goes on', () => {
    const jump = (value: number, metric = 'clock-step'): Evidence => ({ type: 'metric', metric, value, threshold: 0.9, relation: '>', unit: 's', atUs: us(0) });
    const resumes: Evidence = { type: 'metric', metric: 'clock-resumes', value: 0.1, threshold: 0.25, relation: '<', unit: 's', atUs: us(0) };
    const found = (...evidence: [Evidence, ...Evidence[]]): Finding => ({ id: 'f', kind: 'insertion', level: 'high', startUs: us(2e6), endUs: us(5e6), confidence: 1, groups: ['O'], evidence, benign: [], disproof: [], detector: 'x', supportedBy: [] });
    expect(clockCourseS([found(jump(6175), jump(-6178), resumes)])).toBeCloseTo(-3);
    expect(clockCourseS([found(resumes)])).toBe(-3);
    expect(clockCourseS([found(jump(1, 'picture-change'))])).toBeNull();
  });

  it('tells the missing time and a place that can be shown: the last picture', () => {
    const video = { codec: 'avc', codecString: '', width: 1, height: 1, rotation: 0, timescale: 1, packetCount: 376, averageFps: 25 } as const;
    const before = recording(name('124812', '0002'), 15.04);
    const [found] = [...run({ ...before, summary: { ...before.summary, video } }, recording(name('124842', '0004'), 15)).findings.values()].flat();
    expect(found!.startUs).toBe(15_000_000);
    expect(found!.evidence).toContainEqual({ type: 'text', label: 'missing-time', text: '12:48:27–12:48:42' });
  });

  it('leaves out copies and names without a time', () => {
    const copy = { ...recording(name('124757', '0001'), 15), id: 'copy' };
    expect(run(recording(name('124757', '0001'), 15), copy).findings.size).toBe(0);
    expect(run(recording('a.mp4', 15), recording('b.mp4', 15)).placed).toEqual([]);
  });

  it('says that contents join where the end of one is the start of the next, whatever the names tell', () => {
    const sizes = (from: number) => Array.from({ length: 100 }, (_, i) => 1000 + (((from + i) ** 2 * 7919) % 6131));
    const end = (from: number) => ({ videoSizes: sizes(from), audioSizes: [], loudness: [], parameterSets: 'a' });
    const ends = (head: number, tail: number): SegmentEnds => ({ head: end(head), tail: end(tail), videoStepS: 0.04, audioStepS: 0, lengthS: 15 });
    const two = (head: number) => run(recording(name('124757', '0001'), 15, false, ends(0, 500)), recording(name('124842', '0003'), 15, false, ends(head, 900)));
    const [joined] = [...two(550).findings.values()].flat();
    expect(joined).toMatchObject({ kind: 'segment-overlap', level: 'note' });
    expect(joined!.evidence[0]).toMatchObject({ metric: 'shared-seconds', value: 2 });
    expect(joined!.benign).toContainEqual({ cause: 'contents-join', result: 'possible', value: 2, unit: 's' });
    expect(joined!.benign).toContainEqual({ cause: 'another-recorder', result: 'ruled-out' });
    const [apart] = [...two(3000).findings.values()].flat();
    expect(apart).toMatchObject({ kind: 'segment-missing', level: 'review' });
    expect(apart!.benign).toContainEqual({ cause: 'contents-join', result: 'ruled-out' });
  });
});
