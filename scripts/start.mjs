/** `npm start`: installs what is missing, builds when the sources changed, serves the app on this machine and opens it. */
import { spawn } from 'node:child_process';
import { onPath } from './setup/chromium.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensurePackages, requireNode } from './setup/packages.mjs';
import { createStaticServer, DEFAULT_PORT, endOnSignal, listen } from './serve.mjs';

/** @param {string} line */
const say = (line) => console.log(line);

/** Opens the default browser where there is a screen; silent where there is none. @param {string} url */
function openBrowser(url) {
  if (process.env['CI'] !== undefined || process.env['BROWSER'] === 'none') return;
  const platform = process.platform;
  if (platform === 'linux' && process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return;
  const [command, args] = platform === 'darwin' ? ['open', [url]]
    : platform === 'win32' ? ['cmd', ['/c', 'start', '', url]]
      : ['xdg-open', [url]];
  if (platform === 'linux' && onPath(command) === null) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

requireNode();
try {
  await ensurePackages(say);
  await ensureBuilt(say);
  const server = createStaticServer();
  const wanted = Number(process.env['PORT'] ?? DEFAULT_PORT);
  const port = await listen(server, Number.isInteger(wanted) && wanted >= 0 && wanted < 65536 ? wanted : DEFAULT_PORT);
  endOnSignal(server, () => say('\n已停止 stopped'));
  const url = `http://localhost:${port}/`;
  say(`执鉴 Zhijian: ${url}`);
  say('仅本机可访问，按 Ctrl+C 结束。Only this machine can reach it; Ctrl+C ends it.');
  openBrowser(url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
