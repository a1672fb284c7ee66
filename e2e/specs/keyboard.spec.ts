/** By keyboard alone: from the sample case to a judged, noted and undone finding. */
import { expect, test } from '../harness';
import { words, wordsPattern } from '../words';

test('the whole loop without a pointer', async ({ bench, page }) => {
  await bench.goto();
  const sample = bench.button('shell:open_sample');
  for (let presses = 0; presses < 20 && !(await sample.evaluate((node) => node === document.activeElement)); presses++) await page.keyboard.press('Tab');
  await expect(sample).toBeFocused();
  await page.keyboard.press('Enter');
  await bench.opened();
  await bench.analysed(120_000);

  // From recording to recording until one has findings, then to its first finding.
  for (let at = 0; at < 4 && await bench.findings.count() === 0; at++) await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowDown');
  await expect(bench.inspector).toBeVisible();
  await page.keyboard.press('KeyY');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: words('findings:note'), exact: true })).toBeFocused();
  await page.keyboard.type('note Y N U, not commands');
  await page.keyboard.press('Control+Enter');
  await expect(bench.inspector).toContainText('note Y N U, not commands');
  await page.keyboard.press('Control+z');
  await expect(bench.inspector).not.toContainText('note Y N U, not commands');
  await page.keyboard.press('Control+Shift+Z');
  await expect(bench.inspector).toContainText('note Y N U, not commands');

  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a place beyond the end is said to be, instead of quietly becoming the end', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  const said = page.getByRole('region', { name: words('player:title') }).getByRole('alert');
  for (const [typed, why] of [['100', 'beyond'], ['#99999', 'beyond'], ['99:99', 'invalid']] as const) {
    await page.keyboard.press('g');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect(said).toContainText(wordsPattern(`player:go_to_${why}`));
    await expect(said).toContainText(typed);
    expect(await said.evaluate((one) => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight)).toBe(true);
    await page.keyboard.press('Escape');
  }
});

test('taking back where nothing was judged says so', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await page.keyboard.press('Backspace');
  await expect(page.getByText(words('findings:nothing_to_clear'))).toBeVisible();
});

test('keys are left alone while an input method composes', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyY', key: 'Process', keyCode: 229, isComposing: true, bubbles: true, cancelable: true } as KeyboardEventInit));
  });
  await bench.expectDecision('accept', false);
});
