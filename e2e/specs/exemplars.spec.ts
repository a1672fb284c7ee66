/** Device samples: recorded once from a known original, kept, and other recordings compared with them; by keyboard. */
import { expect, test } from '../harness';
import { words } from '../words';

test('a recording is compared with the device sample that was recorded from another', async ({ bench, page }) => {
  test.setTimeout(120_000);
  await bench.goto();
  await bench.choose('clean.mp4', 'gap.mp4');
  await bench.analysed(90_000);
  await bench.select('clean.mp4');

  await bench.button('shell:settings').click();
  const tab = page.getByRole('tab', { name: words('settings:tab_devices') });
  await tab.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(words('settings:exemplars_none'))).toBeVisible();
  await page.getByRole('textbox', { name: words('settings:exemplar_name') }).fill('一号记录仪');
  await page.keyboard.press('Enter');
  const list = page.getByRole('list', { name: words('settings:tab_devices') });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  const field = list.getByRole('textbox');
  await field.fill('二号记录仪');
  await field.press('Tab');
  await page.keyboard.press('Escape');

  await page.getByText(words('case:file_facts'), { exact: true }).click();
  await expect(page.getByText(words('case:fact_exemplar_same', { name: '二号记录仪' }))).toBeVisible();
  await bench.select('gap.mp4');
  await expect(bench.findingsOf('metadata-conflict').first()).toBeVisible();

  await page.reload();
  await bench.opened();
  await bench.button('shell:settings').click();
  await tab.click();
  await list.getByRole('button', { name: words('settings:exemplar_remove', { name: '二号记录仪' }) }).click();
  await expect(page.getByText(words('settings:exemplars_none'))).toBeVisible();
});
