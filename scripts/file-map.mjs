/** `npm run map`: writes the file-by-file part of ARCHITECTURE.md from the headers of the files; the house rules compare the two. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './setup/run.mjs';

const START = '<!-- file map: npm run map -->';
const END = '<!-- end of file map -->';
const CODE = /\.(ts|mjs|svelte)$/;

/** Files that git knows or would know. @returns {string[]} repository paths, sorted */
export function listedFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(ROOT, path))).sort();
}

/** The first sentence of a file's header comment; empty when there is none. @param {string} text */
export function headerOf(text) {
  const comment = /^(?:#!.*\n)?\s*(?:\/\*\*([\s\S]*?)\*\/|<!--([\s\S]*?)-->)/.exec(text);
  const words = (comment?.[1] ?? comment?.[2] ?? '').split('\n').map((line) => line.replace(/^\s*\*?\s?/, '')).join(' ').replace(/\s+/g, ' ').trim();
  return (/^.*?[.。](?=\s|$)/.exec(words)?.[0] ?? words).replaceAll('|', '\\|');
}

/** @param {readonly string[]} files @param {(path: string) => string} read @returns {string} markdown, one table a folder */
export function fileMap(files, read) {
  /** @type {Map<string, string[]>} */
  const folders = new Map();
  for (const path of files) {
    if (!/^(src|workers|scripts|e2e)\//.test(path) || !CODE.test(path) || /\.test\.(ts|svelte)$/.test(path)) continue;
    folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), `| \`${basename(path)}\` | ${headerOf(read(path))} |`]);
  }
  return [...folders].map(([folder, rows]) => `### ${folder}\n\n| file | responsible for |\n|---|---|\n${rows.join('\n')}\n`).join('\n');
}

/** The document with this map in place of the old one. @param {string} document @param {string} map */
export function withMap(document, map) {
  const [from, to] = [document.indexOf(START), document.indexOf(END)];
  return from < 0 || to < from ? document : `${document.slice(0, from + START.length)}\n\n${map}\n${document.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(ROOT, 'ARCHITECTURE.md');
  writeFileSync(path, withMap(readFileSync(path, 'utf8'), fileMap(listedFiles(), (file) => readFileSync(join(ROOT, file), 'utf8'))));
}
