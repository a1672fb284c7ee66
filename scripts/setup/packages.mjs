/** Makes node_modules agree with package-lock.json: looks first, installs only when something is missing or of another version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Oldest Node that Vite, Vitest and Playwright accept. */
const OLDEST_NODE = [20, 19];

/** Ends with one clear line when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return;
  console.error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}. 需要 Node ${OLDEST_NODE.join('.')} 或更新版本。`);
  process.exit(1);
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** True when every package of the lock is installed in its version. Optional ones belong to other systems and may be absent. */
export function packagesAreCurrent() {
  const wanted = lockedPackages(join(ROOT, 'package-lock.json'));
  const have = lockedPackages(join(ROOT, 'node_modules/.package-lock.json'));
  if (wanted === null || have === null) return false;
  return Object.entries(wanted).every(([path, entry]) => path === '' || have[path]?.version === entry.version || (entry.optional === true && have[path] === undefined));
}

/**
 * @param {(line: string) => void} say told before the slow part starts
 * @returns {Promise<boolean>} whether something was installed; throws with npm's own words when that failed
 */
export async function ensurePackages(say) {
  if (packagesAreCurrent()) return false;
  say('安装依赖 installing packages (npm ci) …');
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--no-audit', '--no-fund'];
  const result = npm !== undefined && /\.[cm]?js$/.test(npm)
    ? await run(process.execPath, [npm, ...args])
    : await run('npm', args, { shell: process.platform === 'win32' });
  if (result.code !== 0) throw new Error(`npm ci failed. Check the network and run it again. npm ci 失败，请检查网络后重试。\n${result.output}`);
  return true;
}
