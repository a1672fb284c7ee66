/** Language and theme switch at once, reload nothing and lose nothing. */
import { expect, test } from '../harness';
import { words } from '../words';

test('language and theme keep the state of the page', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  await bench.findingsOf('timestamp-gap').first().click();
  await page.evaluate(() => { (window as { kept?: boolean }).kept = true; });

  await bench.button('shell:switch_language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const english = page.getByRole('complementary', { name: words('findings:panel_title', {}, 'en') });
  await expect(english.getByRole('article')).toContainText(words('findings:disproof', {}, 'en').trim());
  await expect(english.getByRole('article').getByRole('button', { name: new RegExp(`^${words('findings:do_accept', {}, 'en')}`) })).toHaveAttribute('aria-pressed', 'true');

  await page.getByRole('button', { name: words('shell:settings', {}, 'en'), exact: true }).click();
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('radio', { name: words('shell:theme_light', {}, 'en') }).check();
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
  await page.keyboard.press('Escape');
  await expect(english.getByRole('article')).toBeVisible();
  expect(await page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
});
