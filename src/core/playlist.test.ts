/** Which files a playlist names, and in which order. */
import { expect, it } from 'vitest';
import { playlistWithout, readPlaylist } from './playlist';

it('names transport stream segments in order', () => {
  expect(readPlaylist('#EXTM3U\r\n#EXT-X-VERSION:3\r\n#EXTINF:4,\r\nb%201.ts?x=1\r\n#EXTINF:4,\r\n./a.ts\r\n#EXT-X-ENDLIST\r\n')).toEqual({
    kind: 'media', parts: [{ path: 'b 1.ts', offset: 0, lengthBytes: null }, { path: 'a.ts', offset: 0, lengthBytes: null }],
  });
});

it('puts initialisation sections before their fragments, and cuts stretches out of one file', () => {
  const text = '#EXTM3U\n#EXT-X-MAP:URI="all.mp4",BYTERANGE="700@0"\n#EXTINF:2,\n#EXT-X-BYTERANGE:1000@700\nall.mp4\n#EXTINF:2,\n#EXT-X-BYTERANGE:500\nall.mp4\n';
  expect(readPlaylist(text)).toEqual({
    kind: 'media', parts: [{ path: 'all.mp4', offset: 0, lengthBytes: 700 }, { path: 'all.mp4', offset: 700, lengthBytes: 1000 }, { path: 'all.mp4', offset: 1700, lengthBytes: 500 }],
  });
});

it('knows a list of qualities, and what is no playlist', () => {
  expect(readPlaylist('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow/list.m3u8\n')).toEqual({ kind: 'variants', paths: ['low/list.m3u8'] });
  expect(readPlaylist('a letter')).toBeNull();
});

it('leaves out segments that are not there, with what belongs to them alone', () => {
  const text = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:3,\nb.ts\n#EXTINF:2,\nc.ts\n#EXT-X-ENDLIST';
  expect(playlistWithout(text, new Set(['b.ts']))).toBe('#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:2,\nc.ts\n#EXT-X-ENDLIST');
});
