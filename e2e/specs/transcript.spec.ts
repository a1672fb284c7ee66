/** A transcript is dropped, its cues are marked, the party's words are kept apart, and lines are typed by hand. */
import { expect, test } from '../harness';
import { ReviewPage } from '../pages/review-page';
import { words, wordsPattern } from '../words';

const SRT = `1
00:00:00,400 --> 00:00:02,000
您好，本次执法全程录音录像

2
00:00:02,200 --> 00:00:03,400
你他妈的凭什么查我

3
00:00:xx --> 00:00:05,000
时间写坏的一句
`;

test('import, cues, speakers, typing, reload', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'clean.srt'));
    for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, SRT);
  await expect(page.getByText(words('speech:left_out_row', { count: 1, places: '10' }))).toBeVisible();
  await page.getByRole('button', { name: words('speech:tab_count', { count: 2 }) }).click();
  const rows = page.getByRole('listbox', { name: words('speech:list') }).getByRole('option');
  await expect(rows).toHaveCount(2);
  await expect(rows.first().locator('mark').first()).toBeVisible();

  await rows.nth(1).click();
  await page.keyboard.press('Alt+Digit2');
  await expect(rows.nth(1)).toContainText(words('review:speaker_party'));
  // The party's abuse is no fault of the officers' speech.
  await expect(rows.nth(1)).toContainText(words('speech:tag_incident'));
  await expect(rows.nth(1)).not.toContainText('不文明用语');
  await page.getByRole('button', { name: /^线索 \d/ }).click();
  await expect(page.getByText(words('speech:party_hint'))).toBeVisible();

  await page.getByRole('button', { name: words('speech:write'), exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words('speech:new'), exact: true }).click();
  await page.getByRole('textbox', { name: words('speech:text_new') }).fill('请出示营业执照');
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(3);
  await page.getByRole('textbox', { name: words('speech:text_new') }).fill('这句还没写完');

  await page.reload();
  await bench.opened();
  await page.getByRole('button', { name: words('speech:tab_count', { count: 3 }) }).click();
  await expect(rows.filter({ hasText: '请出示营业执照' })).toHaveCount(1);
  await page.getByRole('button', { name: words('speech:write'), exact: true }).click();
  await expect(page.getByRole('textbox', { name: words('speech:text_new') })).toHaveValue('这句还没写完');

  // How the recording begins is told with words as well.
  const review = new ReviewPage(page);
  await review.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();
  await review.item('开启时首先告知当事人').click();
  await expect(review.card).toContainText(wordsPattern('review:says_opening_first'));
  await expect(review.card).toContainText(words('review:opening_notice'));
});

const LABELLED = `1
00:00:00,400 --> 00:00:01,200
执法人员：本次执法全程录音录像

2
00:00:01,200 --> 00:00:02,000
张三：我不签

3
00:00:02,200 --> 00:00:03,400
张三：凭什么查我
`;

test('names in a file suggest who speaks; choosing the speaker confirms it, and what was typed is not lost to a file', async ({ bench, page }) => {
  const drop = (text: string): Promise<void> => page.evaluate((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'clean.srt'));
    for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, text);
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  await drop(LABELLED);
  await page.getByRole('button', { name: words('speech:tab_count', { count: 3 }) }).click();
  const rows = page.getByRole('listbox', { name: words('speech:list') }).getByRole('option');
  await expect(rows.first()).toContainText(`${words('review:speaker_officer')}?`);
  await expect(rows.first()).not.toContainText('执法人员：');
  await expect(rows.nth(1)).toContainText('张三');

  await rows.first().click();
  const officer = page.getByRole('group', { name: words('speech:speaker') }).getByRole('button', { name: words('review:speaker_officer') });
  await expect(officer).toHaveAttribute('aria-pressed', 'false');
  await officer.click();
  await expect(officer).toHaveAttribute('aria-pressed', 'true');
  await expect(rows.first()).not.toContainText('?');

  await rows.nth(1).click();
  await page.getByRole('button', { name: words('speech:choose_voice', { voice: '张三', count: 2 }) }).click();
  await page.getByRole('group', { name: words('speech:speaker') }).getByRole('button', { name: words('review:speaker_party') }).click();
  await expect(rows.filter({ hasText: words('review:speaker_party') })).toHaveCount(2);

  await drop(LABELLED.replaceAll('凭什么', '为什么'));
  const dialog = page.getByRole('dialog', { name: words('speech:own_title') });
  await dialog.getByRole('button', { name: words('speech:own_keep') }).click();
  await expect(rows.filter({ hasText: '凭什么' })).toHaveCount(1);
  await drop(LABELLED.replaceAll('凭什么', '为什么'));
  await dialog.getByRole('button', { name: words('speech:own_replace') }).click();
  await expect(rows.filter({ hasText: '为什么' })).toHaveCount(1);
  await expect(rows.filter({ hasText: '凭什么' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(rows.filter({ hasText: '凭什么' })).toHaveCount(1);
});
