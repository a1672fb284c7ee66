/** A file that goes away under an open recording: noticed when it is next read, and told with its own reason. */
import { describe, expect, it } from 'vitest';
import type { HandleStore } from '../db/case-store';
import type { FileAccess } from './file-access';
import { Sources } from './sources.svelte';

class GoneFile extends File {
  gone = false;
  override slice(): Blob {
    const blob = new Blob(['a']);
    if (this.gone) blob.arrayBuffer = () => Promise.reject(new DOMException('deleted', 'NotFoundError'));
    return blob;
  }
}

function given(file: File): Sources {
  const sources = new Sources({} as FileAccess, { save: () => Promise.resolve() } as unknown as HandleStore);
  sources.give('case', 'r', { file, folder: '', handle: null, sampleUrl: null });
  return sources;
}

describe('checking an open file', () => {
  it('leaves alone what can be read', async () => {
    const file = new GoneFile(['abc'], 'a.mp4');
    const sources = given(file);
    await sources.check('r');
    expect(sources.file('r')).toBe(file);
  });

  it('says that it was deleted, names it, and asks to choose it again', async () => {
    const file = new GoneFile(['abc'], 'a.mp4');
    const sources = given(file);
    file.gone = true;
    await sources.check('r');
    expect(sources.of('r')).toMatchObject({ state: 'error', error: { code: 'file-gone', fileName: 'a.mp4' } });
    expect(sources.missing).toEqual(['r']);
  });
});
