/** The whole review of the sample case, from its recordings to a signed opinion: once by keyboard alone, once by mouse. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness';
import type { WorkbenchPage } from '../pages/workbench-page';
import { ReviewPage } from '../pages/review-page';
import { words, wordsPattern } from '../words';

/** The sample's own: one cut, one insertion, one freeze. */
const FINDINGS = 3;
const SCREENS = 'test-results/screens';

async function tabTo(page: Page, reached: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await reached()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

const decided = (page: Page, count: number): Promise<void> => expect(page.getByRole('banner')).toContainText(words('shell:case_findings', { all: FINDINGS, decided: count }));

async function openSample(bench: WorkbenchPage, page: Page): Promise<void> {
  // Without them a download needs no dialog of the system.
  await page.addInitScript(() => { for (const name of ['showSaveFilePicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, name); });
  // Of a long test, the step that hangs is to be named.
  page.setDefaultTimeout(20_000);
  await bench.goto();
}

test('by keyboard alone, from the sample case to the signed opinion', async ({ bench, page }) => {
  test.setTimeout(400_000);
  const review = new ReviewPage(page);
  await openSample(bench, page);
  await tabTo(page, () => bench.button('shell:open_sample').evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Enter');
  await bench.opened();
  await bench.analysed(150_000);

  await page.keyboard.press('Backquote');
  await expect(review.panel).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(review.title).toBeVisible();
  const all = await review.left();

  // A verdict without evidence stays open and says what it lacks.
  await page.keyboard.press('KeyX');
  await expect(review.card).toContainText(words('review:verdict_fault_nothing_cited'));
  await page.keyboard.press('Enter');
  await expect(review.noCitation).toBeFocused();
  await page.keyboard.type('本单位未编制清单 YNUDX 19');
  const first = await review.title.textContent();
  await page.keyboard.press('Enter');
  await expect(review.title).not.toHaveText(first ?? '');
  await review.expectLeft(all - 1);
  // Taken back and made again.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await review.expectLeft(all);
  await page.keyboard.press('Control+Shift+Z');
  await page.keyboard.press('Control+Shift+Z');
  await review.expectLeft(all - 1);

  let cited = 0;
  for (let left = all - 1; left > 0; left--) {
    const title = (await review.title.textContent()) ?? '';
    const waitsForFindings = (await review.card.getByText(wordsPattern('review:unseen_left_other')).count()) > 0;
    if (waitsForFindings) {
      // Findings that bear on the item are judged first, where their evidence is.
      await page.keyboard.press('Backquote');
      for (let at = 0; at < FINDINGS; at++) {
        await expect(bench.inspector).toBeVisible();
        await page.keyboard.press(at === 1 ? 'KeyU' : 'KeyY');
        await decided(page, at + 1);
      }
      await page.keyboard.press('Backquote');
      await expect(review.title).toHaveText(title);
    }
    if (await review.hasRule) {
      await page.keyboard.press('Shift+KeyQ');
      await expect(review.citations).toContainText(wordsPattern('opinion:cite_rule'));
      await page.keyboard.press('KeyY');
    } else if (cited < 6) {
      await page.keyboard.press('KeyE');
      // The verdict may follow at once: the cursor goes to the note because words are missing, and Enter leads on.
      const defect = ++cited % 2 === 0;
      await page.keyboard.press('KeyQ');
      await page.keyboard.press(defect ? 'KeyD' : 'KeyY');
      await expect(review.citations.getByRole('textbox', { name: words('review:citation_note') })).toBeFocused();
      await page.keyboard.type(`画面所见 ${cited}`);
      await expect(review.citations.locator('img')).toBeVisible();
      await page.keyboard.press('Enter');
      if (defect) {
        // A defect is held open until its reason is there in words.
        await expect(review.card).toContainText(words('review:verdict_fault_reason_missing'));
        await expect(review.reason).toBeFocused();
        await page.keyboard.type(`画面不全 ${cited}`);
        await page.keyboard.press('Enter');
      }
    } else {
      await page.keyboard.press('KeyU');
      await expect(review.verdict('无法判断')).toHaveAttribute('aria-pressed', 'true');
      await page.keyboard.press('Enter');
      await expect(review.noCitation).toBeFocused();
      await page.keyboard.type('样例中没有相应材料');
      await page.keyboard.press('Enter');
    }
    await review.expectLeft(left - 1);
  }
  await expect(review.panel).toContainText(words('review:none_left', { all }));

  await page.keyboard.press('KeyP');
  await expect(review.opinion).toContainText('画面所见 1');
  const name = review.opinion.getByRole('textbox', { name: words('opinion:sign_name') });
  await tabTo(page, () => name.evaluate((node) => node === document.activeElement));
  await page.keyboard.type('审查人甲');
  // An accepted cut bears on an item that was said to conform: that is confirmed first.
  const confirmed = review.opinion.getByRole('checkbox');
  await tabTo(page, () => confirmed.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(review.opinion).toContainText(words('opinion:signature_valid'));

  // A change makes it invalid; taking the change back makes it hold again, and so does a reload.
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyN');
  await page.keyboard.press('KeyP');
  await expect(review.opinion).toContainText(words('opinion:signature_changed'));
  // The draft says where it differs, and what was signed is there as it was.
  await expect(review.opinion).toContainText(wordsPattern('opinion:signature_changed_in'));
  await review.opinion.getByRole('button', { name: words('opinion:open_signed') }).click();
  await expect(review.opinion.getByRole('status').filter({ hasText: wordsPattern('opinion:shows_signed') })).toBeVisible();
  await expect(review.opinion.locator('.paper')).toContainText('审查人甲');
  await review.opinion.getByRole('button', { name: words('opinion:back_to_draft') }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner').getByRole('button', { name: words('shell:signature_lapsed') })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(review.panel).toContainText(words('review:none_left_signed', { all }));
  await page.keyboard.press('KeyP');
  await expect(review.opinion).toContainText(words('opinion:signature_valid'));
  await page.reload();
  await bench.opened();
  await expect(review.panel).toContainText(words('review:none_left_signed', { all }));
  await page.keyboard.press('KeyP');
  await expect(review.opinion).toContainText(words('opinion:signature_valid'));
  const pdf = await page.pdf({ path: `${SCREENS}/opinion.pdf`, preferCSSPageSize: true });
  // 44 items with their evidence: printed whole, not the part that was on screen.
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(4);
});

test('by mouse, to an opinion that is written as Word and cannot be signed before all is judged', async ({ bench, page }) => {
  test.setTimeout(400_000);
  const review = new ReviewPage(page);
  await openSample(bench, page);
  await bench.button('shell:open_sample').click();
  await bench.opened();
  await bench.analysed(150_000);
  await review.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();

  // An item with findings opens on the first of them, in the picture.
  await review.item('不得插入其他画面').click();
  await expect(review.card).toContainText(wordsPattern('review:unseen_left_other'));
  await expect(page.getByRole('toolbar', { name: words('player:title') })).toContainText('00:00:07.320');
  for (const part of [review.title, review.citations, review.verdict('符合'), page.getByRole('img', { name: words('player:stage') })]) await expect(part).toBeInViewport({ ratio: 1 });
  await review.card.getByRole('button', { name: new RegExp(`^${words('review:cite_screen')}`) }).click();
  // The field of the reason for citing nothing stands here until the still has come.
  await review.citations.getByRole('textbox', { name: words('review:citation_note') }).fill('两处画面前后不接');
  await expect(review.citations.locator('img')).toBeVisible();
  await page.screenshot({ path: `${SCREENS}/review-item-1280.png`, animations: 'disabled' });
  await review.verdict('不符合').click();
  await expect(review.card).toContainText(words('review:verdict_fault_reason_missing'));
  await review.reason.fill('两段之间插入了其他画面');
  await review.reason.press('Enter');
  await expect(review.card).not.toContainText(words('review:verdict_fault_reason_missing'));
  await expect(review.card).toContainText(words('review:verdict_fault_findings_unseen'));
  await review.card.getByRole('button', { name: words('review:judge_finding') }).first().click();
  for (let at = 0; at < FINDINGS; at++) {
    await bench.decide('accept');
    await decided(page, at + 1);
  }
  await review.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();
  await expect(review.title).toHaveText('不得插入其他画面');
  await expect(review.card).not.toContainText(words('review:verdict_fault_findings_unseen'));

  // Not all is judged: the opinion can be read, and says what is open.
  await page.getByRole('button', { name: words('shell:opinion'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('shell:opinion_open') }).click();
  await expect(review.opinion).toContainText(words('opinion:draft'));
  await expect(review.opinion.getByRole('button', { name: words('opinion:sign'), exact: true })).toHaveCount(0);
  await page.screenshot({ path: `${SCREENS}/opinion-1280.png`, animations: 'disabled' });
  await review.opinion.getByRole('button', { name: /设备属所列种类/ }).click();
  await expect(review.title).toHaveText('设备属所列种类');

  for (let left = await review.left(); left > 0; left--) {
    const title = (await review.title.textContent()) ?? '';
    if (await review.hasRule) {
      await review.card.getByRole('button', { name: words('review:cite_rule') }).first().click();
      await expect(review.citations).toContainText(wordsPattern('opinion:cite_rule'));
    } else await review.noCitation.fill('样例中没有相应材料');
    await review.verdict('无法判断').click();
    await review.expectLeft(left - 1);
    if (left > 1) await expect(review.title).not.toHaveText(title);
  }
  await page.getByRole('button', { name: words('shell:opinion'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('shell:opinion_open') }).click();
  // What is blank is told before signing, and forbids nothing.
  for (const field of ['documentNumber', 'overall']) {
    await expect(review.opinion.getByRole('group', { name: words('opinion:notes_title') }).getByRole('button', { name: words('opinion:note_blank', { field: words(`case:field_${field}`) }) })).toBeVisible();
  }
  await review.opinion.getByRole('textbox', { name: words('opinion:sign_name') }).fill('审查人乙');
  await review.opinion.getByRole('button', { name: words('opinion:sign'), exact: true }).click();
  await expect(review.opinion).toContainText(words('opinion:signature_valid'));

  const [download] = await Promise.all([page.waitForEvent('download'), review.opinion.getByRole('button', { name: words('opinion:export_word') }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.docx$/);
  const path = `${SCREENS}/opinion.docx`;
  await download.saveAs(path);
  const parts = unzipSync(new Uint8Array(readFileSync(path)));
  const text = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  for (const wanted of ['两处画面前后不接', '两段之间插入了其他画面', '审查人乙', '便民超市示例店', '不得插入其他画面']) expect(text).toContain(wanted);
  // The still that is cited, and of each finding that was accepted the pictures before and after.
  expect(Object.keys(parts).filter((name) => name.startsWith('word/media/')).length).toBeGreaterThanOrEqual(1 + 2 * FINDINGS);

  await review.opinion.getByRole('button', { name: words('opinion:language_en') }).click();
  await expect(review.opinion.locator('.paper')).toContainText(words('opinion:statement', {}, 'en'));
});

test('after a reload the keys still judge the item that is shown, and what is typed while a still is fetched goes to its note', async ({ bench, page }) => {
  const review = new ReviewPage(page);
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await review.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();
  await page.reload();
  await bench.opened();
  await bench.reopen('gap.mp4');
  await bench.analysed();
  await review.item('不得断续').click();
  await page.keyboard.press('KeyN');
  await expect(review.verdict('不符合')).toHaveAttribute('aria-pressed', 'true');
  await expect(review.card).toContainText(words('review:unseen'));

  await review.item('开启时首先告知当事人').click();
  await page.keyboard.press('KeyQ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('dianmian ynudx', { delay: 40 });
  const note = review.citations.getByRole('textbox', { name: words('review:citation_note') });
  await expect(review.citations.locator('img')).toBeVisible();
  await expect(note).toHaveValue('dianmian ynudx');
  // The next key may come before anything is saved: Enter has left the field.
  await page.evaluate(() => {
    for (const [key, code] of [['Enter', 'Enter'], ['n', 'KeyN']]) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
  });
  await expect(review.item('开启时首先告知当事人')).toContainText('不符合');
  await expect(review.verdict('有瑕疵')).toHaveAttribute('aria-pressed', 'false');
});

test('a reason half written is there after a reload', async ({ bench, page }) => {
  const review = new ReviewPage(page);
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  await page.keyboard.press('Backquote');
  await page.keyboard.press('ArrowDown');
  const reason = review.card.getByRole('textbox', { name: words('review:reason'), exact: true });
  await reason.fill('画面完整，');
  await page.reload();
  await bench.opened();
  await expect(review.panel).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(reason).toHaveValue('画面完整，');
  // Taken up again, it is saved as any other: undoing takes it back.
  await expect(bench.button('shell:undo')).toBeEnabled();
});
