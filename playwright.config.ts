/** End-to-end tests: real Chromium, real media, the production build behind the server that `npm start` uses. */
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/setup/chromium.mjs';

const port = Number(process.env['E2E_PORT'] ?? 5297);
const executablePath = findChromium();
/** Another build than dist/ can be tested by naming it. */
const dist = process.env['E2E_DIST'] ?? 'dist';

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/fixtures/make-fixtures.ts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Two cores: more workers only make decoding slower and timings noisy.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${port}/`,
    browserName: 'chromium',
    headless: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath === null ? {} : { executablePath }) },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port} --strict-port --dist ${dist}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
