/** Cues are marked where they stand in the text, also where one runs over two lines or two overlap. */
import { describe, expect, it } from 'vitest';
import { us } from '../time';
import type { CueHit } from './cue-hits';
import { cuePieces } from './cue-marks';
import type { Utterance } from './utterance';

const line = (id: string, text: string, startS: number, endS: number): Utterance => ({ id, recordingId: 'r', speaker: 'unknown', source: 'srt', text, startUs: us(startS * 1e6), endUs: us(endS * 1e6) });
const hit = (cue: string, quote: string, ids: readonly string[], from: number, to: number): CueHit => ({
  recordingId: 'r', group: 'notice', cue, quote, speaker: 'unknown', utteranceIds: ids, from, to, substitutions: 0, startUs: us(0), endUs: us(1e6),
});
const told = (utterance: Utterance, ...hits: readonly CueHit[]): readonly string[] => cuePieces(utterance, hits).map(({ text, hits: of }) => `${text}:${of.map(({ cue }) => cue).join('+')}`);

describe('cues in a line', () => {
  it('mark the repetition that was meant', () => {
    expect(told(line('a', 'xxABxxABxx', 0, 10), hit('c', 'AB', ['a'], 6, 8))).toEqual(['xxABxx:', 'AB:c', 'xx:']);
  });

  it('run on over lines', () => {
    const over = hit('c', 'CD EF', ['a', 'b'], 2, 2);
    expect(told(line('a', 'ABCD', 0, 4), over)).toEqual(['AB:', 'CD:c']);
    expect(told(line('b', 'EFGH', 4, 8), over)).toEqual(['EF:c', 'GH:']);
  });

  it('overlap without losing a character, and those of other lines are passed over', () => {
    const pieces = told(line('a', 'ABCDEF', 0, 6), hit('x', 'ABCD', ['a'], 0, 4), hit('y', 'CDEF', ['a'], 2, 6), hit('z', 'AB', ['b'], 0, 2));
    expect(pieces).toEqual(['AB:x', 'CD:x+y', 'EF:y']);
  });

  it('are found in a line without a length', () => {
    expect(told(line('a', 'xxAB', 3, 3), hit('c', 'AB', ['a'], 2, 4))).toEqual(['xx:', 'AB:c']);
  });
});
