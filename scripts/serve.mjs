/** The static server of the production build: loopback only, ranges, security headers, no dependencies. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './setup/build.mjs';

export const DEFAULT_PORT = 5273;
/** How many ports after the first are tried when it is taken. */
const PORT_TRIES = 50;
const LOOPBACK = '127.0.0.1';

/** @type {Record<string, string>} */
const MIME = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8', '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8', '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.mp4': 'video/mp4',
  '.m4a': 'audio/mp4', '.wav': 'audio/wav', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8',
};

/**
 * The policy is written once, in the page's own `<meta>`, so that the app keeps it behind any other server too. Here it is repeated as a
 * header, because a worker obeys its own response and `frame-ancestors` is not allowed in a meta.
 * @param {string} dist
 */
export function contentSecurityPolicy(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const policy = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]+content="([^"]+)"/i.exec(html)?.[1]?.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
  const base = policy === undefined || policy === '' ? "default-src 'self'" : policy.replace(/;$/, '');
  return `${base}; frame-ancestors 'none'`;
}

/**
 * The file that a request names, or null. Never leaves `dist`; names that start with a dot stay private.
 * @param {string} dist @param {string} url
 */
export function resolveRequest(dist, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part.startsWith('.'))) return null;
  if (path.endsWith('/')) path += 'index.html';
  const file = normalize(join(dist, path));
  if (!file.startsWith(dist + sep)) return null;
  return existsSync(file) && statSync(file).isFile() ? file : null;
}

/**
 * One byte range, as browsers send it.
 * @param {string | undefined} header @param {number} size
 * @returns {{ start: number, end: number } | null | 'unsatisfiable'} `end` inclusive; null: send the whole
 */
export function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

/** @param {string} dist folder of the production build */
export function createStaticServer(dist = DIST) {
  const policy = contentSecurityPolicy(dist);
  const own = new Set(['localhost', LOOPBACK, '[::1]']);
  return createServer((request, response) => {
    const head = {
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    };
    /** @param {number} code @param {string} text @param {Record<string, string>} [more] */
    const refuse = (code, text, more = {}) => {
      response.writeHead(code, { ...head, 'Content-Type': 'text/plain; charset=utf-8', ...more });
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
    };
    // Another name that resolves to this machine is how a foreign page would reach us (DNS rebinding).
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (!own.has(host)) return refuse(421, 'Misdirected request');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD' });
    const file = resolveRequest(dist, request.url ?? '/');
    if (file === null) return refuse(404, 'Not found');

    const { size, mtimeMs } = statSync(file);
    const tag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
    // Vite puts a content hash into the names below assets/: those never change.
    const hashed = file.startsWith(join(dist, 'assets') + sep);
    const headers = {
      ...head,
      'Content-Type': MIME[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Accept-Ranges': 'bytes',
      ETag: tag,
    };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, headers);
      return response.end();
    }
    const range = parseRange(request.headers.range, size);
    if (range === 'unsatisfiable') return refuse(416, 'Range not satisfiable', { 'Content-Range': `bytes */${size}` });
    if (range === null) response.writeHead(200, { ...headers, 'Content-Length': String(size) });
    else response.writeHead(206, { ...headers, 'Content-Length': String(range.end - range.start + 1), 'Content-Range': `bytes ${range.start}-${range.end}/${size}` });
    if (request.method === 'HEAD' || size === 0) return response.end();
    const stream = createReadStream(file, range ?? {});
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  });
}

/** Whether another program answers at this port on IPv6, where `localhost` may lead first. @param {number} port @returns {Promise<boolean>} */
function takenOnIpv6(port) {
  return new Promise((resolve) => {
    const probe = connect({ host: '::1', port });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/**
 * Listens on the loopback address.
 * @param {import('node:http').Server} server @param {number} port first port to try @param {boolean} strict only that port
 * @returns {Promise<number>} the port taken
 */
export async function listen(server, port, strict = false) {
  for (let tried = port; ; tried++) {
    try {
      if (tried !== 0 && await takenOnIpv6(tried)) throw Object.assign(new Error(`port ${tried} is taken`), { code: 'EADDRINUSE' });
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(tried, LOOPBACK, () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : tried;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      if (!taken || strict || tried >= port + PORT_TRIES) throw error;
    }
  }
}

/** Ends at once on Ctrl+C or a kill, open connections included. @param {import('node:http').Server} server @param {() => void} [before] */
export function endOnSignal(server, before = () => {}) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      before();
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  /** @param {string} name */
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const server = createStaticServer(resolve(option('--dist') ?? DIST));
  const port = await listen(server, Number(option('--port') ?? DEFAULT_PORT), args.includes('--strict-port'));
  endOnSignal(server);
  console.log(`http://localhost:${port}/`);
}
