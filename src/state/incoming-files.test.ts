/** What comes in together is told apart by name; what came without a recording was meant to be one. */
import { describe, expect, it } from 'vitest';
import type { PickedFile } from './file-access';
import { isCaseFileName, sortIncoming } from './incoming-files';

const picked = (...names: string[]): PickedFile[] => names.map((name) => ({ file: new File(['x'], name), folder: '', handle: null, sampleUrl: null }));
const names = (files: readonly PickedFile[]): string[] => files.map(({ file }) => file.name);

describe('files that come in together', () => {
  it('recordings, written file and transcripts each go their way, the rest is left out', () => {
    const sorted = sortIncoming(picked('a.mp4', 'notes.txt', 'record.pdf', 'a.srt', 'b.AVI', 'photo.jpg'), false);
    expect(names(sorted.recordings)).toEqual(['a.mp4', 'b.AVI']);
    expect(names(sorted.documents)).toEqual(['record.pdf', 'photo.jpg']);
    expect(names(sorted.transcripts)).toEqual(['a.srt']);
    expect(names(sorted.others)).toEqual(['notes.txt']);
  });

  it('a file of an unknown kind is a recording when it comes without one, or when a file of the case was asked for', () => {
    expect(names(sortIncoming(picked('00001.dav'), false).recordings)).toEqual(['00001.dav']);
    expect(names(sortIncoming(picked('a.mp4', 'b.mp4.part'), true).recordings)).toEqual(['a.mp4', 'b.mp4.part']);
  });

  it('folders give recordings, PDFs and transcripts, and no pictures, JSON or hidden files', () => {
    expect(['a.MP4', 'x.pdf', 'x.vtt', 'thumb.jpg', 'meta.json', '.a.mp4', '.x.pdf', 'a.txt'].map(isCaseFileName)).toEqual([true, true, true, false, false, false, false, false]);
  });
});
