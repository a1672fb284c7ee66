/** The workbench at both sizes and in both themes: nothing is cut off, and pictures are kept for people to look at. */
import { expect, test } from '../harness';
import { words } from '../words';

const FOLDER = 'test-results/screens';

test('start page and workbench fit 1280×720 and 1920×1080 in both themes', async ({ bench, page }) => {
  test.setTimeout(180_000);
  await bench.goto();
  await bench.button('shell:open_sample').click();
  await bench.opened();
  await bench.analysed(150_000);
  await bench.select('_0003.mp4');
  await bench.findings.first().click();
  await expect(bench.inspector.locator('canvas').first()).toBeVisible();
  for (const theme of ['dark', 'light'] as const) {
    await bench.button('shell:settings').click();
    await page.getByRole('radio', { name: words(`shell:theme_${theme}`) }).check();
    await page.keyboard.press('Escape');
    for (const [width, height] of [[1280, 720], [1920, 1080]] as const) {
      await page.setViewportSize({ width, height });
      await expect(bench.inspector).toBeInViewport();
      await expect(page.getByRole('toolbar', { name: words('player:title') })).toBeInViewport();
      const spill = await page.evaluate(() => ({ x: document.documentElement.scrollWidth - window.innerWidth, y: document.documentElement.scrollHeight - window.innerHeight }));
      expect(spill).toEqual({ x: 0, y: 0 });
      await page.screenshot({ path: `${FOLDER}/workbench-${theme}-${width}.png`, animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: words('shell:to_start'), exact: true }).click();
  await expect(bench.button('shell:open_sample')).toBeVisible();
  await page.screenshot({ path: `${FOLDER}/start-light-1280.png`, animations: 'disabled' });
});
