/** A whole case folder is dropped at once: each file goes where it belongs, on the start page as in an open case. */
import { expect, test } from '../harness';
import { words } from '../words';

const SPOKEN = '1\n00:00:01,500 --> 00:00:03,500\n我们是市场监督管理局的执法人员\n';

test('recordings, document and transcript dropped together make one case; a note is left out and can be added all the same', async ({ bench, page }) => {
  await bench.goto();
  await bench.drop('gap.mp4', 'clean.mp4', 'record.pdf', { name: 'clean.srt', text: SPOKEN }, { name: 'other.srt', text: SPOKEN }, { name: 'notes.txt', text: '调取自三号仓库' });
  await expect(bench.recordings).toHaveCount(2);
  await expect(page.getByText(words('case:others_toast_other', { name: 'notes.txt', count: 1 }))).toBeVisible();
  await expect(page.getByText(words('documents:attached_other', { count: 1 }))).toBeVisible();
  await expect(page.getByText(words('speech:imported_other', { count: 1, name: 'clean.mp4' }))).toBeVisible();
  await expect(page.getByText(words('speech:no_recording_named', { name: 'other.srt' }))).toBeVisible();
  await bench.analysed();
  await bench.select('clean.mp4');
  await page.getByRole('button', { name: new RegExp(`^${words('speech:tab')}`) }).click();
  await expect(page.getByText('我们是市场监督管理局的执法人员').first()).toBeVisible();
});

test('documents without any recording ask for recordings first', async ({ bench, page }) => {
  await bench.goto();
  const { readFileSync } = await import('node:fs');
  const { fixture } = await import('../fixtures/make-fixtures');
  await page.getByTestId('file-input').setInputFiles({ name: 'record.pdf', mimeType: 'application/pdf', buffer: readFileSync(fixture('record.pdf')) });
  await expect(page.getByText(words('case:recordings_first'))).toBeVisible();
  await expect(bench.button('shell:pick_files')).toBeVisible();
});
