/** Undo and what is recorded: nothing leaves the case unasked, and every step stands in the history with its author. */
import { expect, test } from '../harness';
import { words } from '../words';

test('undo stops before a step that takes recordings away, and says which', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  await expect(page.getByRole('button', { name: words('shell:undo'), exact: true })).toHaveAttribute('title', new RegExp(words('findings:kind_timestamp_gap')));
  await page.keyboard.press('Control+z');
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.expectDecision('accept', false);

  await page.keyboard.press('Control+z');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(words('shell:undo_ask_title'));
  await expect(dialog).toContainText('gap.mp4');
  await dialog.getByRole('button', { name: words('shell:cancel') }).click();
  await expect(bench.recordings).toHaveCount(1);

  await page.keyboard.press('Control+z');
  await dialog.getByRole('button', { name: words('shell:undo_ask_do') }).click();
  await expect(page.getByText(words('shell:empty_case_title'))).toBeVisible();
  await page.keyboard.press('Control+Shift+Z');
  await expect(bench.recordings).toHaveCount(1);
});

test('the history lists judgements, undo and redo, each with its author', async ({ bench, page }) => {
  await bench.goto();
  await bench.button('shell:settings').click();
  await page.getByRole('textbox', { name: words('settings:reviewer_name') }).fill('王审查');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('reject');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+Z');
  await bench.button('shell:history').click();
  const entries = page.getByRole('dialog').getByRole('listitem');
  await expect(entries).toHaveCount(5);
  const rejected = words('shell:act_judged_reject', { finding: words('findings:kind_timestamp_gap') });
  await expect(entries.nth(0)).toContainText(words('shell:act_redone', { what: rejected }));
  await expect(entries.nth(1)).toContainText(words('shell:act_undone', { what: rejected }));
  await expect(entries.nth(2)).toContainText(rejected);
  await expect(entries.nth(2)).toContainText('gap.mp4');
  await expect(entries.nth(2)).toContainText(/\d{2}:\d{2}:\d{2}/);
  for (let at = 0; at < 5; at++) await expect(entries.nth(at)).toContainText('王审查');
});

test('the first judgement asks once for a name, without stopping the work, and what follows is signed with it', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('accept');
  await page.getByRole('textbox', { name: words('shell:actor_ask') }).fill('李审查');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: words('shell:actor_ask') })).toHaveCount(0);
  await bench.openCaseInformation();
  await expect(page.getByRole('textbox', { name: words('case:field_reviewer') })).toHaveValue('李审查');
  await bench.findingsOf('timestamp-gap').first().click();
  await bench.decide('reject');
  await bench.button('shell:history').click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('李审查');
});
