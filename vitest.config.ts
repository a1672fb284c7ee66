/** Three test projects: `unit` in Node beside the code, `browser` in real Chromium (`*.browser.test.ts`), `tooling` for the scripts and rules themselves. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './scripts/setup/chromium.mjs';
import { ONE_RUNTIME } from './scripts/setup/one-runtime.mjs';

const executablePath = findChromium();

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: [svelte({ configFile: false, compilerOptions: { hmr: false } })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'workers/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        resolve: { alias: ONE_RUNTIME },
        // Icons come one by one: found while tests run, each would have Vite bundle anew and give the page a second copy of Svelte.
        optimizeDeps: { exclude: ['onnxruntime-web', '@huggingface/transformers', '@lucide/svelte'] },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { args: CHROMIUM_ARGS, ...(executablePath === null ? {} : { executablePath }) } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'tooling',
          environment: 'node',
          include: ['scripts/**/*.test.ts', 'e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
