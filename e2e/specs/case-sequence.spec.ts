/** The recordings of a case against each other: a missing number is named in the list and on the case timeline, and judged like any finding. */
import { readFileSync } from 'node:fs';
import { fixture } from '../fixtures/make-fixtures';
import { expect, test } from '../harness';
import { words } from '../words';

/** The clean fixture lasts 8 s; a recorder would name its segments so. */
const SEGMENTS = ['P1_D1_20260318091000_0001.mp4', 'P1_D1_20260318091008_0002.mp4', 'P1_D1_20260318091024_0004.mp4'];

test('a missing segment is listed, shown to scale, and judged', async ({ bench, page }) => {
  test.setTimeout(120_000);
  const buffer = readFileSync(fixture('clean.mp4'));
  await bench.goto();
  await page.getByTestId('file-input').setInputFiles(SEGMENTS.map((name) => ({ name, mimeType: 'video/mp4', buffer })));
  await bench.opened();
  await bench.analysed(90_000);

  const missing = words('case:missing_numbers', { numbers: '0003' });
  const timeline = page.getByRole('region', { name: words('case:timeline'), exact: true });
  await expect(timeline.getByRole('button', { name: /_0001\.mp4|_0002\.mp4|_0004\.mp4/ })).toHaveCount(3);
  await expect(timeline.getByRole('button', { name: missing })).toBeVisible();

  // From the list to the finding, by keyboard alone.
  const row = bench.recordings.getByRole('button', { name: missing });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(bench.inspector).toContainText(words('findings:kind_segment_missing'));
  await expect(bench.inspector).toContainText(SEGMENTS[2]!);
  await bench.decide('accept');
  await page.reload();
  await bench.opened();
  await bench.inspect('_0002.mp4', 'segment-missing');
  await bench.expectDecision('accept');

  // A wider tolerance leaves the number missing; it only no longer calls the time between a gap.
  await bench.button('shell:settings').click();
  await page.getByRole('tab', { name: words('settings:tab_unit') }).click();
  const tolerance = page.getByRole('spinbutton', { name: words('unit:segment_tolerance') });
  await expect(tolerance).toHaveValue('2');
  await tolerance.fill('30');
  await tolerance.press('Tab');
  await page.keyboard.press('Escape');
  await expect(bench.recordings.getByRole('button', { name: missing })).toBeVisible();
});
