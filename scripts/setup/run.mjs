/** Runs other programs for the set-up scripts: quietly when all is well, with their whole output when not. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Entry scripts of the tools in node_modules, so that no shell and no `npx` is needed on any system. */
export const TOOLS = {
  tsx: join(ROOT, 'node_modules/tsx/dist/cli.mjs'),
  vite: join(ROOT, 'node_modules/vite/bin/vite.js'),
  tsc: join(ROOT, 'node_modules/typescript/bin/tsc'),
  svelteCheck: join(ROOT, 'node_modules/svelte-check/bin/svelte-check'),
  eslint: join(ROOT, 'node_modules/eslint/bin/eslint.js'),
  depcruise: join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
  vitest: join(ROOT, 'node_modules/vitest/vitest.mjs'),
  playwright: join(ROOT, 'node_modules/@playwright/test/cli.js'),
};

/** @typedef {{ code: number, output: string, ms: number }} RunResult */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number, cwd?: string }} [options] `show` also prints the output as it comes
 * @returns {Promise<RunResult>} code 127 when the command does not exist, 124 when it ran out of time
 */
export function run(command, args, options = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT, env: { ...process.env, ...options.env }, shell: options.shell ?? false, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk.toString('utf8');
      if (options.show === true) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: `${output}${error.message}\n`, ms: performance.now() - started });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : code ?? (signal === null ? 1 : 130), output, ms: performance.now() - started });
    });
  });
}

/** Runs a Node script of ours or of a tool. @param {string} script @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options] */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options);
}
