/** `npx tsx e2e/bench/marks.ts`: a case of 10,000 annotations in the app: how long the page stands still while they are listed, scrolled, searched, changed together, marked live and taken back. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createStaticServer, listen } from '../../scripts/serve.mjs';
import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { CHROMIUM_ARGS, requireChromium } from '../../scripts/setup/chromium.mjs';
import { ROOT } from '../../scripts/setup/run.mjs';
import { fixture } from '../fixtures/make-fixtures';
import { WorkbenchPage } from '../pages/workbench-page';
import { words } from '../words';
import { forgetFrames, longestFrameMs, watchFrames } from './speed/frame-gaps';

const COUNT = Number(process.argv[2] ?? 10_000);
const TIERS = ['notice', 'speech', 'papers', 'site', 'stage', 'continuity', 'note'];
const STEPS = 100;

interface CaseFile { actions: { id: string; caseId: string; seq: number; atMs: number; actor: string; version: number; kind: string; payload: unknown }[]; recordings: { id: string }[] }

/** The case as the app exported it, with one action more that adds the annotations. */
function withMarks(path: string): string {
  const file = JSON.parse(readFileSync(path, 'utf8')) as CaseFile;
  const last = file.actions.at(-1)!;
  const recordingId = file.recordings[0]!.id;
  const added = Array.from({ length: COUNT }, (_, i) => ({
    id: `m${i}`, recordingId, tier: TIERS[i % TIERS.length], term: '', text: `mark ${i}`, box: i % 5 === 0 ? { x: 0.1, y: 0.1, w: 0.2, h: 0.2 } : null, atMs: last.atMs, actor: '', startUs: i * 900, endUs: i * 900 + (i % 3) * 400_000,
  }));
  file.actions.push({ ...last, id: 'many', seq: last.seq + 1, kind: 'annotations-changed', payload: { removed: [], added } });
  writeFileSync(path, JSON.stringify(file));
  return path;
}

/** Runs a piece of work and tells how long it took until it showed, and the longest time between two frames meanwhile. */
async function timed(page: Page, name: string, work: () => Promise<void>): Promise<void> {
  await forgetFrames(page);
  const fromMs = performance.now();
  await work();
  const ms = performance.now() - fromMs;
  console.log(`${name.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms, longest time between two frames ${(await longestFrameMs(page)).toFixed(0)} ms`);
}

await ensureBuilt((line) => console.log(line));
const server = createStaticServer();
const port = await listen(server, 0);
const browser = await chromium.launch({ executablePath: requireChromium(), args: CHROMIUM_ARGS });
try {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 720 }, baseURL: `http://localhost:${port}` });
  await page.addInitScript("for (const name of ['showSaveFilePicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, name);");
  await watchFrames(page);
  const bench = new WorkbenchPage(page);
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  const [download] = await Promise.all([page.waitForEvent('download'), bench.button('shell:export_case').first().click()]);
  const path = join(ROOT, '.cache', 'bench', 'marks.zhijian.json');
  mkdirSync(join(ROOT, '.cache', 'bench'), { recursive: true });
  await download.saveAs(path);
  await page.goto('/');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), bench.button('shell:import_case').click()]);
  await chooser.setFiles(withMarks(path));
  await bench.button('shell:import_copy').click();
  await bench.opened();
  await page.getByTestId('file-input').first().setInputFiles(fixture('clean.mp4'));
  await page.waitForTimeout(3000);
  await timed(page, `list ${COUNT}`, () => page.getByRole('button', { name: words('marks:tab_count', { count: COUNT }) }).click());
  const list = page.getByRole('listbox', { name: words('marks:list') });
  await list.getByRole('option').first().waitFor();
  await list.hover();
  await timed(page, 'scroll', async () => { for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, 400); });
  const search = page.getByRole('searchbox', { name: words('marks:search') });
  await timed(page, 'search, typed', async () => { await search.pressSequentially('99'); await list.getByRole('option').first().filter({ hasText: '99' }).waitFor(); });
  await search.fill('');
  await list.focus();
  await timed(page, 'choose all', () => page.keyboard.press('Control+KeyA'));
  const remove = page.getByRole('button', { name: words('marks:remove_other', { count: COUNT }) });
  await remove.waitFor();
  await timed(page, 'remove all', async () => { await remove.click(); await page.getByRole('button', { name: words('marks:tab'), exact: true }).waitFor(); });
  await timed(page, 'undo', async () => { await bench.button('shell:undo').click(); await page.getByRole('button', { name: words('marks:tab_count', { count: COUNT }) }).waitFor(); });
  await timed(page, 'mark live', async () => { await page.keyboard.press('KeyM'); await page.getByRole('button', { name: words('marks:tab_count', { count: COUNT + 1 }) }).waitFor(); });
} finally {
  await browser.close();
  server.close();
}
