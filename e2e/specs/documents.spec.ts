/** The written file: a document is attached, its page cited with words into the item being judged, taken back, in the opinion and its Word document, and there after a reload. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../harness';
import { fixture } from '../fixtures/make-fixtures';
import { ReviewPage } from '../pages/review-page';
import { words } from '../words';

const SCREENS = 'test-results/screens';

test('attach, cite a page, undo, opinion, Word, reload', async ({ bench, page, watch }) => {
  test.setTimeout(240_000);
  // The browser's own PDF viewer is an extension that comes with it.
  watch.allow(/^request off the origin: chrome(-extension)?:\/\//);
  const review = new ReviewPage(page);
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => { for (const name of ['showSaveFilePicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, name); });
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  await page.getByRole('button', { name: new RegExp(`^${words('documents:tab')}`) }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), bench.button('documents:attach').click()]);
  await chooser.setFiles([fixture('record.pdf'), fixture('still.png')]);
  await expect(page.getByText(words('documents:attached_other', { count: 2 }))).toBeVisible();
  await page.getByRole('textbox', { name: words('documents:title_of', { name: 'record.pdf' }) }).fill('现场检查笔录');
  await page.getByRole('textbox', { name: words('documents:title_of', { name: 'record.pdf' }) }).blur();
  await page.getByRole('button', { name: 'record.pdf', exact: true }).click();
  const viewer = page.getByRole('region', { name: words('documents:viewer', { name: 'record.pdf' }) });
  await expect(viewer).toContainText('/ 3');

  // Without an item that is being judged nothing is cited, and it says so.
  const cite = (n: number) => viewer.getByRole('button', { name: new RegExp(`^${words('documents:cite', { page: n })}`) });
  await cite(1).click();
  await expect(page.getByText(words('documents:cite_no_item'))).toBeVisible();
  await review.item('笔录清晰').click();

  await viewer.getByRole('button', { name: words('documents:page_on') }).click();
  await viewer.getByRole('textbox', { name: words('documents:quote') }).fill('执法人员：张某、李某');
  await cite(2).click();
  await expect(review.citations).toContainText(words('opinion:cite_document', { name: '现场检查笔录', page: 2 }));
  await expect(review.citations).toContainText('执法人员：张某、李某');
  // By key, without a quote: words are asked for.
  await page.getByRole('spinbutton', { name: new RegExp(words('documents:page')) }).fill('3');
  await page.keyboard.press('Enter');
  await review.title.click();
  await page.keyboard.press('KeyB');
  await expect(review.citations).toContainText(words('opinion:cite_document', { name: '现场检查笔录', page: 3 }));
  await page.keyboard.press('Enter');
  await expect(review.citations.getByRole('textbox', { name: words('review:citation_note') }).nth(1)).toBeFocused();
  await page.keyboard.type('末页有签名');
  await page.keyboard.press('Enter');
  await page.screenshot({ path: `${SCREENS}/documents-1280.png`, animations: 'disabled' });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(review.citations).not.toContainText(words('opinion:cite_document', { name: '现场检查笔录', page: 3 }));
  await page.keyboard.press('Control+Shift+Z');
  await page.keyboard.press('Control+Shift+Z');
  await expect(review.citations).toContainText(words('opinion:cite_document', { name: '现场检查笔录', page: 3 }));
  await review.verdict('符合').click();

  await page.keyboard.press('KeyP');
  for (const wanted of ['执法人员：张某、李某', '末页有签名']) await expect(review.opinion).toContainText(wanted);
  const [download] = await Promise.all([page.waitForEvent('download'), review.opinion.getByRole('button', { name: words('opinion:export_word') }).click()]);
  const path = `${SCREENS}/documents.docx`;
  await download.saveAs(path);
  const text = strFromU8(unzipSync(new Uint8Array(readFileSync(path)))['word/document.xml'] ?? new Uint8Array());
  for (const wanted of ['执法人员：张某、李某', '末页有签名', '现场检查笔录']) expect(text).toContain(wanted);
  await page.keyboard.press('Escape');

  await page.reload();
  await bench.opened();
  await review.item('笔录清晰').click();
  await expect(review.citations).toContainText(words('opinion:cite_document', { name: '现场检查笔录', page: 2 }));
  // The citation leads to its page; the file itself is chosen again and known by its hash.
  await review.citations.getByRole('button', { name: words('opinion:cite_document', { name: '现场检查笔录', page: 3 }) }).click();
  await expect(viewer.getByRole('spinbutton')).toHaveValue('3');
  const [again] = await Promise.all([page.waitForEvent('filechooser'), bench.button('documents:open_again').click()]);
  // Not by whatever is chosen: another document of the case is told as that, and the page is not cited while nobody can read it.
  await expect(cite(3)).toBeDisabled();
  await again.setFiles(fixture('still.png'));
  await expect(viewer.getByRole('alert')).toHaveText(words('documents:chose_other', { name: 'still.png', other: 'still.png' }));
  const [third] = await Promise.all([page.waitForEvent('filechooser'), bench.button('documents:open_again').click()]);
  await third.setFiles({ name: 'other.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nother') });
  await expect(viewer.getByRole('alert')).toHaveText(words('documents:chose_strange', { name: 'other.pdf' }));
  await expect(viewer.getByRole('button', { name: words('documents:attach_apart') })).toBeVisible();
  const [right] = await Promise.all([page.waitForEvent('filechooser'), bench.button('documents:open_again').click()]);
  await right.setFiles(fixture('record.pdf'));
  await expect(viewer.locator('iframe')).toBeVisible();
});
