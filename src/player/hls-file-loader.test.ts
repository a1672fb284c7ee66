/** Playlists and segments come from the chosen files and from nowhere else. */
import type { LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js';
import { describe, expect, it } from 'vitest';
import { fileLoaderFor, fileNameOf, PLAYLIST_BASE } from './hls-file-loader';

const files = new Map([['seg 1.ts', new File([Uint8Array.from([1, 2, 3, 4])], 'seg 1.ts')], ['index.m3u8', new File(['#EXTM3U'], 'index.m3u8')]]);

function load(url: string, more: Partial<LoaderContext> = {}): Promise<{ data?: unknown; code?: number }> {
  const loader = new (fileLoaderFor(files))();
  return new Promise((resolve) => {
    const callbacks = {
      onSuccess: (response: { data?: unknown }) => resolve({ data: response.data }), onError: (error: { code: number }) => resolve({ code: error.code }), onTimeout: () => undefined,
    } as unknown as LoaderCallbacks<LoaderContext>;
    loader.load({ url, responseType: 'arraybuffer', ...more } as LoaderContext, {} as LoaderConfiguration, callbacks);
  });
}

describe('fileLoaderFor', () => {
  it('reads a segment by its relative name, decoded and without regard to case', async () => {
    const { data } = await load(PLAYLIST_BASE + 'Seg%201.TS');
    expect([...new Uint8Array(data as ArrayBuffer)]).toEqual([1, 2, 3, 4]);
  });

  it('reads a byte range', async () => {
    const { data } = await load(PLAYLIST_BASE + 'seg%201.ts', { rangeStart: 1, rangeEnd: 3 });
    expect([...new Uint8Array(data as ArrayBuffer)]).toEqual([2, 3]);
  });

  it('reads a playlist as text', async () => {
    expect((await load(PLAYLIST_BASE + 'index.m3u8', { responseType: 'text' })).data).toBe('#EXTM3U');
  });

  it('reports a file that was not chosen instead of asking any server', async () => {
    expect((await load('https://example.org/secret/other.ts')).code).toBe(404);
  });

  it('takes the last part of a path for the name', () => expect(fileNameOf(PLAYLIST_BASE + 'a/b/c%20d.ts?x=1')).toBe('c d.ts'));
});
