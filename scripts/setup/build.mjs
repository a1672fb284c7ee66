/** Builds the production app when its sources differ from those of the last build, by content. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ROOT, runNode, TOOLS } from './run.mjs';

/** `ZHIJIAN_DIST` names another folder, for builds side by side. */
export const DIST = resolve(ROOT, process.env['ZHIJIAN_DIST'] ?? 'dist');
/** Kept in dist itself, so that a removed or half-written build is never taken for a good one. */
const STAMP = join(DIST, '.sources-sha256');
const INPUTS = ['src', 'workers', 'public', 'scripts/build-kernels.ts', 'vite.config.ts', 'package-lock.json', 'tsconfig.json', 'tsconfig'];

/** @param {string} path @returns {string[]} files below it, sorted */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
  } catch {
    return [path];
  }
}

/** SHA-256 over names and contents of all that goes into the build. Tests and generated kernels do not. */
export function sourcesHash() {
  const pages = readdirSync(ROOT).filter((name) => name.endsWith('.html'));
  const hash = createHash('sha256');
  for (const path of [...INPUTS, ...pages].flatMap((name) => filesBelow(join(ROOT, name)))) {
    if (/\.test\.ts$|\.generated\.ts$|README\.md$/.test(path)) continue;
    hash.update(relative(ROOT, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

export function buildIsCurrent() {
  return existsSync(STAMP) && existsSync(join(DIST, 'index.html')) && readFileSync(STAMP, 'utf8') === sourcesHash();
}

/** Compiles the AssemblyScript kernels that changed. Throws with the compiler's words. */
export async function buildKernels() {
  const result = await runNode(TOOLS.tsx, [join(ROOT, 'scripts/build-kernels.ts')]);
  if (result.code !== 0) throw new Error(`building the kernels failed\n${result.output}`);
}

/**
 * @param {(line: string) => void} say told before the slow part starts
 * @returns {Promise<boolean>} whether a build was made; throws with Vite's words when it failed
 */
export async function ensureBuilt(say) {
  if (buildIsCurrent()) return false;
  const hash = sourcesHash();
  say('构建应用 building the app …');
  await buildKernels();
  const result = await runNode(TOOLS.vite, ['build', '--outDir', DIST, '--emptyOutDir']);
  if (result.code !== 0) throw new Error(`the build failed\n${result.output}`);
  writeFileSync(STAMP, hash);
  return true;
}
