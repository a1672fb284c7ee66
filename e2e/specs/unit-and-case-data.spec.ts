/** The case's data, the unit's settings, sampling and the second reviewer, by keyboard and as a person sees them; accessible in both themes. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { expect, test } from '../harness';
import { words } from '../words';

async function accessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** What a press offers for saving; the picker of the file system is not there in tests. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ readonly name: string; readonly text: string }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showSaveFilePicker'); Reflect.deleteProperty(window, 'showOpenFilePicker'); });
});

test('a missing field is asked for where a rule needs it, filled in by keyboard, and taken back as one step', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await page.getByRole('button', { name: new RegExp(`^${words('case-data:open')}`) }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: words('case-data:title') });
  await expect(dialog.getByLabel(words('case:field_caseNumber'))).toBeFocused();
  await dialog.getByRole('button', { name: words('case:field_keeper'), exact: true }).press('Enter');
  await expect(dialog.getByLabel(words('case:field_keeper'), { exact: true })).toBeFocused();
  await expect(dialog).toContainText(words('rules:says_keeper_missing'));
  await page.keyboard.type('赵保管');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(words('rules:says_keeper_missing'))).toHaveCount(0);

  const stored = dialog.getByLabel(words('case:field_storedAt'), { exact: true });
  await stored.fill('2026-03-19T08:30');
  await stored.press('Enter');
  const years = dialog.getByLabel(words('case:field_retentionYears'), { exact: true });
  await years.fill('很久');
  await years.press('Tab');
  await expect(dialog.getByRole('alert')).toHaveText(words('case-data:years_unreadable'));
  await years.fill('30');
  await years.press('Enter');

  await dialog.getByRole('button', { name: words('case-data:incident_add') }).press('Enter');
  await dialog.getByRole('textbox', { name: words('case-data:incident_note'), exact: true }).fill('当事人拒绝签字');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: words('case-data:incidents') })).toContainText('当事人拒绝签字');
  await accessible(page, 'case data');

  await dialog.getByRole('button', { name: words('shell:undo') }).press('Enter');
  await expect(dialog).toContainText(words('case-data:incidents_none'));
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await bench.opened();
  await page.getByRole('button', { name: new RegExp(`^${words('case-data:open')}`) }).click();
  await expect(stored).toHaveValue('2026-03-19T08:30');
  await expect(years).toHaveValue('30');
});

test('the unit’s settings are edited, refused with the place of a fault, exported, imported and reset', async ({ bench, page }) => {
  await bench.goto();
  await bench.button('shell:settings').click();
  await page.getByRole('tab', { name: words('settings:tab_unit') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('unit:name'), { exact: true }).fill('第三大队');
  await page.keyboard.press('Tab');
  await accessible(page, 'unit rules');
  await dialog.getByRole('button', { name: words('unit:part_vocabulary') }).click();
  await accessible(page, 'unit vocabulary');
  await dialog.getByRole('button', { name: words('unit:part_templates') }).click();
  await accessible(page, 'unit templates');
  await dialog.getByRole('button', { name: words('unit:part_lexicon') }).click();
  await accessible(page, 'unit lexicon');
  const pattern = dialog.getByLabel(words('unit:cue_pattern', { id: 'n_full' }));
  const former = await pattern.inputValue();
  await pattern.fill('(录像');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('alert')).toContainText(`${words('unit:key_cues')} › n_full`);
  await pattern.fill(former);
  await page.keyboard.press('Tab');

  const file = await saved(page, () => dialog.getByRole('button', { name: words('unit:export') }).click());
  expect(file.name).toContain('第三大队');
  const broken = { ...(JSON.parse(file.text) as Record<string, unknown>), reactionLagMs: -5 };
  const load = async (text: string, encoding: BufferEncoding = 'utf8'): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: words('unit:import') }).click()]);
    await chooser.setFiles({ name: 'unit.json', mimeType: 'application/json', buffer: Buffer.from(text, encoding) });
  };
  await load(JSON.stringify(broken));
  await expect(dialog.getByRole('alert')).toContainText(words('unit:key_reactionLagMs'));

  await dialog.getByRole('button', { name: words('unit:reset') }).click();
  await page.getByRole('button', { name: words('unit:reset_do'), exact: true }).click();
  await expect(dialog.getByLabel(words('unit:name'), { exact: true })).toHaveValue('');
  // As an editor may have saved it again.
  await load(`\uFEFF${file.text}`, 'utf16le');
  // What changes is told before anything does, and what was there can be had back.
  const asked = page.getByRole('dialog', { name: words('unit:import_title', { name: 'unit.json' }) });
  await expect(asked.getByRole('row', { name: new RegExp(words('unit:part_count_rules')) })).toBeVisible();
  await expect(dialog.getByLabel(words('unit:name'), { exact: true })).toHaveValue('');
  await asked.getByRole('button', { name: words('unit:import_do') }).click();
  await expect(dialog.getByLabel(words('unit:name'), { exact: true })).toHaveValue('第三大队');
  // Not only as long as the page of settings is open.
  await page.keyboard.press('Escape');
  await bench.button('shell:settings').click();
  await page.getByRole('tab', { name: words('settings:tab_unit') }).click();
  await dialog.getByRole('button', { name: words('unit:back') }).click();
  await expect(dialog.getByLabel(words('unit:name'), { exact: true })).toHaveValue('');
});

test('sampling, ledger and the second reviewer', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.openCaseInformation();
  await page.locator('#case-activity').selectOption('seizure');
  await page.locator('#case-matter').fill('消防检查');
  await page.locator('#case-matter').press('Enter');

  await bench.button('shell:more').click();
  await page.getByRole('menuitem', { name: words('reviewers:open') }).click();
  const reviewers = page.getByRole('dialog', { name: words('reviewers:title') });
  // Nobody has given a name: it may be left out on purpose.
  await reviewers.getByRole('button', { name: words('reviewers:export') }).click();
  const review = await saved(page, () => reviewers.getByRole('button', { name: words('reviewers:ask_name_without') }).click());
  const other = { ...(JSON.parse(review.text) as Record<string, unknown>), id: 'other', copy: 'elsewhere', reviewer: '王复核', verdicts: [{ itemId: 'art14-1-notice', verdict: 'fail', citations: [], reason: '第二人的理由', noCitation: '已看', atMs: 1, actor: '王复核' }] };
  const load = async (text: string): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), reviewers.getByRole('button', { name: words('reviewers:import') }).click()]);
    await chooser.setFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  // One's own review is no second one, and a file that is none says where it is wrong.
  await load(review.text);
  await expect(reviewers.getByRole('alert')).toContainText(words('errors:review_own', { name: 'other.json' }));
  await load(JSON.stringify({ ...other, verdicts: [{ ...other.verdicts[0], verdict: '好' }] }));
  await expect(reviewers.getByRole('alert')).toContainText(words('unit:key_verdict'));
  await load(JSON.stringify(other));
  await expect(reviewers.getByRole('list', { name: words('reviewers:others') })).toContainText('王复核');
  // Blind: nothing is judged here yet.
  await expect(reviewers).not.toContainText('第二人的理由');
  await expect(reviewers.getByRole('table')).toHaveCount(0);
  await accessible(page, 'reviewers');
  const blind = await saved(page, () => reviewers.getByRole('button', { name: words('reviewers:blind') }).click());
  expect(blind.text).not.toContain('第二人的理由');
  await page.keyboard.press('Escape');

  await bench.button('shell:to_start').click();
  const ledger = await saved(page, () => bench.button('registers:ledger_open').click());
  expect(ledger.name).toMatch(/\.csv$/);
  expect(ledger.text.startsWith('\uFEFF')).toBe(true);
  expect(ledger.text).toContain('消防检查');
  await bench.button('registers:sampling_open').click();
  const sampling = page.getByRole('dialog', { name: words('registers:sampling_title') });
  await sampling.getByRole('spinbutton').fill('10');
  await sampling.getByRole('textbox', { name: words('registers:seed') }).fill('2026-Q1');
  await page.keyboard.press('Enter');
  await expect(sampling.getByRole('list', { name: words('registers:chosen_list') })).toContainText(words('registers:why_article12'));
  await accessible(page, 'sampling');
  const plan = await saved(page, () => sampling.getByRole('button', { name: words('registers:sampling_save') }).click());
  expect(plan.text).toContain('2026-Q1');
});
