/** The production build: the app and the headless page, a strict CSP in both, and a service worker that makes them work offline. */
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import pkg from './package.json' with { type: 'json' };
import { ONE_RUNTIME } from './scripts/setup/one-runtime.mjs';

/** The pane library sets the cursor of a drag by a style element, first empty: exactly these texts are let through. */
const DRAG_CURSORS = ['', ...['ew-resize', 'w-resize', 'e-resize', 'ns-resize', 'n-resize', 's-resize'].map((cursor) => `*{cursor: ${cursor}!important;}`)]
  .map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');

/** Nothing from outside, no inline script, no eval but WebAssembly's compiler. The server repeats it as a header for workers. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'", "base-uri 'none'", "object-src 'none'", "form-action 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", `style-src 'self' ${DRAG_CURSORS}`, "img-src 'self' blob: data:", "media-src 'self' blob:",
  "font-src 'self'", "manifest-src 'self'", "connect-src 'self' blob:", "frame-src blob:", "worker-src 'self' blob:",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'zhijian-csp',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY }, injectTo: 'head-prepend' }],
  };
}

/**
 * Too large to fetch before the page can be used (the decoder for rare codecs, the engines that read text and recognise speech, their models):
 * fetched in the background once the page is idle.
 */
const LATER = /^(ffmpeg|ort-).*\.wasm$|^ch_PP-OCR.*\.onnx$|^ppocr_keys.*\.txt$|^silero_vad.*\.onnx$|^recogniser\.worker-.*\.js$/;

/** Lists those files for `src/app/offline.ts`. */
function offlineLater(): Plugin {
  let outDir = 'dist';
  return {
    name: 'zhijian-offline-later',
    apply: 'build',
    configResolved: (config) => { outDir = resolve(config.root, config.build.outDir); },
    closeBundle() {
      const names = readdirSync(join(outDir, 'assets')).filter((name) => LATER.test(name));
      writeFileSync(join(outDir, 'offline-later.json'), JSON.stringify(names.map((name) => `/assets/${name}`)));
    },
  };
}

export default defineConfig({
  resolve: { alias: ONE_RUNTIME },
  plugins: [
    svelte(),
    contentSecurityPolicy(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: '执鉴 · 执法音像记录审查', short_name: '执鉴', lang: 'zh-CN', start_url: '/', display: 'standalone',
        background_color: '#101316', theme_color: '#101316',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,json,mp4,webmanifest}'],
        globIgnores: ['**/ffmpeg*.wasm', '**/ort-*.wasm', '**/recogniser.worker-*.js', 'offline-later.json', 'analyze.html'],
        maximumFileSizeToCacheInBytes: 8_000_000,
        // The first page load is under the service worker at once, so that it too works when the network goes.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        navigateFallbackDenylist: [/^\/analyze\.html/],
        runtimeCaching: [{ urlPattern: /\/assets\/(ffmpeg[^/]*\.wasm|ort-[^/]*\.wasm|ch_PP-OCR[^/]*\.onnx|ppocr_keys[^/]*\.txt|silero_vad[^/]*\.onnx|recogniser\.worker-[^/]*\.js)$/, handler: 'CacheFirst', options: { cacheName: 'decoders', expiration: { maxEntries: 12 } } }],
      },
    }),
    offlineLater(),
  ],
  define: { __APP_VERSION__: JSON.stringify(pkg.version) },
  build: {
    target: 'chrome109',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { app: 'index.html', analyze: 'analyze.html' } },
  },
  worker: { format: 'es' },
  // They find the WebAssembly beside themselves; bundled for development they would not.
  optimizeDeps: { exclude: ['onnxruntime-web', '@huggingface/transformers'] },
});
