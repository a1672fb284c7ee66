/** A long analysis: first findings at once, progress that tells, cancel at once, resume, and a reload in the middle. */
import { expect, test } from '../harness';
import { words } from '../words';

/** What a user must not wait longer for, on a shared machine; `npm run bench` measures the real figure. */
const FIRST_FINDING_MS = 8_000;
const CANCEL_MS = 500;

test('a finding of a one-hour recording appears while the analysis goes on, with speed and time left', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('one-hour.mp4');
  await expect(bench.findingsOf('timestamp-gap').first()).toBeVisible({ timeout: FIRST_FINDING_MS });
  const banner = page.getByRole('banner');
  await expect(banner.getByRole('progressbar')).toBeVisible();
  await expect(banner).toContainText(/\d+%\s+[\d.]+×/, { timeout: 30_000 });
});

test('cancel ends it at once, resume goes on, and finished passes are not done again', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('one-hour.mp4');
  const banner = page.getByRole('banner');
  await expect(banner).toContainText(words('shell:pass_frame'), { timeout: 60_000 });
  // Measured in the page: from the click to the word that it has ended.
  const waited = await page.evaluate(async ([cancel, cancelled]) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.title === cancel);
    const began = performance.now();
    button?.click();
    while (!document.body.innerText.includes(cancelled!)) await new Promise((resolve) => { setTimeout(resolve, 10); });
    return performance.now() - began;
  }, [words('shell:analysis_cancel'), words('shell:analysis_cancelled')] as const);
  expect(waited).toBeLessThan(CANCEL_MS);
  await expect(bench.findingsOf('timestamp-gap').first()).toBeVisible();
  await bench.button('shell:analysis_resume').click();
  await expect(banner.getByRole('progressbar')).toBeVisible();
  await expect(banner).toContainText(words('shell:pass_frame'), { timeout: 20_000 });
});

test('a reload in the middle goes on by itself once the file is back, and keeps what was judged', async ({ bench, page }) => {
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('one-hour.mp4');
  const banner = page.getByRole('banner');
  await expect(banner).toContainText(words('shell:pass_frame'), { timeout: 60_000 });
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('defer');
  // What is shown is on disk.
  await expect(banner).toContainText('已判 1');
  await page.reload();
  await bench.opened();
  // It was a reload, and nobody cancelled: what is waited for is said in the header, with the one step that goes on.
  await expect(banner).toContainText(words('shell:waiting_missing'));
  await expect(page.getByText(words('shell:analysis_cancelled'))).toHaveCount(0);
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('defer');
  // The browser gave no lasting handle: the file is asked for again and known by its content.
  await bench.reopen('one-hour.mp4');
  await expect(banner.getByRole('progressbar')).toBeVisible();
  await expect(bench.findingsOf('timestamp-gap').first()).toBeVisible();
});
