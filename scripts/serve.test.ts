/** The static server: types, ranges, headers, caching, and what it refuses. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticServer, listen } from './serve.mjs';

let folder = '';
let server: Server;
let port = 0;

interface Answer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

/** Sends the path as it is: `fetch` would tidy `..` away. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk: string) => { body += chunk; }).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    }).on('error', reject).end();
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhijian-serve-'));
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(dist, '.sources-sha256'), 'private');
  writeFileSync(join(dist, 'index.html'), `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src &#39;self&#39;; object-src &#39;none&#39;"><p>page`);
  writeFileSync(join(dist, 'assets/app-1a2b.js'), 'export {};');
  for (const name of ['core.wasm', 'app.webmanifest', 'sample.mp4']) writeFileSync(join(dist, name), '0123456789');
  server = createStaticServer(dist);
  port = await listen(server, 0);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('static server', () => {
  it('serves the page with the policy of the page itself as a header', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toBe("default-src 'self'; object-src 'none'; frame-ancestors 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['cross-origin-opener-policy']).toBeUndefined();
  });

  it('knows the types that browsers are strict about', async () => {
    expect((await get('/core.wasm')).headers['content-type']).toBe('application/wasm');
    expect((await get('/app.webmanifest')).headers['content-type']).toContain('application/manifest+json');
    expect((await get('/sample.mp4')).headers['content-type']).toBe('video/mp4');
    expect((await get('/assets/app-1a2b.js')).headers['content-type']).toContain('text/javascript');
  });

  it('answers ranges', async () => {
    expect(await get('/sample.mp4', { range: 'bytes=2-5' })).toMatchObject({ status: 206, body: '2345', headers: { 'content-range': 'bytes 2-5/10', 'content-length': '4' } });
    expect(await get('/sample.mp4', { range: 'bytes=7-' })).toMatchObject({ status: 206, body: '789' });
    expect(await get('/sample.mp4', { range: 'bytes=-3' })).toMatchObject({ status: 206, body: '789' });
    expect(await get('/sample.mp4', { range: 'bytes=20-30' })).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */10' } });
    expect(await get('/sample.mp4', { range: 'lines=1-2' })).toMatchObject({ status: 200, body: '0123456789' });
  });

  it('lets hashed names be kept and everything else be asked for again', async () => {
    expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable');
    const page = await get('/');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await get('/', { 'if-none-match': String(page.headers.etag) })).status).toBe(304);
  });

  it('never leaves its folder', async () => {
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/..%5csecret.txt', '/.sources-sha256', '/%00', '/%zz']) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('answers only to its own names, and only reads', async () => {
    expect((await get('/', { host: `example.org:${port}` })).status).toBe(421);
    expect((await get('/', {}, 'POST')).status).toBe(405);
    expect(await get('/sample.mp4', {}, 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '10' } });
  });

  it('takes the next port when one is taken, by either loopback address', async () => {
    const second = createStaticServer(join(folder, 'dist'));
    expect(await listen(second, port)).toBeGreaterThan(port);
    second.close();
    const other = createServer();
    const taken = await new Promise<number | null>((resolve) => {
      other.once('error', () => resolve(null));
      other.listen(0, '::1', () => resolve((other.address() as { port: number }).port));
    });
    if (taken === null) return; // no IPv6 here
    const third = createStaticServer(join(folder, 'dist'));
    expect(await listen(third, taken)).not.toBe(taken);
    third.close();
    other.close();
  });
});
