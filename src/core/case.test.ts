/** Files picked again find their recordings. */
import { describe, expect, it } from 'vitest';
import { matchFiles, type CaseRecording } from './case';

const recording = (id: string, name: string, sizeBytes: number): CaseRecording => ({ id, identity: { name, folder: '', sizeBytes, lastModifiedMs: 0 }, sampleUrl: null });
const file = (name: string, size: number) => ({ name, size });

describe('files picked again', () => {
  it('go by name among files of the same size, and each file is used once', () => {
    const matched = matchFiles([recording('1', 'a.mp4', 10), recording('2', 'b.mp4', 10)], [file('b.mp4', 10), file('a.mp4', 10)]);
    expect(matched.get('1')?.name).toBe('a.mp4');
    expect(matched.get('2')?.name).toBe('b.mp4');
  });

  it('may have been renamed, but not resized', () => {
    const matched = matchFiles([recording('1', 'a.mp4', 10), recording('2', 'b.mp4', 20)], [file('renamed.mp4', 10), file('b.mp4', 21)]);
    expect([...matched.keys()]).toEqual(['1']);
  });
});
