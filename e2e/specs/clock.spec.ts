/** The on-screen clock: read by itself, drawn against the recording's time, and cited where it jumps. */
import { expect, test } from '../harness';
import { words } from '../words';

test('a cut is told with what the clock showed before and after it, and the clock has a lane', async ({ bench, page }) => {
  test.setTimeout(150_000);
  await bench.goto();
  await bench.choose('cut.mp4');
  await bench.analysed(120_000);
  await bench.inspect('cut.mp4', 'cut');
  const { inspector } = bench;
  // 3.4 s are missing after 09:10:05: the clock goes from there to 09:10:08.
  await expect(inspector).toContainText(words('detect-clock:label_clock_before'));
  await expect(inspector).toContainText(/09:10:0[45] · 00:03\.00/);
  await expect(inspector).toContainText(words('detect-clock:label_clock_after'));
  await expect(inspector).toContainText(/09:10:0[89]/);
  await expect(page.getByText(words('timeline:lane_clock'), { exact: true })).toBeVisible();
});

test('an untouched recording has a clock and no finding', async ({ bench, page }) => {
  test.setTimeout(150_000);
  await bench.goto();
  await bench.choose('clean.mp4');
  await bench.analysed(120_000);
  await bench.select('clean.mp4');
  await expect(page.getByText(words('timeline:lane_clock'), { exact: true })).toBeVisible();
  await expect(bench.findings).toHaveCount(0);
});
