/** `npm test`: sets up what is missing, runs every check and test on the production build, and closes with `N passed, N failed`. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { buildKernels, ensureBuilt } from './setup/build.mjs';
import { listen } from './serve.mjs';
import { ensurePackages, requireNode } from './setup/packages.mjs';
import { ROOT, runNode, TOOLS } from './setup/run.mjs';
import { ensureSystemTools } from './setup/system-tools.mjs';

const RESULTS = join(ROOT, 'test-results');
/** Stages can be named to run only those: `npm test -- unit e2e`. */
const STAGES = ['checks', 'unit', 'browser', 'tooling', 'e2e'];
/** End-to-end tests are served from here on. */
const FIRST_PORT = 5297;

/** @typedef {{ stage: string, passed: number, failed: number, skipped: number, ms: number }} StageResult */

/** Counts of a Vitest JSON report; one failure when there is none, since then the runner itself broke. @param {string} file */
function vitestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const brokenFiles = report.testResults.filter((/** @type {{ status: string, assertionResults: unknown[] }} */ suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles, skipped: report.numPendingTests + report.numTodoTests };
}

/** Counts of a Playwright JSON report. @param {string} file */
function playwrightCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** @param {string} project Vitest project @returns {Promise<Omit<StageResult, 'stage'>>} */
async function runVitest(project) {
  const report = join(RESULTS, `${project}.json`);
  rmSync(report, { force: true });
  const result = await runNode(TOOLS.vitest, ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { show: true });
  const counts = vitestCounts(report);
  return { ...counts, failed: result.code !== 0 && counts.failed === 0 ? 1 : counts.failed, ms: result.ms };
}

/** The first free port from the usual one on: something else may be running on the machine. @returns {Promise<string>} */
async function freePort() {
  const probe = createServer();
  const port = await listen(probe, FIRST_PORT);
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}

/** @returns {Promise<Omit<StageResult, 'stage'>>} */
async function runEndToEnd() {
  process.env['E2E_PORT'] ??= await freePort();
  const report = join(RESULTS, 'e2e.json');
  rmSync(report, { force: true });
  const result = await runNode(TOOLS.playwright, ['test'], { show: true });
  const counts = playwrightCounts(report);
  return { ...counts, failed: result.code !== 0 && counts.failed === 0 ? 1 : counts.failed, ms: result.ms };
}

/** @param {string} stage @returns {Promise<Omit<StageResult, 'stage'>>} */
async function runStage(stage) {
  const started = performance.now();
  if (stage === 'checks') return { ...(await runChecks()), skipped: 0, ms: performance.now() - started };
  if (stage === 'e2e') return runEndToEnd();
  return runVitest(stage);
}

/** @param {string} name @param {() => Promise<unknown>} setUp */
async function step(name, setUp) {
  try {
    await setUp();
    return true;
  } catch (error) {
    console.error(`✗ ${name}\n${error instanceof Error ? error.message : error}`);
    return false;
  }
}

requireNode();
const wanted = process.argv.slice(2).filter((name) => STAGES.includes(name));
const stages = wanted.length === 0 ? STAGES : wanted;
/** @type {StageResult[]} */
const results = [];
/** @param {string} line */
const say = (line) => console.log(line);

const ready = await step('packages', () => ensurePackages(say))
  && await step('system tools', () => ensureSystemTools(say))
  && await step('kernels', buildKernels);
if (!ready) results.push({ stage: 'set-up', passed: 0, failed: 1, skipped: 0, ms: 0 });
else {
  mkdirSync(RESULTS, { recursive: true });
  const started = performance.now();
  const built = await step('production build', () => ensureBuilt(say));
  results.push({ stage: 'build', passed: built ? 1 : 0, failed: built ? 0 : 1, skipped: 0, ms: performance.now() - started });
  for (const stage of stages) {
    // Without a build the tests on it would only repeat that failure.
    if (!built && (stage === 'e2e' || stage === 'tooling')) continue;
    console.log(`\n── ${stage}`);
    results.push({ stage, ...(await runStage(stage)) });
  }
}

console.log('');
for (const { stage, passed, failed, skipped, ms } of results) {
  console.log(`${failed === 0 ? '✓' : '✗'} ${stage.padEnd(9)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${(ms / 1000).toFixed(0)} s`);
}
const total = (/** @type {'passed' | 'failed'} */ what) => results.reduce((sum, result) => sum + result[what], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
