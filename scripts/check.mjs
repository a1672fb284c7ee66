/** `npm run check`: types in each environment, lint, dependency rules and house rules. `npm test` runs the same list. */
import { fileURLToPath } from 'node:url';
import { buildKernels } from './setup/build.mjs';
import { ensurePackages, requireNode } from './setup/packages.mjs';
import { runNode, TOOLS } from './setup/run.mjs';

/** @typedef {{ name: string, run: () => Promise<import('./setup/run.mjs').RunResult> }} Check */

/** @param {string} project */
const types = (project) => ({ name: `types: ${project}`, run: () => runNode(TOOLS.tsc, ['-p', `tsconfig/${project}.json`]) });

/** @type {readonly Check[]} */
export const CHECKS = [
  types('core'),
  types('engine'),
  types('node'),
  { name: 'types: app (svelte-check)', run: () => runNode(TOOLS.svelteCheck, ['--tsconfig', 'tsconfig/app.json', '--fail-on-warnings', '--output', 'human']) },
  { name: 'lint', run: () => runNode(TOOLS.eslint, ['.', '--max-warnings', '0']) },
  { name: 'dependency rules', run: () => runNode(TOOLS.depcruise, ['src', 'workers', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long']) },
  { name: 'house rules', run: () => runNode('scripts/check-house.mjs', []) },
];

/** Two at a time: the checks are single-threaded and a usual machine has at least two cores. */
const AT_ONCE = 2;

/**
 * Runs all checks, prints one line each and the whole output of those that failed.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  const queue = [...CHECKS];
  const work = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const result = await check.run();
      const ok = result.code === 0;
      counts[ok ? 'passed' : 'failed']++;
      console.log(`${ok ? '✓' : '✗'} ${check.name} (${(result.ms / 1000).toFixed(1)} s)`);
      if (!ok) console.log(result.output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  await ensurePackages(console.log);
  await buildKernels();
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
