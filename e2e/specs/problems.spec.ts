/** Bad input: each gives a clear message that names the file and the next step, stops no other file and loses nothing. */
import { copyFileSync, mkdtempSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture } from '../fixtures/make-fixtures';
import { expect, test } from '../harness';
import { words } from '../words';

const BROKEN: readonly (readonly [string, string])[] = [
  ['empty.mp4', 'file-empty'],
  ['noise.mp4', 'file-not-media'],
  ['text.mp4', 'file-not-media'],
  ['truncated.mp4', 'file-truncated'],
  ['truncated-no-index.mp4', 'file-truncated'],
  ['no-video-packets.mp4', 'no-pictures'],
  ['unsupported.mp4', 'codec-unsupported'],
];

test('broken files in a batch are named one by one, and the sound one is analysed', async ({ bench, page }) => {
  test.setTimeout(240_000);
  await bench.goto();
  await bench.choose(...BROKEN.map(([name]) => name), 'gap.mp4');
  await bench.analysed(180_000);
  await bench.select('gap.mp4');
  await expect(bench.findingsOf('timestamp-gap').first()).toBeVisible();
  for (const [name, code] of BROKEN) {
    await test.step(`${name}: ${code}`, async () => {
      await bench.select(name);
      await bench.expectProblem(code, name);
    });
  }
  await test.step('one that nothing decodes says so in the list and in the picture\'s place, also after a reload', async () => {
    const said = page.getByRole('region', { name: words('player:title') });
    for (const visit of ['now', 'after a reload']) {
      await bench.select('unsupported.mp4');
      await expect(bench.recording('unsupported.mp4'), visit).toContainText(words('case:state_failed'));
      await expect(said, visit).toContainText(words('errors:codec_unsupported', { name: 'unsupported.mp4' }));
      await expect(said, visit).toContainText(words('errors:codec_unsupported_next', { name: 'unsupported.mp4' }));
      await expect(said.getByRole('button', { name: words('player:retry') }), visit).toHaveCount(0);
      if (visit === 'now') await page.reload();
    }
  });
});

test('a recording that breaks off says so in the list and openly beside its timeline', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('truncated.mp4');
  await bench.analysed();
  await expect(bench.recording('truncated.mp4')).toContainText(words('case:incomplete'));
  await expect(page.getByText(words('errors:file_truncated', { name: 'truncated.mp4' }))).toBeVisible();
});

for (const name of ['audio-only.mp4', 'voice.wav', 'voice.asf']) {
  test(`${name}: sound alone is analysed, seen and heard, and that there is no picture is said`, async ({ bench, page }) => {
    await bench.goto();
    await bench.choose(name);
    await bench.analysed();
    await bench.expectProblem('no-video', name);
    await expect(bench.recording(name)).toContainText('00:04');
    await expect(bench.recording(name)).not.toContainText(words('case:state_failed'));
    await expect(page.locator('.waveform canvas').first()).toBeVisible();
    await page.keyboard.press('Space');
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)).toBeGreaterThan(0.5);
  });
}

test('in English too', async ({ bench, page }) => {
  await bench.goto();
  await bench.button('shell:switch_language').click();
  await page.getByTestId('file-input').setInputFiles(fixture('text.mp4'));
  const text = words('errors:file_not_media', { name: 'text.mp4' }, 'en');
  await expect(page.getByText(text).first()).toBeVisible();
  await expect(page.getByText(words('errors:file_not_media_next', { name: 'text.mp4' }, 'en')).first()).toBeVisible();
});

test.describe('files that go or change on disk', () => {
  let folder = '';
  test.beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'zhijian-e2e-')); });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('deleted while it is open: the next step tells it, in the list too, and offers to choose the file; its frames stay', async ({ bench, page }) => {
    const path = join(folder, 'gap.mp4');
    copyFileSync(fixture('gap.mp4'), path);
    await bench.goto();
    await bench.choose(path);
    await bench.analysed();
    await bench.findingsOf('timestamp-gap').first().click();
    await bench.decide('accept');
    await page.waitForTimeout(1_500);
    unlinkSync(path);
    await page.keyboard.press('.');
    await expect(bench.recording('gap.mp4')).toContainText(words('case:source_error'));
    await expect(page.getByText(new RegExp(['file_gone', 'file_changed'].map((code) => words(`errors:${code}`, { name: 'gap.mp4' })).join('|'))).first()).toBeVisible();
    await expect(bench.button('case:reopen_missing_action')).toBeVisible();
    await expect(bench.inspector).toContainText(words('findings:frames_kept'));
    await expect(page.getByText(words('findings:frames_failed'))).toHaveCount(0);
  });

  for (const [what, codes, harm] of [
    ['deleted', ['file_gone', 'file_changed'], unlinkSync],
    ['overwritten', ['file_changed'], (path: string) => truncateSync(path, 100_000)],
  ] as const) {
    test(`${what} after opening: named, and the other recording is analysed`, async ({ bench, page }) => {
      const path = join(folder, 'gap.mp4');
      copyFileSync(fixture('gap.mp4'), path);
      await bench.goto();
      await bench.choose('insertion.mp4', path);
      harm(path);
      await bench.analysed();
      await expect(bench.findings.first()).toBeVisible();
      await bench.select('gap.mp4');
      const message = page.getByText(new RegExp(codes.map((code) => words(`errors:${code}`, { name: 'gap.mp4' })).join('|'))).first();
      await expect(message).toBeVisible();
      const next = page.getByText(new RegExp(codes.map((code) => words(`errors:${code}_next`, { name: 'gap.mp4' })).join('|'))).first();
      await expect(next).toBeVisible();
    });
  }
});

test.describe('files reopened through their handles', () => {
  test.beforeEach(async ({ page }) => {
    // A picker cannot be clicked by a test: it answers with handles of the page's own file system, which are as real as those of a disk.
    await page.addInitScript(() => {
      Object.assign(window, {
        showOpenFilePicker: async () => {
          const root = await navigator.storage.getDirectory();
          const handles: FileSystemFileHandle[] = [];
          for await (const entry of (root as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) if (entry.kind === 'file') handles.push(entry as FileSystemFileHandle);
          return handles;
        },
      });
    });
  });

  test('unchanged: open again at once; overwritten: said; deleted: said; judgements stay', async ({ bench, page }) => {
    await bench.goto();
    const { readFileSync } = await import('node:fs');
    await page.evaluate(async (base64) => {
      const root = await navigator.storage.getDirectory();
      const stream = await (await root.getFileHandle('gap.mp4', { create: true })).createWritable();
      await stream.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
      await stream.close();
    }, readFileSync(fixture('gap.mp4')).toString('base64'));
    await bench.button('shell:pick_files').click();
    await bench.opened();
    await bench.analysed();
    await bench.findingsOf('timestamp-gap').first().click();
    await bench.decide('accept');

    await page.reload();
    await bench.opened();
    await expect(bench.button('case:reopen_missing_action')).toHaveCount(0);
    await bench.findingsOf('timestamp-gap').first().click();
    await bench.expectDecision('accept');

    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const stream = await (await root.getFileHandle('gap.mp4')).createWritable();
      await stream.write(new Uint8Array(5000));
      await stream.close();
    });
    await page.reload();
    await bench.opened();
    await bench.select('gap.mp4');
    await bench.expectProblem('file-changed', 'gap.mp4');

    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('gap.mp4'));
    await page.reload();
    await bench.opened();
    await bench.select('gap.mp4');
    await bench.expectProblem('file-gone', 'gap.mp4');
    await bench.findingsOf('timestamp-gap').first().click();
    await bench.expectDecision('accept');
  });
});
