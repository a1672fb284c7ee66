/** Only voice without words is listened to, in stretches that fit the window. */
import { describe, expect, it } from 'vitest';
import { us, type SpanUs } from '../time';
import { recognitionStretches, voiceWithoutText } from './recognition-plan';

const span = (fromS: number, toS: number): SpanUs => ({ startUs: us(fromS * 1e6), endUs: us(toS * 1e6) });
const seconds = (spans: readonly SpanUs[]): readonly (readonly [number, number])[] => spans.map(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6]);

describe('voice without text', () => {
  it('is the whole where there are no lines, however short', () => {
    expect(seconds(voiceWithoutText([span(1, 1.3), span(5, 9)], []))).toEqual([[1, 1.3], [5, 9]]);
  });

  it('leaves out what lines cover, and edges of words beside them', () => {
    expect(seconds(voiceWithoutText([span(0, 10), span(20, 24)], [span(0.4, 4), span(8, 9.5), span(19, 25)]))).toEqual([[4, 8]]);
  });
});

describe('stretches', () => {
  it('join what one pause parts and begin a little before', () => {
    expect(seconds(recognitionStretches([span(3, 5), span(6, 9), span(30, 31)], []))).toEqual([[2.8, 9.2], [29.8, 31.2]]);
  });

  it('fit the window, and meet between two of them', () => {
    const many = Array.from({ length: 40 }, (_, at) => span(at * 2, at * 2 + 1.9));
    const stretches = recognitionStretches(many, []);
    expect(stretches.length).toBeGreaterThan(2);
    for (const [at, { startUs, endUs }] of stretches.entries()) {
      expect(endUs - startUs).toBeLessThanOrEqual(30e6);
      expect(startUs).toBeGreaterThanOrEqual(stretches[at - 1]?.endUs ?? 0);
    }
    expect(stretches.at(-1)!.endUs).toBeGreaterThanOrEqual(many.at(-1)!.endUs);
  });

  it('keep a voice that goes on for longer in one', () => {
    expect(seconds(recognitionStretches([span(0, 75)], []))).toEqual([[0, 75.2]]);
  });

  it('never reach over a line that somebody typed', () => {
    const lines = [span(5.2, 5.8)];
    expect(seconds(recognitionStretches([span(3, 5), span(6, 8)], lines))).toHaveLength(2);
  });
});
