/** Coming back: after a reload everything computed is there without the file, the place is kept, and the same files lead to the same case. */
import type { Page } from '@playwright/test';
import { fixture } from '../fixtures/make-fixtures';
import { expect, test } from '../harness';
import { ReviewPage } from '../pages/review-page';
import type { WorkbenchPage } from '../pages/workbench-page';
import { words, wordsPattern } from '../words';

/** Different values among the pixels of the inspector's first picture: an empty canvas has one. */
const pictureDetail = (bench: WorkbenchPage): Promise<number> => bench.inspector.locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => {
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
  return new Set(data.filter((_, at) => at % 401 === 0)).size;
});

const timeline = (page: Page) => page.getByRole('region', { name: words('timeline:title') });
const toolbar = (page: Page) => page.getByRole('toolbar', { name: words('player:title') });
const visibleStretch = (page: Page): Promise<string> => page.locator('.minimap .view').evaluate((node) => node.getAttribute('style') ?? '');

test('without the file: curves, thumbnails and stills from before, the place, and what is needed in plain words', async ({ bench, page }) => {
  // A browser without lasting handles.
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('freeze.mp4', 'gap.mp4');
  await bench.analysed();
  await bench.inspect('gap.mp4', 'timestamp-gap');
  await expect.poll(() => pictureDetail(bench)).toBeGreaterThan(8);
  await page.keyboard.press('g');
  await page.keyboard.type('#40');
  await page.keyboard.press('Enter');
  await expect(toolbar(page)).toContainText(/帧 40\b/);
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Control+ArrowUp');
  // The place is kept a moment after each change.
  await page.waitForTimeout(1_000);
  const stretch = await visibleStretch(page);

  await page.reload();
  await bench.opened();
  await expect(page.getByText(words('case:reopen_this_missing', { name: 'gap.mp4' }))).toBeVisible();
  await expect(page.getByText(words('case:reopen_this_missing_next'))).toBeVisible();
  await expect(page.getByText(words('errors:file_gone', { name: 'gap.mp4' }))).toHaveCount(0);
  for (const lane of ['timeline:lane_overview', 'timeline:lane_findings', 'short_picture_change', 'timeline:lane_waveform']) {
    await expect(timeline(page)).toContainText(lane.includes(':') ? words(lane) : words(`measures:${lane}`));
  }
  await expect(bench.inspector).toContainText(words('findings:kind_timestamp_gap'));
  await expect.poll(() => pictureDetail(bench)).toBeGreaterThan(8);
  await expect(bench.inspector).toContainText(words('findings:frames_kept'));
  await expect(toolbar(page)).toContainText(/帧 40\b/);
  expect(await visibleStretch(page)).toBe(stretch);

  // Of a recording that nobody had opened, too.
  await bench.inspect('freeze.mp4', 'freeze');
  await expect.poll(() => pictureDetail(bench)).toBeGreaterThan(8);
  await bench.inspect('gap.mp4', 'timestamp-gap');
  await bench.reopen('gap.mp4');
  await expect(page.getByText(words('case:reopen_this_missing', { name: 'gap.mp4' }))).toHaveCount(0);
  await expect(page.locator('video')).toHaveJSProperty('error', null);

  await bench.decide('accept');
  // The list of cases tells this one by its files, and what is left to do in it.
  await page.getByRole('button', { name: words('shell:to_start'), exact: true }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'freeze.mp4' });
  await expect(entry).toContainText('gap.mp4');
  await expect(entry).toContainText(/\d+ 处，已判 1/);
});

test('without the file: the clock lane, its first reading, and what the rules say of the time, of recordings that are not shown too', async ({ bench, page }) => {
  test.setTimeout(200_000);
  const review = new ReviewPage(page);
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('freeze.mp4', 'clean.mp4');
  await bench.analysed(150_000);
  await bench.select('clean.mp4');
  await expect(timeline(page)).toContainText(words('timeline:lane_clock'));
  await review.switch.getByRole('button').nth(1).click();
  await review.item('时间').first().click();
  const said = await review.card.innerText();
  await page.waitForTimeout(1_000);

  await page.reload();
  await bench.opened();
  await expect(timeline(page)).toContainText(words('timeline:lane_clock'));
  await review.item('时间').first().click();
  await expect.poll(() => review.card.innerText()).toBe(said);
  await bench.select('freeze.mp4');
  await expect(timeline(page)).toContainText(words('timeline:lane_clock'));
  await expect.poll(() => review.card.innerText()).toBe(said);
});

test('with a handle that waits for permission: one click opens it again', async ({ bench, page }) => {
  const { readFileSync } = await import('node:fs');
  const { fixture } = await import('../fixtures/make-fixtures');
  await page.addInitScript(() => {
    // Handles of the page's own file system ask for nothing: here they do, as those of a disk after a reload.
    let granted = sessionStorage.getItem('reloaded') === null;
    sessionStorage.setItem('reloaded', 'yes');
    Object.assign(FileSystemFileHandle.prototype, {
      queryPermission: () => Promise.resolve(granted ? 'granted' : 'prompt'),
      requestPermission: () => { granted = true; return Promise.resolve('granted'); },
    });
    Object.assign(window, { showOpenFilePicker: async () => [await (await navigator.storage.getDirectory()).getFileHandle('gap.mp4')] });
  });
  await bench.goto();
  await page.evaluate(async (base64) => {
    const stream = await (await (await navigator.storage.getDirectory()).getFileHandle('gap.mp4', { create: true })).createWritable();
    await stream.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
    await stream.close();
  }, readFileSync(fixture('gap.mp4')).toString('base64'));
  await bench.button('shell:pick_files').click();
  await bench.opened();
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await page.waitForTimeout(1_000);

  await page.reload();
  await bench.opened();
  await expect(page.getByText(words('case:reopen_this_click', { name: 'gap.mp4' }))).toBeVisible();
  await expect(timeline(page)).toContainText(words('timeline:lane_waveform'));
  await bench.button('case:reopen_click_action').click();
  await expect(page.getByText(words('case:reopen_this_click', { name: 'gap.mp4' }))).toHaveCount(0);
  await expect(bench.recording('gap.mp4')).not.toContainText(words('case:source_needs_click'));
  await expect(bench.inspector).toContainText(words('findings:kind_timestamp_gap'));
});

test('a file that was never analysed is not said to hold nothing', async ({ bench, page }) => {
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('one-hour.mp4', 'clean.mp4');
  await expect(bench.recording('clean.mp4')).toContainText(words('case:state_queued'));
  await page.reload();
  await bench.opened();
  await bench.select('clean.mp4');
  await expect(bench.recording('clean.mp4')).toContainText(words('case:state_idle'));
  await expect(bench.findingPanel).toContainText(words('findings:none_idle'));
  await expect(bench.findingPanel).toContainText(words('shell:no_findings_idle'));
  await expect(bench.findingPanel).not.toContainText(words('findings:count', { count: 0 }));
  await bench.reopen('clean.mp4');
  await expect(bench.recording('clean.mp4')).toContainText(words('case:nothing_found'), { timeout: 60_000 });
  await expect(bench.findingPanel).toContainText(words('findings:none_done'));
});

test('the same files lead to the case that has them, under another name too; another case is made only on purpose', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  const leave = async (): Promise<void> => {
    await page.getByRole('button', { name: words('shell:to_start'), exact: true }).click();
    await expect(bench.button('shell:pick_files')).toBeVisible();
  };
  await leave();
  const { readFileSync } = await import('node:fs');
  const { fixture } = await import('../fixtures/make-fixtures');
  await page.getByTestId('file-input').setInputFiles({ name: 'renamed.mp4', mimeType: 'video/mp4', buffer: readFileSync(fixture('gap.mp4')) });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(words('shell:known_title'));
  await expect(dialog).toContainText(wordsPattern('shell:known_text'));
  await dialog.getByRole('button', { name: words('shell:known_open') }).click();
  await bench.opened();
  await expect(bench.recordings).toHaveCount(1);
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');

  await leave();
  await page.getByTestId('file-input').setInputFiles(fixture('gap.mp4'));
  await dialog.getByRole('button', { name: words('shell:known_create') }).click();
  await bench.opened();
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept', false);
  await leave();
  await expect(page.getByRole('region', { name: words('shell:earlier_cases') }).getByRole('listitem')).toHaveCount(2);
});

test('a file that cannot be analysed stays so after a reload and is not asked for again; a wrong one is not added unasked', async ({ bench, page }) => {
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('empty.mp4', 'gap.mp4');
  await expect(bench.recording('empty')).toContainText(words('case:state_failed'), { timeout: 60_000 });
  await expect(bench.recording('gap')).toContainText('1', { timeout: 60_000 });
  await bench.analysed();
  await page.reload();
  await bench.opened();
  await expect(bench.recording('empty')).toContainText(words('case:state_failed'));
  await expect(bench.recording('gap')).toContainText(words('case:source_missing'));
  await bench.recording('empty').getByRole('button').first().click();
  await expect(page.getByText(words('errors:file_empty', { name: 'empty.mp4' })).first()).toBeVisible();
  await bench.recording('gap').getByRole('button').first().click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('region', { name: words('shell:picture') }).getByRole('button', { name: words('case:reopen_missing_action') }).click()]);
  await chooser.setFiles(fixture('clean.mp4'));
  await expect(page.getByText(words('case:strange_add'))).toBeVisible();
  await expect(bench.recordings).toHaveCount(2);
});
