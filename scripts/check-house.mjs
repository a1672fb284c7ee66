/** House rules that no linter knows: file names, headers, folder READMEs, message files, and words that do not belong into the tree. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileMap, listedFiles, withMap } from './file-map.mjs';
import { ROOT } from './setup/run.mjs';

/** Names that say nothing of what a file is responsible for. */
const VAGUE_NAMES = /^(utils?|helpers?|misc|common|types|index|shared)\.(ts|js|mjs|svelte\.ts)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*(\.test)?\.svelte$/;
/** Longer than this, a folder's README is no longer read. */
const README_LINES = 60;

/** Text that is true only on one machine, or a promise instead of code. @type {readonly [RegExp, string][]} */
const BANNED_TEXT = [
  [/\bTODO\b|\bFIXME\b|\bXXX\b/, 'finish it, or say in the CHANGELOG what is not done'],
  [/(?<![\w.-])\/(work|home|root)\/\w/, 'absolute path of one machine'],
  [/https?:\/\/registry\.|"resolved":/, 'registry host'],
];

/** @param {string} text @param {string} path */
const message = (path, text) => `${path}: ${text}`;

/** @param {readonly string[]} files repository paths @param {(path: string) => string} read @returns {string[]} what is wrong, one line each */
export function houseFaults(files, read) {
  const faults = [];
  for (const path of files) {
    const name = basename(path);
    const isCode = /\.(ts|mjs|svelte)$/.test(name) && !name.endsWith('.d.ts');
    const inSource = /^(src|workers|scripts|e2e)\//.test(path);
    if (inSource && isCode) {
      if (VAGUE_NAMES.test(name)) faults.push(message(path, 'a name that says nothing: name the file after what it is responsible for'));
      if (name.endsWith('.svelte') ? !PASCAL.test(name) : !KEBAB.test(name)) faults.push(message(path, name.endsWith('.svelte') ? 'components are PascalCase' : 'files are kebab-case'));
      if (!name.endsWith('.svelte') && !name.endsWith('.test.ts') && !/^(#!.*\n)?\/(\*\*|\/)/.test(read(path))) faults.push(message(path, 'starts without a header that says what it is responsible for'));
    }
    if (name === 'README.md' && path !== 'README.md' && read(path).trimEnd().split('\n').length > README_LINES) faults.push(message(path, `longer than ${README_LINES} lines`));
    if (/\.(ts|js|mjs|cjs|svelte|md|json|html|css)$/.test(name) && !['scripts/check-house.mjs', 'scripts/check-house.test.ts', 'package-lock.json'].includes(path)) {
      read(path).split('\n').forEach((line, at) => {
        for (const [pattern, why] of BANNED_TEXT) if (pattern.test(line)) faults.push(message(`${path}:${at + 1}`, why));
      });
    }
  }
  return faults;
}

/** What stands between sentences, and units without a sign, may be nothing. @param {string} key */
const mayBeEmpty = (key) => key.endsWith('_gap') || key.startsWith('unit_');

/** Every key exists in both languages with the same `{{values}}`; labels of detectors, which share one space, say the same everywhere. @param {string} messages folder @returns {string[]} */
export function messageFaults(messages) {
  const faults = [];
  /** @type {Map<string, { area: string, text: string }>} */
  const owner = new Map();
  for (const area of existsSync(messages) ? readdirSync(messages, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name) : []) {
    /** @param {string} locale @returns {Record<string, string>} */
    const load = (locale) => {
      const path = join(messages, area, `${locale}.json`);
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    };
    const zh = load('zh-CN');
    const en = load('en');
    for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
      // Chinese has no plural forms: English may have a `_one` beside the `_other` of both.
      if (key.endsWith('_one') && zh[key.replace(/_one$/, '_other')] !== undefined) continue;
      if (zh[key] === undefined || (zh[key] === '' && !mayBeEmpty(key))) faults.push(message(`${area}/zh-CN.json`, `lacks ${key}`));
      if (en[key] === undefined || (en[key] === '' && !mayBeEmpty(key))) faults.push(message(`${area}/en.json`, `lacks ${key}`));
      const other = owner.get(key);
      if (area.startsWith('detect-') && zh[key] !== undefined) {
        if (other !== undefined && other.text !== zh[key]) faults.push(message(`${area}/zh-CN.json`, `${key} says something else in ${other.area}`));
        owner.set(key, { area, text: zh[key] });
      }
      /** @param {string | undefined} text */
      const values = (text) => [...new Set((text ?? '').match(/\{\{[^}]+\}\}/g) ?? [])].sort().join(' ');
      if (zh[key] !== undefined && en[key] !== undefined && values(zh[key]) !== values(en[key])) faults.push(message(area, `${key} takes other values in zh-CN (${values(zh[key])}) than in en (${values(en[key])})`));
    }
  }
  return faults;
}

/** Every `t('area:key')` written out in code has its message. @param {readonly string[]} files @param {(path: string) => string} read @param {string} messages folder @returns {string[]} */
export function unknownKeys(files, read, messages) {
  /** @type {Map<string, Record<string, string>>} */
  const areas = new Map();
  /** @param {string} area */
  const texts = (area) => {
    const path = join(messages, area, 'zh-CN.json');
    const known = areas.get(area) ?? (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
    areas.set(area, known);
    return known;
  };
  return files.filter((path) => /^src\/.*\.(ts|svelte)$/.test(path) && !path.endsWith('.test.ts')).flatMap((path) => (
    [...read(path).matchAll(/['"`]([a-z]+(?:-[a-z]+)*):([a-z][A-Za-z0-9_]*)['"`]/g)]
      .filter(([, area = '', key = '']) => existsSync(join(messages, area)) && texts(area)[key] === undefined && texts(area)[`${key}_other`] === undefined)
      .map(([, area, key]) => message(path, `no message ${area}:${key}`))
  ));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  /** @param {string} path */
  const read = (path) => {
    const text = texts.get(path) ?? readFileSync(join(ROOT, path), 'utf8');
    texts.set(path, text);
    return text;
  };
  const files = listedFiles();
  const messages = join(ROOT, 'src/i18n/messages');
  const faults = [...houseFaults(files, read), ...messageFaults(messages), ...unknownKeys(files, read, messages)];
  for (const folder of new Set(files.filter((path) => path.startsWith('src/')).map((path) => dirname(path).split('/').slice(0, 2).join('/')))) {
    if (!existsSync(join(ROOT, folder, 'README.md'))) faults.push(message(folder, 'has no README.md that says what it is for, who may import it, how to add one more'));
  }
  if (withMap(read('ARCHITECTURE.md'), fileMap(files, read)) !== read('ARCHITECTURE.md')) faults.push(message('ARCHITECTURE.md', 'its file map is not true any more: npm run map'));
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
