/** Storage that is full or missing, and two tabs on one case: said at once, and nothing is lost. */
import { expect, test } from '../harness';
import { WorkbenchPage } from '../pages/workbench-page';
import { words, wordsPattern } from '../words';

test('storage full: work goes on in the page and is written when there is room again', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  // The database answers as on a full disk until there is room again.
  await page.evaluate(() => {
    const state = Object.assign(window, { diskFull: true });
    for (const method of ['add', 'put'] as const) {
      const real = IDBObjectStore.prototype[method];
      IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...args: Parameters<typeof real>) {
        if (state.diskFull) throw new DOMException('The disk is full.', 'QuotaExceededError');
        return real.apply(this, args);
      };
    }
  });
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.writeNote('写在满盘时');
  const banner = page.getByRole('alert').filter({ hasText: wordsPattern('shell:storage_full_banner') });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(words('shell:storage_full_next'));
  await bench.expectDecision('accept');

  await page.evaluate(() => { Object.assign(window, { diskFull: false }); });
  await bench.button('shell:storage_retry').click();
  await expect(banner).toHaveCount(0);
  await page.reload();
  await bench.opened();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');
  await expect(bench.inspector).toContainText('写在满盘时');
});

/** In the page: whether the browser refuses a small record for want of room. */
const refusesWrites = (): Promise<boolean> => new Promise((resolve) => {
  const opening = indexedDB.open('zhijian');
  opening.onsuccess = () => {
    const db = opening.result;
    const work = db.transaction('settings', 'readwrite');
    work.oncomplete = () => { db.close(); resolve(false); };
    work.onabort = () => { db.close(); resolve(work.error?.name === 'QuotaExceededError'); };
    work.objectStore('settings').put({ key: 'probe', value: 'x' });
  };
});

test('a disk that is really full: what was decided holds in the page and is written when there is room', async ({ bench, page, context, baseURL }) => {
  test.setTimeout(300_000);
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  // The browser's own quota, not a double: it refuses what the database wants to write.
  const browser = await context.newCDPSession(page);
  const origin = new URL(baseURL ?? 'http://localhost').origin;
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium remembers for a while how much room there was.
  await expect.poll(() => page.evaluate(refusesWrites), { timeout: 90_000, intervals: [2_000] }).toBe(true);
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  const banner = page.getByRole('alert').filter({ hasText: wordsPattern('shell:storage_full_banner') });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(words('shell:storage_full_next'));
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');
  await expect(banner.getByRole('button', { name: words('shell:export_case') })).toBeVisible();

  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await expect.poll(() => page.evaluate(refusesWrites), { timeout: 90_000, intervals: [2_000] }).toBe(false);
  await bench.button('shell:storage_retry').click();
  await expect(banner).toHaveCount(0);
  await page.reload();
  await bench.opened();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');
});

test('a window that keeps nothing says so, works, and offers to export', async ({ bench, page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('storage is blocked', 'SecurityError'); };
  });
  await bench.goto();
  const banner = page.getByRole('alert').filter({ hasText: words('shell:storage_memory') });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(words('shell:storage_memory_next'));
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');
  await expect(banner.getByRole('button', { name: words('shell:export_case') })).toBeVisible();
});

test('two tabs on one case: the second reads, and can take over', async ({ bench, page, context }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByText(words('shell:tab_elsewhere'))).toBeVisible();
  await expect(second.getByText(words('shell:read_only'), { exact: true })).toBeVisible();
  const reader = new WorkbenchPage(second);
  await reader.findingsOf('timestamp-gap').first().click();
  // What cannot be done here looks like it, says why, and offers the way.
  for (const decision of ['accept', 'reject', 'defer'] as const) {
    await expect(reader.inspector.getByRole('button', { name: new RegExp(`^${words(`findings:do_${decision}`)}`) })).toBeDisabled();
  }
  await expect(reader.inspector).toContainText(words('findings:locked'));
  await reader.inspector.getByRole('button', { name: words('shell:tab_take_over') }).click();
  await expect(second.getByText(words('shell:tab_elsewhere'))).toHaveCount(0);
  await expect(page.getByText(words('shell:tab_lost'))).toBeVisible();
  await expect(reader.inspector).not.toContainText(words('findings:locked'));
  await reader.decide('accept');
  await reader.findingsOf('timestamp-gap').first().click();
  await reader.expectDecision('accept');
  await bench.findingsOf('timestamp-gap').first().click();
  await expect(bench.inspector.getByRole('button', { name: new RegExp(`^${words('findings:do_reject')}`) })).toBeDisabled();
  // The tab that has the case is closed: this one has it again, as it was left there.
  await second.close();
  await expect(page.getByText(words('shell:tab_freed'))).toBeVisible();
  await expect(page.getByText(words('shell:tab_lost'))).toHaveCount(0);
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept');
  await expect(bench.inspector.getByRole('button', { name: new RegExp(`^${words('findings:do_reject')}`) })).toBeEnabled();
});

test('that the browser promises nothing is said until it was read, with the way out beside it', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  const notice = page.getByRole('status').filter({ hasText: words('shell:storage_unpromised') });
  await expect(notice).toContainText(words('shell:storage_unpromised_next'));
  await expect(notice.getByRole('button', { name: words('shell:export_case') })).toBeVisible();
  await notice.getByRole('button', { name: words('shell:storage_unpromised_seen') }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await bench.opened();
  await expect(notice).toHaveCount(0);
});
