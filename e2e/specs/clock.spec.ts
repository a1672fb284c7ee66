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
  // Time stamps go on and the clock does not: the finding says with what that agrees, and shows the clock itself, enlarged.
  await expect(inspector.getByRole('heading', { level: 2 })).toContainText(words('findings:account_cut_out'));
  const shots = inspector.getByRole('button', { name: new RegExp(words('detect-clock:label_clock_before')) }).locator('canvas');
  await expect.poll(() => shots.first().evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThanOrEqual(640);
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
