/** Speech is recognised by a model that the person installed: what to install is said, the folder is checked and kept, lines come, and nobody's words are touched. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { RECOMMENDED_FILES } from '../../src/core/speech/model-folder';
import { tinyWhisper } from '../../src/engine/recognise/testing/tiny-whisper';
import said from '../../src/engine/recognise/testing/tiny-whisper-words.json' with { type: 'json' };
import { expect, test } from '../harness';
import type { WorkbenchPage } from '../pages/workbench-page';
import { words, wordsPattern } from '../words';

const rows = (page: Page) => page.getByRole('listbox', { name: words('speech:list') }).getByRole('option');
const row = (page: Page) => page.getByRole('group', { name: words('recognition:title') });
const dialog = (page: Page) => page.getByRole('dialog', { name: words('recognition:dialog_title') });

async function openSpeech(bench: WorkbenchPage, page: Page): Promise<void> {
  await bench.goto();
  await bench.choose('spoken.mp4');
  await bench.analysed();
  await page.getByRole('button', { name: words('speech:tab'), exact: true }).click();
}

/** A folder that a picker gives in the place of the one that a person would point at: a real handle, of the browser's own file system. */
async function installInBrowser(page: Page): Promise<void> {
  await page.evaluate(async (files) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('tiny-whisper', { create: true });
    for (const [path, base64] of files) {
      const parts = path.split('/');
      let folder = root;
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const writer = await (await folder.getFileHandle(parts.at(-1)!, { create: true })).createWritable();
      await writer.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
      await writer.close();
    }
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(root) });
  }, [...tinyWhisper()].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const));
}

test('without a model the page says exactly what to install, and everything else works', async ({ bench, page }) => {
  await openSpeech(bench, page);
  await expect(row(page)).toContainText(words('recognition:model_none'));
  await row(page).getByRole('button', { name: words('recognition:how') }).click();
  for (const path of RECOMMENDED_FILES) await expect(dialog(page)).toContainText(path);
  await expect(dialog(page)).toContainText('onnx-community/whisper-small');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: words('speech:text_new') }).fill('请出示营业执照');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
});

test('a model from a chosen folder writes lines; they can be undone, and the folder is found again', async ({ bench, page }) => {
  await openSpeech(bench, page);
  await installInBrowser(page);
  await row(page).getByRole('button', { name: words('recognition:how') }).click();
  await dialog(page).getByRole('button', { name: words('recognition:choose') }).click();
  await expect(dialog(page)).toContainText('test/tiny-whisper (q8)');
  await expect(dialog(page)).toContainText(words('recognition:kept'));
  await page.keyboard.press('Escape');

  await row(page).getByRole('button', { name: words('recognition:start') }).click();
  await expect(rows(page)).toHaveCount(said.low.length, { timeout: 60_000 });
  for (const [at, text] of said.low.entries()) await expect(rows(page).nth(at)).toContainText(text);
  await expect(rows(page).first()).toContainText(words('recognition:by_machine'));
  // The voice begins after two seconds of silence.
  await expect(rows(page).first()).toContainText('00:00:01');
  await expect(page.getByText(wordsPattern('recognition:done')).first()).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(rows(page)).toHaveCount(said.low.length);

  await page.reload();
  await bench.opened();
  await page.getByRole('button', { name: words('speech:tab_count', { count: said.low.length }) }).click();
  await expect(row(page)).toContainText('test/tiny-whisper (q8)');
  await row(page).getByRole('button', { name: words('recognition:model') }).click();
  await dialog(page).getByRole('button', { name: words('recognition:forget') }).click();
  await expect(dialog(page)).toContainText(words('recognition:model_none'));
});

test('without a folder picker the folder serves this tab; missing files are named, and typed lines stay', async ({ bench, page }, info) => {
  await page.addInitScript(() => {
    for (const name of ['showDirectoryPicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, name);
  });
  const folder = info.outputPath('whisper');
  for (const [path, bytes] of tinyWhisper()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const choose = async (): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog(page).getByRole('button', { name: words('recognition:choose') }).click()]);
    await chooser.setFiles(folder);
  };
  const removed = 'onnx/decoder_model_merged_quantized.onnx';
  rmSync(join(folder, removed));

  await openSpeech(bench, page);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['1\n00:00:01,500 --> 00:00:05,500\n您好\n'], 'spoken.srt'));
    for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  });
  await expect(rows(page)).toHaveCount(1);
  await row(page).getByRole('button', { name: words('recognition:how') }).click();
  await choose();
  await expect(dialog(page)).toContainText(words('recognition:fault_missing', { path: removed }));
  writeFileSync(join(folder, removed), tinyWhisper().get(removed)!);
  await choose();
  await expect(dialog(page)).toContainText(words('recognition:not_kept'));
  await page.keyboard.press('Escape');

  await row(page).getByRole('button', { name: words('recognition:start') }).click();
  await expect(page.getByText(wordsPattern('recognition:done')).first()).toBeVisible({ timeout: 60_000 });
  await expect(rows(page).first()).toContainText('您好');
  await expect(rows(page).filter({ hasText: said.low[0] })).toHaveCount(1);
  await expect(rows(page).filter({ hasText: said.low[0] })).toContainText('00:00:05');
});
