/** A citation quotes the sentence whose cue was gone to, whole, and never its neighbour's. */
import { expect, it } from 'vitest';
import { us } from '../time';
import type { Utterance } from '../speech/utterance';
import type { SuggestionPlace } from './suggestions';
import { wordsAt } from './words-at';

const line = (id: string, startS: number, endS: number, text = id): Utterance => ({ id, recordingId: 'r', speaker: 'unknown', source: 'srt', text, startUs: us(startS * 1e6), endUs: us(endS * 1e6) });
const cue = (refId: string, startS: number, endS: number): SuggestionPlace => ({ from: 'cue', what: 'n_full', recordingId: 'r', startUs: us(startS * 1e6), endUs: us(endS * 1e6), words: 'part', box: null, refId });
const lines = [line('a', 0, 4), line('b', 4, 8), line('c', 8, 12)];
const at = (seconds: number, places: readonly SuggestionPlace[] = []): string => wordsAt(lines, places, 'r', us(seconds * 1e6));

it('belongs to the sentence that begins in the picture, which began a little before it', () => {
  expect(at(3.97, [cue('b', 4, 6)])).toBe('b');
  expect(at(3.97)).toBe('b');
  expect(at(3.5)).toBe('a');
});

it('is all sentences over which the cue runs', () => {
  expect(at(3.97, [cue('b', 4, 9)])).toBe('b c');
  expect(at(9, [cue('b', 4, 7)])).toBe('c');
});

it('is what is near where nothing is said, and nothing far away', () => {
  expect(at(12.3)).toBe('c');
  expect(at(13)).toBe('');
  expect(wordsAt([], [cue('x', 4, 5)], 'r', us(4.2e6))).toBe('part');
});
