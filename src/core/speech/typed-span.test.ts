/** Typed words take the time since the line before them. */
import { expect, it } from 'vitest';
import { us } from '../time';
import { typedSpan } from './typed-span';
import type { Utterance } from './utterance';

const line = (startS: number, endS: number): Utterance => ({ id: `${startS}`, recordingId: 'r', speaker: 'officer', source: 'typed', text: 'x', startUs: us(startS * 1e6), endUs: us(endS * 1e6) });

const LONG = 'x'.repeat(60);

it('runs from the line before to where writing began', () => {
  expect(typedSpan([line(0, 4), line(4, 9)], LONG, us(7e6), us(0))).toEqual({ startUs: 4e6, endUs: 7e6 });
});

it('never reaches further back than a person remembers, nor before the recording', () => {
  expect(typedSpan([], LONG, us(100e6), us(0))).toEqual({ startUs: 88e6, endUs: 100e6 });
  expect(typedSpan([], LONG, us(3e6), us(1e6))).toEqual({ startUs: 1e6, endUs: 3e6 });
  expect(typedSpan([], LONG, us(0), us(0))).toEqual({ startUs: 0, endUs: 200_000 });
});

it('is no longer than saying the words takes', () => {
  expect(typedSpan([], 'x'.repeat(10), us(30e6), us(0))).toEqual({ startUs: 25e6, endUs: 30e6 });
});
