/** `npm run analyze`: analyses recordings in the app's own engine, headless, and tells what was found. */
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArguments, USAGE } from './analyze/arguments.mjs';
import { recordingsOf, unreadable } from './analyze/recordings.mjs';
import { closingLine, findingsTable, problemLine, progressLine, sequenceTable } from './analyze/show.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensurePackages, requireNode } from './setup/packages.mjs';

const EXIT_ANALYSED = 0;
const EXIT_NOT_ANALYSED = 1;
const EXIT_USAGE = 2;

/**
 * @typedef {import('../src/export/findings-json/findings-document').FindingsDocument} FindingsDocument
 * @typedef {import('../src/export/findings-json/findings-document').FailedDocument} FailedDocument
 * @typedef {import('../src/export/findings-json/findings-document').DocumentError} DocumentError
 */

/** The name, or the name with a number where this run has used it already. @param {string} name @param {Set<string>} used */
function freeName(name, used) {
  let free = name;
  for (let n = 2; used.has(free); n++) free = name.replace(/\.json$/, `.${n}.json`);
  used.add(free);
  return free;
}

/** Makes the folder for the results. @param {string} dir @returns {string | null} why it cannot be used, null when it can */
function unusableFolder(dir) {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
    return null;
  } catch {
    return '--json 的文件夹无法使用（路径上有同名文件，或没有写入权限） this folder cannot be used (a file is in the way, or it may not be written)';
  }
}

/** @param {import('./analyze/arguments.mjs').AnalyzeRequest} request @returns {Promise<number>} exit code */
async function analyze({ files, jsonDir, acrossCase, quiet }) {
  const say = (/** @type {string} */ line) => { if (!quiet) console.log(line); };
  const unusable = jsonDir === null ? null : unusableFolder(jsonDir);
  if (unusable !== null) {
    console.error(`${unusable}: ${jsonDir}`);
    return EXIT_USAGE;
  }
  await ensurePackages((line) => console.error(line));
  await ensureBuilt((line) => console.error(line));
  const { openAnalyzeSession } = await import('./analyze/session.mjs');
  const session = await openAnalyzeSession();
  let analysed = 0;
  let failed = 0;
  /** @type {import('./analyze/session.mjs').SequenceRecording[]} */
  const sequence = [];
  /** @type {Set<string>} */
  const written = new Set();
  const write = (/** @type {string} */ path, /** @type {FindingsDocument | FailedDocument} */ document) => {
    if (jsonDir === null) return;
    const wanted = `${basename(path)}.json`;
    const json = freeName(wanted, written);
    if (json !== wanted) say(`  ! 同名文件，另存为 same name before, written as ${json}`);
    writeFileSync(join(jsonDir, json), `${JSON.stringify(document, null, 1)}\n`);
  };
  const fail = (/** @type {string} */ path, /** @type {DocumentError} */ error, /** @type {FindingsDocument | null} */ document = null) => {
    failed++;
    console.error(`✕ ${path}: ${error.message}`);
    write(path, document !== null ? { ...document, error }
      : { schema: 'zhijian.findings/1', recording: { fileName: basename(path) }, error, passes: [], findings: [], issues: [] });
  };
  try {
    const progress = progressLine(process.stderr);
    for (const { path, files: those } of await recordingsOf(files, session.playlist)) {
      const reason = unreadable(path);
      if (reason !== null) {
        fail(path, { code: 'file-gone', message: reason });
        continue;
      }
      const name = basename(path);
      const outcome = await session.analyze(those, quiet ? null : (reading) => progress.show(name, reading));
      progress.end();
      if (outcome.state === 'failed') {
        fail(path, { code: outcome.error.code, message: problemLine({ fileName: name, ...outcome.error }) });
        continue;
      }
      const { document } = outcome;
      sequence.push({ fileName: name, summary: document.recording, alarmed: document.findings.some((one) => one.level !== 'note'), ends: outcome.ends, clockCourseS: outcome.clockCourseS });
      say(`\n${path}  ${(document.recording.durationUs / 1e6).toFixed(2)} s  ${document.recording.video?.codecString ?? '–'} / ${document.recording.audio?.codecString ?? '–'}`);
      for (const issue of document.issues) say(`  ! ${[issue.pass, issue.detector, problemLine(issue)].filter(Boolean).join(' ')}`);
      say(findingsTable(document.findings, document.recording));
      if (document.passes.some((pass) => pass.pass === 'frame' && pass.state === 'failed')) {
        const why = document.issues.find((issue) => issue.pass === 'frame');
        fail(path, { code: why?.code ?? 'decode-failed', message: why === undefined ? '画面无法解码 the picture could not be decoded' : problemLine(why) }, document);
        continue;
      }
      analysed++;
      write(path, document);
    }
    if (acrossCase) {
      const whole = await session.sequence(sequence);
      say(`\n${sequenceTable(whole)}`);
      if (jsonDir !== null) writeFileSync(join(jsonDir, freeName('case.json', written)), `${JSON.stringify(whole, null, 1)}\n`);
    }
  } finally {
    await session.close();
  }
  say(`\n${closingLine(analysed, failed)}`);
  return failed > 0 ? EXIT_NOT_ANALYSED : EXIT_ANALYSED;
}

requireNode();
const parsed = readArguments(process.argv.slice(2));
if ('help' in parsed) {
  console.log(USAGE);
} else if ('problem' in parsed) {
  console.error(`${parsed.problem}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
} else {
  try {
    process.exitCode = await analyze(parsed.request);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = EXIT_NOT_ANALYSED;
  }
}
