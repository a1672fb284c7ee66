/** The sample case: one press, offline, and what it promises is found. */
import { expect, test } from '../harness';
import { words } from '../words';

test('the sample shows one untouched, one cut, one inserted and one frozen recording', async ({ bench, page }) => {
  test.setTimeout(150_000);
  await bench.goto();
  await bench.button('shell:open_sample').click();
  await bench.opened();
  await expect(bench.recordings).toHaveCount(4);
  await expect(page.getByRole('banner')).toContainText('示例〔2026〕001号');
  // The first recording is the untouched one: a newcomer is shown a finding all the same.
  await expect(bench.inspector).toBeVisible({ timeout: 60_000 });
  await bench.analysed(120_000);
  await bench.select('_0001.mp4');
  await expect(bench.findings).toHaveCount(0);
  for (const [name, kind] of [['_0002.mp4', 'cut'], ['_0003.mp4', 'insertion'], ['_0004.mp4', 'freeze']] as const) {
    await bench.select(name);
    await expect(bench.findingsOf(kind).first(), name).toBeVisible();
  }
  // Pressing the button again leads back to this case and makes no second one.
  await page.getByRole('button', { name: words('shell:to_start'), exact: true }).click();
  await bench.button('shell:open_sample').click();
  await page.getByRole('dialog').getByRole('button', { name: words('shell:known_open') }).click();
  await bench.opened();
  await page.reload();
  await bench.opened();
  await expect(bench.recordings).toHaveCount(4);
  await bench.select('_0004.mp4');
  await expect(bench.findingsOf('freeze').first()).toBeVisible();
});
