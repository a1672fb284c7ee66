/** Keys by position, one command a chord, rebinding. */
import { describe, expect, it } from 'vitest';
import { chordLabel, chordOf, COMMAND_GROUPS, COMMAND_IDS, commandsByChord, DEFAULT_BINDINGS, mergeBindings, rebind } from './key-bindings';

const press = (code: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('key bindings', () => {
  it('bind no chord twice and never Alt with arrows', () => {
    const chords = COMMAND_IDS.flatMap((id) => DEFAULT_BINDINGS[id]);
    expect(new Set(chords).size).toBe(chords.length);
    expect(chords.filter((chord) => /Alt\+Arrow/.test(chord))).toEqual([]);
  });

  it('show every command in one group of the help', () => {
    expect(Object.values(COMMAND_GROUPS).flat().toSorted()).toEqual([...COMMAND_IDS].sort());
  });

  it('go by physical key, with ⌘ for Ctrl, and wait while only modifiers are down', () => {
    expect(chordOf(press('KeyZ', { metaKey: true, shiftKey: true }))).toBe('Ctrl+Shift+KeyZ');
    expect(chordOf(press('ShiftLeft', { shiftKey: true }))).toBeNull();
    expect(chordOf(press('', {}))).toBeNull();
  });

  it('give a chord to one command only', () => {
    const bindings = rebind(DEFAULT_BINDINGS, 'review.accept', ['KeyN']);
    expect(commandsByChord(bindings).get('KeyN')).toBe('review.accept');
    expect(bindings['review.reject']).toEqual([]);
  });

  it('survive stored nonsense', () => {
    const bindings = mergeBindings({ 'review.accept': ['KeyA'], 'gone.command': ['KeyB'], 'review.reject': 'KeyC' as unknown as string[] });
    expect(bindings['review.accept']).toEqual(['KeyA']);
    expect(bindings['review.reject']).toEqual(DEFAULT_BINDINGS['review.reject']);
  });

  it('read as printed on keys', () => {
    expect(chordLabel('Ctrl+Shift+KeyZ')).toBe('Ctrl+Shift+Z');
    expect(chordLabel('Shift+Slash')).toBe('?');
    expect(chordLabel('Shift+ArrowLeft')).toBe('Shift+←');
  });
});
