/** Typed words take the time since the line before them. */
import { expect, it } from 'vitest';
import { us } from '../time';
import { typedSpan } from './typed-span';
import type { Utterance } from './utterance';

const line = (startS: number, endS: number): Utterance => ({ id: `${startS}`, recordingId: 'r', speaker: 'officer', source: 'typed', text: 'x', startUs: us(startS * 1e6), endUs: us(endS * 1e6) });

it('runs from the line before to where writing began', () => {
  expect(typedSpan([line(0, 4), line(4, 9)], us(7e6), us(0))).toEqual({ startUs: 4e6, endUs: 7e6 });
});

it('never reaches further back than a person remembers, nor before the recording', () => {
  expect(typedSpan([], us(100e6), us(0))).toEqual({ startUs: 88e6, endUs: 100e6 });
  expect(typedSpan([], us(3e6), us(1e6))).toEqual({ startUs: 1e6, endUs: 3e6 });
  expect(typedSpan([], us(0), us(0))).toEqual({ startUs: 0, endUs: 200_000 });
});
