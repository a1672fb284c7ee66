/** Makes one recording of a playlist and its segments among picked files: their bytes in the playlist's order, copied nowhere. */
import type { WireError } from '../core/errors';
import { isPlaylistName, nameOfPath, playlistWithout, readPlaylist, type PlaylistPart } from '../core/playlist';
import type { PickedFile, Segmented } from './file-access';

/** Named in a message; more are counted. */
const NAMED = 6;

/** What is said where the playlist promises files that are not there: it names them. */
export function missingSegments({ playlist, missing }: Segmented): WireError {
  const named = missing.slice(0, NAMED).join(', ');
  return { code: 'segment-missing', detail: `${missing.length} named by ${playlist.name}`, fileName: missing.length > NAMED ? `${named} … (${missing.length})` : named };
}

/**
 * Each media playlist takes its segments with it; everything else stays as it is, segments without a playlist too. The joined file
 * has the playlist's name: what is analysed, hashed and known again is the concatenation (transport streams and fragments are made
 * to be joined so). A list of qualities is left out where one of its qualities is there.
 */
export async function joinSegments(picked: readonly PickedFile[]): Promise<readonly PickedFile[]> {
  const used = new Set<PickedFile>();
  const joined = new Map<PickedFile, PickedFile>();
  for (const one of picked) {
    if (!isPlaylistName(one.file.name)) continue;
    const text = await one.file.text();
    const playlist = readPlaylist(text);
    if (playlist?.kind === 'variants' && playlist.paths.some((path) => find(picked, one.folder, path) !== null)) used.add(one);
    if (playlist?.kind !== 'media') continue;
    const found = playlist.parts.map((part) => ({ part, from: find(picked, one.folder, part.path) }));
    for (const { from } of found) if (from !== null) used.add(from);
    joined.set(one, join(one, text, found));
  }
  return picked.filter((one) => !used.has(one)).map((one) => joined.get(one) ?? one);
}

interface FoundPart { readonly part: PlaylistPart; readonly from: PickedFile | null }

function join(playlist: PickedFile, text: string, parts: readonly FoundPart[]): PickedFile {
  const there = parts.flatMap(({ part, from }) => (from === null ? [] : [{ part, from }]));
  const missing = [...new Set(parts.flatMap(({ part, from }) => (from === null ? [part.path] : [])))];
  const sources = [...new Set(there.map(({ from }) => from))];
  const handles = sources.flatMap(({ handle }) => (handle === null ? [] : [handle]));
  const name = playlist.file.name;
  const bytes = there.map(({ part, from }) => (part.lengthBytes === null ? from.file : from.file.slice(part.offset, part.offset + part.lengthBytes)));
  const lastModified = Math.max(...[playlist, ...sources].map(({ file }) => file.lastModified));
  const segmented: Segmented = {
    playlist: missing.length === 0 ? playlist.file : new File([playlistWithout(text, new Set(missing))], name, { lastModified: playlist.file.lastModified }),
    segments: sources.map(({ file }) => file),
    handles: handles.length === sources.length ? handles : null,
    missing: missing.map(nameOfPath),
  };
  return { ...playlist, file: new File(bytes, name, { lastModified }), segmented };
}

/** By its place beside the playlist; else by its name alone, where only one file has it (a drop of bare files has no folders). */
function find(picked: readonly PickedFile[], folder: string, path: string): PickedFile | null {
  const name = nameOfPath(path).toLowerCase();
  const same = picked.filter(({ file }) => file.name.toLowerCase() === name);
  const place = [folder, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''].filter((one) => one !== '').join('/');
  return same.find((one) => one.folder === place) ?? (same.length === 1 ? same[0]! : null);
}
