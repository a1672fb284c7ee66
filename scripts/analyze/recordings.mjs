/** From the paths of a command line to recordings: a playlist takes the segments that it names with it, as in the app. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

/**
 * @typedef {import('../../src/core/playlist').Playlist} Playlist
 * @typedef {{ path: string, files: import('./session.mjs').RecordingFiles }} RecordingToOpen `path` as the command line names it
 */

/** Larger text is no playlist: a day in two-second segments has 4 MB. */
const PLAYLIST_MAX_BYTES = 16 << 20;

/** Why a path cannot be handed to the browser, in one line; null when it can. @param {string} path */
export function unreadable(path) {
  try {
    return statSync(path).isDirectory() ? '是文件夹，请给出文件 is a folder: name files' : null;
  } catch {
    return '找不到文件 no such file';
  }
}

/**
 * Segments named beside their playlist are not analysed once more by themselves; neither is a list of qualities beside one of its qualities.
 * @param {readonly string[]} paths
 * @param {(text: string) => Promise<Playlist | null>} readPlaylist
 * @returns {Promise<RecordingToOpen[]>}
 */
export async function recordingsOf(paths, readPlaylist) {
  /** @type {Set<string>} */
  const taken = new Set();
  const given = new Set(paths.map((path) => resolve(path)));
  /** @type {RecordingToOpen[]} */
  const recordings = [];
  for (const path of paths) {
    const whole = resolve(path);
    const isPlaylist = /\.m3u8$/i.test(path) && unreadable(path) === null && statSync(path).size <= PLAYLIST_MAX_BYTES;
    const playlist = isPlaylist ? await readPlaylist(readFileSync(path, 'utf8')) : null;
    const beside = (/** @type {string} */ name) => resolve(join(dirname(whole), name));
    if (playlist?.kind === 'variants' && playlist.paths.some((name) => given.has(beside(name)))) continue;
    const names = playlist?.kind === 'media' ? [...new Set(playlist.parts.map((part) => part.path))].filter((name) => unreadable(beside(name)) === null) : [];
    for (const name of names) taken.add(beside(name));
    recordings.push({ path, files: { paths: [whole, ...names.map(beside)], folders: ['', ...names.map((name) => (name.includes('/') ? posix.dirname(name) : ''))] } });
  }
  return recordings.filter(({ path }) => !taken.has(resolve(path)));
}
