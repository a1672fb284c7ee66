/** Neighbours that miss each other by their names are told, with what inside the earlier one may explain it. */
import { expect, it } from 'vitest';
import type { Evidence, Finding } from '../finding';
import { matchJudgements } from '../review';
import { us } from '../time';
import { namedNeighbours, neighbourWords, type NamedRecording } from './neighbours';

const AT = Date.UTC(2026, 2, 1, 9, 10) / 1000;
const file = (number: string, fromS: number, durationS: number): NamedRecording => ({ id: number, name: `DEV1_2026030109${10 + Math.floor(fromS / 60)}${String(fromS % 60).padStart(2, '0')}_${number}.mp4`, startS: AT + fromS, endS: AT + fromS + durationS });
const finding = (detector: string, kind: Finding['kind'], evidence: Evidence): Finding => ({
  id: detector, kind, level: 'review', startUs: us(0), endUs: us(0), confidence: 0.8, groups: ['O'], evidence: [evidence], benign: [], disproof: [], detector, supportedBy: [],
});
const step = (value: number): Evidence => ({ type: 'metric', metric: 'clock-step', value, threshold: 0.9, relation: '>', unit: 's', atUs: us(0) });
const files = [file('0002', 17, 15), file('0003', 36, 19), file('0004', 51, 9)];
const told = (of: Readonly<Record<string, readonly Finding[]>>) => namedNeighbours(files, Object.entries(of).map(([recordingId, findings]) => ({ recordingId, findings, judged: matchJudgements(findings, []) })), 2);

it('a gap and an overlap are told with both names and clock times', () => {
  expect(told({}).map(({ gapS, by, isFound }) => [gapS, by, isFound])).toEqual([[4, 'nothing', false], [-4, 'nothing', false]]);
  expect(told({}).map(neighbourWords)).toMatchObject([
    { says: 'neighbours-gap-nothing', values: { before: files[0]!.name, end: '09:10:32', after: files[1]!.name, start: '09:10:36', seconds: 4 } },
    { says: 'neighbours-overlap-nothing', values: { end: '09:10:55', start: '09:10:51', seconds: 4 } },
  ]);
});

it('what the clock inside accounts for, and what only may have changed the length, is said', () => {
  const found = told({ '0002': [finding('clock/jump', 'clock-jump', step(4.2))], '0003': [finding('frame/insertion', 'insertion', step(9)), finding('case/sequence', 'segment-overlap', step(0))] });
  expect(found.map(({ by, isFound, courseS }) => [by, isFound, courseS])).toEqual([['clock', false, 4.2], ['inside', true, 9]]);
});

it('within what is allowed, of several recorders, or without a time in the name nothing is told', () => {
  expect(namedNeighbours(files, [], 5)).toEqual([]);
  expect(namedNeighbours([files[0]!, { ...file('0003', 36, 19), name: 'OTHER_20260301091036_0003.mp4' }, { id: 'x', name: 'clip.mp4', startS: null, endS: null }], [], 2)).toEqual([]);
});
