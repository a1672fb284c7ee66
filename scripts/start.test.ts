/** `npm start` on a built tree: says where it is, takes the next port, ends on Ctrl+C. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ROOT } from './setup/run.mjs';

/** A second start must feel immediate; a busy machine gets some room. */
const SECOND_START_MS = 15_000;

let running: ChildProcess | null = null;
afterEach(() => {
  running?.kill('SIGKILL');
  running = null;
});

/** Starts it and resolves with the printed address. */
function start(env: Record<string, string>): Promise<{ child: ChildProcess; url: string; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], { cwd: ROOT, env: { ...process.env, BROWSER: 'none', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  return new Promise((resolve, reject) => {
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /http:\/\/localhost:\d+\//.exec(output)?.[0];
      if (url !== undefined) resolve({ child, url, ms: performance.now() - began });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

describe('npm start', () => {
  it('serves the app at the next free port and ends cleanly on Ctrl+C', async () => {
    const other = createServer();
    const taken = await new Promise<number>((resolve) => { other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)); });
    const { child, url, ms } = await start({ PORT: String(taken) });
    other.close();
    expect(Number(new URL(url).port)).toBeGreaterThan(taken);
    expect(ms).toBeLessThan(SECOND_START_MS);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app">');

    const ended = new Promise<number | null>((resolve) => { child.once('close', resolve); });
    const asked = performance.now();
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(3000);
  });
});
