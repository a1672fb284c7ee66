/** Device samples: recorded once from a known original, kept, and other recordings compared with them; by keyboard. */
import { expect, test } from '../harness';
import { words } from '../words';

test('a recording is compared with the device sample that was recorded from another', async ({ bench, page }) => {
  test.setTimeout(120_000);
  // Without the newer pickers files come by the input and go by a download, which a test can hold.
  await page.addInitScript(() => { for (const picker of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, picker); });
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
  const [download] = await Promise.all([page.waitForEvent('download'), bench.button('settings:exemplars_export').click()]);
  const exported = await download.path();
  await list.getByRole('button', { name: words('settings:exemplar_remove', { name: '二号记录仪' }) }).click();
  await expect(page.getByText(words('settings:exemplars_none'))).toBeVisible();

  // What is no such file is refused and named; what was exported comes back, once.
  const bring = async (file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), bench.button('settings:exemplars_import').click()]);
    await chooser.setFiles(file);
  };
  await bring({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"schema":"zhijian.case/1"}') });
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(words('errors:exemplar_file_unreadable', { name: 'other.json' }));
  await bring(exported);
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await bring(exported);
  await expect(page.getByText(words('settings:exemplars_imported_none'))).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(1);
});
