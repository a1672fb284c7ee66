/** WCAG 2.2 AA by axe on every view, in both themes. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness';
import { words } from '../words';

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`every view in the ${theme} theme`, async ({ bench, page }) => {
    await bench.goto();
    await bench.button('shell:settings').click();
    await page.getByRole('radio', { name: words(`shell:theme_${theme}`) }).check();
    await expectAccessible(page, 'settings');
    await page.keyboard.press('Escape');
    await expectAccessible(page, 'start');
    await bench.choose('gap.mp4', 'text.mp4');
    await bench.analysed();
    await bench.select('gap.mp4');
    await bench.findingsOf('timestamp-gap').first().click();
    await expect(bench.inspector).toBeVisible();
    await expectAccessible(page, 'finding');
    await bench.decide('accept');
    await bench.select('text.mp4');
    await expectAccessible(page, 'error');
    await page.keyboard.press('Shift+Slash');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'help');
    await page.keyboard.press('Escape');
    await bench.select('gap.mp4');
    await page.keyboard.press('Backquote');
    await expectAccessible(page, 'checklist');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('KeyY');
    await expectAccessible(page, 'item');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyP');
    await expect(page.getByRole('dialog')).toContainText(words('opinion:draft'));
    await expectAccessible(page, 'opinion');
  });
}
