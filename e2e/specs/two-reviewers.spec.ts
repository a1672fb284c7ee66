/** Blind double review of one case on two machines: a blind copy, both reviews, nothing seen before both are complete, agreement as the data have it, and what was settled. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { ROOT } from '../../scripts/setup/run.mjs';
import { expect, test } from '../harness';
import { ReviewPage } from '../pages/review-page';
import { WorkbenchPage } from '../pages/workbench-page';
import { words } from '../words';

const SCREENS = 'test-results/screens';

interface Verdict { readonly itemId: string; readonly verdict: string }
interface ReviewText { readonly reviewer: string; readonly verdicts: readonly Verdict[] }
const UNIT = JSON.parse(readFileSync(join(ROOT, 'src/core/unit/default-unit.json'), 'utf8')) as {
  readonly checklist: readonly { readonly id: string; readonly title: { readonly zh: string } }[]; readonly verdicts: readonly { readonly id: string; readonly name: { readonly zh: string } }[];
};
const ITEMS = UNIT.checklist.length;
const nameOf = (verdict: string): string => UNIT.verdicts.find(({ id }) => id === verdict)?.name.zh ?? verdict;
const titleOf = (itemId: string): string => UNIT.checklist.find(({ id }) => id === itemId)?.title.zh ?? itemId;

/** What each of the two judges; everything else is as the other has it. */
const FIRST: Readonly<Record<string, string>> = { 'art7-device': 'conform', 'art14-1-notice': 'fail', 'art14-1-civil': 'conform', 'art16-24h': 'minor', 'art17-retain': 'not-applicable' };
const SECOND: Readonly<Record<string, string>> = { ...FIRST, 'art14-1-notice': 'minor', 'art14-1-civil': 'undetermined' };
const DIFFERING = ['art14-1-notice', 'art14-1-civil'];

/** What a press offers for saving. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ readonly name: string; readonly mimeType: string; readonly buffer: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), mimeType: 'application/json', buffer: readFileSync(await download.path()) };
}
const textOf = ({ buffer }: { readonly buffer: Buffer }): ReviewText => JSON.parse(buffer.toString('utf8')) as ReviewText;

async function begin(page: Page): Promise<void> {
  // Without them files are saved and chosen without a dialog of the system.
  await page.addInitScript(() => { for (const name of ['showSaveFilePicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, name); });
  page.setDefaultTimeout(20_000);
}

async function sign(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: words('shell:actor_ask') }).fill(name);
  await page.getByRole('button', { name: words('shell:actor_ask_save'), exact: true }).click();
}

async function openReviewers(bench: WorkbenchPage): Promise<Locator> {
  await bench.button('shell:more').click();
  await bench.page.getByRole('menuitem', { name: words('reviewers:open') }).click();
  return bench.page.getByRole('dialog', { name: words('reviewers:title') });
}

async function judgeFindings(bench: WorkbenchPage): Promise<void> {
  for (let at = 0, all = await bench.findings.count(); at < all; at++) {
    await bench.findings.nth(at).click();
    await bench.decide('accept');
  }
}

/** From the item that is shown on until only `until` are left. */
async function judge(review: ReviewPage, verdicts: Readonly<Record<string, string>>, until: number): Promise<void> {
  for (let left = await review.left(); left > until; left--) {
    const title = (await review.title.textContent()) ?? '';
    const itemId = UNIT.checklist.find((item) => item.title.zh === title)?.id ?? '';
    const verdict = verdicts[itemId] ?? 'undetermined';
    await review.noCitation.fill('无可引用的画面');
    await review.verdict(nameOf(verdict)).click();
    if (verdict === 'fail' || verdict === 'minor') {
      await review.reason.fill(`理由：${title}`);
      await review.reason.press('Enter');
    }
    await review.expectLeft(left - 1);
    if (left > 1) await expect(review.title).not.toHaveText(title);
  }
}

/** From two files of verdicts, apart from the program's own arithmetic. */
function agreementOf(first: ReviewText, second: ReviewText): { readonly n: number; readonly raw: string; readonly kappa: string } {
  const pairs = first.verdicts.flatMap(({ itemId, verdict }) => second.verdicts.filter((one) => one.itemId === itemId).map((one) => [verdict, one.verdict] as const));
  const share = (of: (pair: readonly [string, string]) => boolean): number => pairs.filter(of).length / pairs.length;
  const observed = share(([a, b]) => a === b);
  const chance = [...new Set(pairs.flat())].reduce((sum, verdict) => sum + share(([a]) => a === verdict) * share(([, b]) => b === verdict), 0);
  return { n: pairs.length, raw: `${Math.round(observed * 1000) / 10}%`, kappa: ((observed - chance) / (1 - chance)).toFixed(2) };
}

test('two reviewers judge one case blind, are compared once both are complete, and what they differ in is settled', async ({ bench, page, browser, baseURL, watch }) => {
  test.setTimeout(300_000);
  await begin(page);
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  const own = new ReviewPage(page);
  await judgeFindings(bench);
  // A review that would leave without a name asks for one first.
  let dialog = await openReviewers(bench);
  await dialog.getByRole('button', { name: words('reviewers:export') }).click();
  await dialog.getByRole('textbox', { name: words('reviewers:ask_name') }).fill('李审查');
  const named = await saved(page, () => dialog.getByRole('button', { name: words('reviewers:ask_name_export') }).click());
  expect(textOf(named)).toMatchObject({ reviewer: '李审查' });
  const blind = await saved(page, () => dialog.getByRole('button', { name: words('reviewers:blind') }).click());
  await page.keyboard.press('Escape');
  await own.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();
  await own.item(titleOf(UNIT.checklist[0]!.id)).click();
  await judge(own, FIRST, 3);
  dialog = await openReviewers(bench);
  const early = await saved(page, () => dialog.getByRole('button', { name: words('reviewers:export') }).click());
  await expect(dialog.getByRole('status')).toHaveText(words('reviewers:export_done_open', { count: 3 }));
  await page.keyboard.press('Escape');
  await judge(own, FIRST, 0);
  dialog = await openReviewers(bench);
  const complete = await saved(page, () => dialog.getByRole('button', { name: words('reviewers:export') }).click());
  await expect(dialog.getByRole('status')).toHaveText(words('reviewers:export_done'));
  expect(textOf(complete)).toMatchObject({ reviewer: '李审查' });

  // The second one, on a machine that knows nothing but the blind copy.
  const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 720 } });
  watch.follow(context);
  const other = await context.newPage();
  await begin(other);
  const second = new WorkbenchPage(other);
  const review = new ReviewPage(other);
  await second.goto();
  const load = async (button: Locator, file: typeof blind): Promise<void> => {
    const [chooser] = await Promise.all([other.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(file);
  };
  await load(second.button('shell:import_case'), blind);
  await second.opened();
  await expect(second.findings.first()).toBeVisible();
  await judgeFindings(second);
  await sign(other, '王复核');
  await review.switch.getByRole('button', { name: new RegExp(`^${words('shell:side_checklist')}`) }).click();
  await review.expectLeft(ITEMS);
  await review.item(titleOf(UNIT.checklist[0]!.id)).click();
  await judge(review, SECOND, 1);

  // One's own is not complete: whose review came in is told, and nothing of what it says.
  let theirs = await openReviewers(second);
  const importing = (): Locator => theirs.getByRole('button', { name: words('reviewers:import') });
  await load(importing(), complete);
  await expect(theirs.getByRole('list', { name: words('reviewers:others') })).toContainText('李审查');
  await expect(theirs).toContainText(words('reviewers:blind_until', { count: 1 }));
  await expect(theirs.getByRole('table')).toHaveCount(0);
  await expect(theirs).not.toContainText(`理由：${titleOf('art14-1-notice')}`);
  await theirs.getByRole('button', { name: words('reviewers:remove', { reviewer: '李审查' }) }).click();
  await other.keyboard.press('Escape');
  await judge(review, SECOND, 0);

  // The other's is not: the same.
  theirs = await openReviewers(second);
  await load(importing(), early);
  await expect(theirs.getByRole('status').first()).toHaveText(words('reviewers:import_done_open', { reviewer: '李审查', shared: 1, count: 3 }));
  await expect(theirs).toContainText(words('reviewers:blind_other', { reviewer: '李审查', count: 3 }));
  await expect(theirs.getByRole('table')).toHaveCount(0);
  // Made under other settings: what it asked is not known, so it is not shown at all.
  const { asked: _, ...silent } = JSON.parse(complete.buffer.toString('utf8')) as Record<string, unknown>;
  await theirs.getByRole('button', { name: words('reviewers:remove', { reviewer: '李审查' }) }).click();
  await load(importing(), { ...complete, buffer: Buffer.from(JSON.stringify({ ...silent, id: 'silent', unit: { name: '另一单位', version: 2, revision: 7 } })) });
  await expect(theirs).toContainText(words('reviewers:blind_other_unknown', { reviewer: '李审查' }));
  await expect(theirs.getByRole('table')).toHaveCount(0);
  await theirs.getByRole('button', { name: words('reviewers:remove', { reviewer: '李审查' }) }).click();

  await load(importing(), complete);
  await expect(theirs).toContainText(words('reviewers:blind_ended'));
  const mine = await saved(other, () => theirs.getByRole('button', { name: words('reviewers:export') }).click());
  const figures = agreementOf(textOf(mine), textOf(complete));
  expect(figures.n).toBe(ITEMS);
  await expect(theirs).toContainText(words('reviewers:agreement_line', { ...figures, open: DIFFERING.length }));
  const table = theirs.getByRole('table').first();
  await expect(table.locator('tbody tr')).toHaveCount(DIFFERING.length);
  const row = table.getByRole('row').filter({ hasText: titleOf('art14-1-notice') });
  for (const said of [nameOf('minor'), nameOf('fail'), `理由：${titleOf('art14-1-notice')}`]) await expect(row).toContainText(said);

  await row.getByRole('button', { name: new RegExp(words('reviewers:settle').slice(0, 4)) }).click();
  await theirs.getByRole('button', { name: words('reviewers:adopt', { who: '李审查', verdict: nameOf('fail') }) }).click();
  await other.keyboard.type('复听原声，开启后三分钟才告知');
  await other.screenshot({ path: `${SCREENS}/reviewers-settling.png`, animations: 'disabled' });
  await other.keyboard.press('Enter');
  await expect(row).toContainText('复听原声，开启后三分钟才告知');
  await expect(row).toContainText('王复核');
  await expect(theirs).toContainText(words('reviewers:agreement_line', { ...figures, open: DIFFERING.length - 1 }));
  const { violations } = await new AxeBuilder({ page: other }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);

  await theirs.getByRole('button', { name: words('reviewers:over_cases') }).click();
  await expect(theirs).toContainText(words('reviewers:over_cases_line', { count: 1, ...figures }));

  await other.reload();
  await second.opened();
  theirs = await openReviewers(second);
  await expect(theirs).toContainText('复听原声，开启后三分钟才告知');
  await expect(theirs).toContainText(words('reviewers:agreement_line', { ...figures, open: DIFFERING.length - 1 }));

  // A checklist with another wording and an item of its own: the rest is compared, these are listed with the reason.
  const parsed = JSON.parse(complete.buffer.toString('utf8')) as ReviewText & { readonly asked: { readonly items: readonly Record<string, unknown>[] } };
  const [reworded, ...rest] = parsed.asked.items;
  const elsewhere = {
    ...parsed, id: 'elsewhere', reviewer: '赵外审', unit: { name: '另一单位', version: 2, revision: 7 },
    asked: { ...parsed.asked, items: [{ ...reworded, judge: { zh: '另一种表述', en: 'other words' } }, { ...reworded, id: 'own-1', title: { zh: '本单位增设项', en: 'of their own' } }, ...rest] },
    verdicts: [...parsed.verdicts, { ...parsed.verdicts[0], itemId: 'own-1' }],
  };
  await load(importing(), { ...complete, buffer: Buffer.from(JSON.stringify(elsewhere)) });
  await expect(theirs).toContainText(words('reviewers:blind_ended_partly', { count: 2 }));
  await expect(theirs).toContainText(`n = ${ITEMS - 1}`);
  const apart = theirs.getByRole('table', { name: words('reviewers:not_comparable', { count: 2 }) });
  await expect(apart.getByRole('row').filter({ hasText: titleOf(UNIT.checklist[0]!.id) })).toContainText(words('reviewers:why_other_wording'));
  await expect(apart.getByRole('row').filter({ hasText: '本单位增设项' })).toContainText(words('reviewers:why_only_theirs'));

  // For people to look at.
  await other.keyboard.press('Escape');
  for (const language of ['zh-CN', 'en'] as const) {
    const said = new WorkbenchPage(other, language);
    for (const theme of ['dark', 'light'] as const) {
      await said.button('shell:settings').click();
      await other.getByRole('radio', { name: words(`shell:theme_${theme}`, {}, language) }).check();
      await other.keyboard.press('Escape');
      await said.button('shell:more').click();
      await other.getByRole('menuitem', { name: words('reviewers:open', {}, language) }).click();
      for (const [width, height] of [[1280, 720], [1920, 1080]] as const) {
        await other.setViewportSize({ width, height });
        const shown = other.getByRole('dialog');
        await shown.getByRole('radio', { name: width === 1280 ? '李审查' : '赵外审' }).check();
        await expect(shown).toBeInViewport({ ratio: 1 });
        expect(await shown.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
        await other.screenshot({ path: `${SCREENS}/reviewers-${language}-${theme}-${width}.png`, animations: 'disabled' });
      }
      await other.keyboard.press('Escape');
    }
    if (language === 'zh-CN') {
      await said.button('shell:settings').click();
      await other.getByRole('radio', { name: 'English' }).check();
      await other.keyboard.press('Escape');
    }
  }
  await context.close();
});
