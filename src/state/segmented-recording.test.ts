/** A playlist dropped with its segments is one recording; nothing else is touched. */
import { describe, expect, it } from 'vitest';
import type { PickedFile } from './file-access';
import { joinSegments } from './segmented-recording';

const pick = (name: string, content: string, folder = ''): PickedFile => ({ file: new File([content], name, { lastModified: 5 }), folder, handle: null, sampleUrl: null });
const list = (...names: string[]): string => `#EXTM3U\n${names.map((name) => `#EXTINF:4,\n${name}\n`).join('')}#EXT-X-ENDLIST\n`;
const names = (picked: readonly PickedFile[]): string[] => picked.map(({ file }) => file.name);

describe('a playlist with its segments', () => {
  it('becomes one recording in the order of the playlist', async () => {
    const picked = await joinSegments([pick('b.ts', 'BBB'), pick('other.mp4', 'x'), pick('index.m3u8', list('a.ts', 'b.ts')), pick('a.ts', 'AA')]);
    expect(names(picked)).toEqual(['other.mp4', 'index.m3u8']);
    expect(await picked[1]!.file.text()).toBe('AABBB');
    expect(picked[1]!.segmented).toMatchObject({ missing: [] });
    expect(picked[1]!.segmented!.segments.map(({ name }) => name)).toEqual(['a.ts', 'b.ts']);
  });

  it('names what is missing and goes on with the rest', async () => {
    const [one] = await joinSegments([pick('index.m3u8', list('a.ts', 'b.ts', 'c.ts')), pick('c.ts', 'C'), pick('a.ts', 'A')]);
    expect(one!.segmented!.missing).toEqual(['b.ts']);
    expect(await one!.file.text()).toBe('AC');
    expect(await one!.segmented!.playlist.text()).not.toContain('b.ts');
  });

  it('keeps two folders with the same names apart', async () => {
    const picked = await joinSegments([
      pick('index.m3u8', list('a.ts'), 'day/one'), pick('a.ts', '1', 'day/one'), pick('index.m3u8', list('a.ts'), 'day/two'), pick('a.ts', '2', 'day/two'),
    ]);
    expect(await Promise.all(picked.map(({ file }) => file.text()))).toEqual(['1', '2']);
  });

  it('puts the initialisation section of fragments first, once', async () => {
    const text = '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2,\nf0.m4s\n#EXTINF:2,\nf1.m4s\n';
    const [one, ...rest] = await joinSegments([pick('v.m3u8', text), pick('f0.m4s', '0'), pick('f1.m4s', '1'), pick('init.mp4', 'I')]);
    expect(rest).toEqual([]);
    expect(await one!.file.text()).toBe('I01');
  });

  it('takes the qualities of a list of qualities for the recordings', async () => {
    const main = pick('main.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n');
    expect(names(await joinSegments([main, pick('low.m3u8', list('a.ts')), pick('a.ts', 'A')]))).toEqual(['low.m3u8']);
  });
});

it('segments without a playlist stay recordings of their own', async () => {
  const picked = [pick('a.ts', 'A'), pick('b.ts', 'B')];
  expect(await joinSegments(picked)).toEqual(picked);
});
