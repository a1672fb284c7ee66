/** Reads an HLS playlist (RFC 8216) as far as it says which files make up a recording, and in which order. */

/** A stretch of a file; `lengthBytes` null for all of it. */
export interface PlaylistPart {
  /** As the playlist writes it, decoded: a path relative to the playlist. */
  readonly path: string;
  readonly offset: number;
  readonly lengthBytes: number | null;
}

export type Playlist =
  /** Initialisation sections stand where they first apply. */
  | { readonly kind: 'media'; readonly parts: readonly PlaylistPart[] }
  /** Names other playlists, one a quality. */
  | { readonly kind: 'variants'; readonly paths: readonly string[] };

export const isPlaylistName = (name: string): boolean => /\.m3u8$/i.test(name);

/** Last part of a path: how a segment is called in a folder that was flattened by dropping. */
export const nameOfPath = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A URI without query, fragment and escapes. */
function pathOf(uri: string): string {
  const bare = uri.replace(/[?#].*$/, '').replace(/^\.\//, '');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/** `<n>[@<o>]`; without an offset it follows the stretch before it. */
function rangeOf(text: string, follows: number): { offset: number; lengthBytes: number } {
  const [length = 0, offset = follows] = text.split('@').map(Number);
  return { offset, lengthBytes: length };
}

/** null where the text is no playlist. */
export function readPlaylist(text: string): Playlist | null {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  if (lines[0]?.startsWith('#EXTM3U') !== true) return null;
  const parts: PlaylistPart[] = [];
  let range: string | null = null;
  let last: PlaylistPart | null = null;
  for (const line of lines) {
    const map = /^#EXT-X-MAP:.*URI="([^"]*)"/.exec(line)?.[1];
    if (map !== undefined) {
      const bytes = /BYTERANGE="([^"]*)"/.exec(line)?.[1];
      parts.push({ path: pathOf(map), ...(bytes === undefined ? { offset: 0, lengthBytes: null } : rangeOf(bytes, 0)) });
    } else if (line.startsWith('#EXT-X-BYTERANGE:')) {
      range = line.slice('#EXT-X-BYTERANGE:'.length);
    } else if (!line.startsWith('#')) {
      const path = pathOf(line);
      const follows: number = last?.path === path && last.lengthBytes !== null ? last.offset + last.lengthBytes : 0;
      last = { path, ...(range === null ? { offset: 0, lengthBytes: null } : rangeOf(range, follows)) };
      parts.push(last);
      range = null;
    }
  }
  return lines.some((line) => line.startsWith('#EXT-X-STREAM-INF')) ? { kind: 'variants', paths: parts.map(({ path }) => path) } : { kind: 'media', parts };
}

/** The playlist without what is not there, so that a player steps over it instead of stopping. @param missing paths as in `readPlaylist` */
export function playlistWithout(text: string, missing: ReadonlySet<string>): string {
  const kept: string[] = [];
  /** Tags that belong to the next segment alone. */
  let waiting: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^#(EXTINF|EXT-X-BYTERANGE|EXT-X-PROGRAM-DATE-TIME)/.test(line)) waiting.push(line);
    else if (line.trim() === '' || line.startsWith('#')) kept.push(line);
    else {
      if (!missing.has(pathOf(line.trim()))) kept.push(...waiting, line);
      waiting = [];
    }
  }
  return kept.join('\n');
}
