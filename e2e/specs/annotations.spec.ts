/** Annotations by keyboard: marked while playing, classified by digits, given ends, words and a box, undone, and there after a reload. */
import { expect, test } from '../harness';
import { ReviewPage } from '../pages/review-page';
import { words } from '../words';

test('mark, classify, describe, box, remove, undo, reload', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  const list = page.getByRole('listbox', { name: words('marks:list') });
  const rows = list.getByRole('option');

  await page.keyboard.press('ArrowRight');
  // The digit that follows at once is the mark's, whether it is on disk already or not.
  await page.keyboard.press('KeyM');
  await page.keyboard.press('Digit4');
  await expect(page.getByRole('group', { name: words('marks:palette') })).toBeVisible();
  await page.keyboard.press('Digit1');
  await expect(page.getByRole('group', { name: words('marks:palette') })).toBeHidden();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('BracketRight');

  await page.getByRole('button', { name: words('marks:tab_count', { count: 1 }) }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('场所标志');
  await expect(rows.first()).toContainText('明显标志');
  await expect(rows.first()).toContainText(/\d\.\d s/);

  await page.keyboard.press('Enter');
  await page.keyboard.type('8 号仓库招牌');
  await page.keyboard.press('Control+Enter');
  await expect(rows.first()).toContainText('8 号仓库招牌');

  await page.getByRole('button', { name: words('marks:draw_box'), exact: true }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: words('marks:redraw_box'), exact: true })).toBeVisible();

  await page.getByRole('searchbox', { name: words('marks:search') }).fill('没有');
  await expect(rows).toHaveCount(0);
  await page.getByRole('searchbox', { name: words('marks:search') }).fill('仓库');
  await expect(rows).toHaveCount(1);
  await list.focus();
  await page.keyboard.press('Backspace');
  await expect(rows).toHaveCount(0);
  await page.keyboard.press('Control+KeyZ');
  await expect(rows).toHaveCount(1);

  await page.reload();
  await bench.opened();
  await page.getByRole('button', { name: words('marks:tab_count', { count: 1 }) }).click();
  await expect(rows.first()).toContainText('8 号仓库招牌');

  // While an item is judged, a mark is one of what the item asks for, and stands at it.
  const review = new ReviewPage(page);
  await page.keyboard.press('Backquote');
  await review.item('开启时首先告知当事人').click();
  await expect(review.card).toContainText(words('review:says_marks_none'));
  await page.keyboard.press('KeyM');
  await expect(rows.filter({ hasText: '告知' })).toHaveCount(1);
  await expect(review.card).not.toContainText(words('review:says_marks_none'));
});

test('a box belongs to the picture on which it was drawn', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed();
  const at = page.getByRole('button', { name: /^00:00:0\d\.\d{3} \[?/ }).first();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('KeyM');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words('marks:tab_count', { count: 1 }) }).click();
  await page.getByRole('listbox', { name: words('marks:list') }).getByRole('option').first().click();
  const marked = await at.textContent();
  // The recording has gone on: drawing leads back to what was marked, and the mark stays there.
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: words('marks:draw_box'), exact: true }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: words('marks:redraw_box'), exact: true })).toBeVisible();
  expect(await at.textContent()).toBe(marked);
});
