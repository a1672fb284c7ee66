/** With the network off after the first load everything still works, rare codecs included. */
import { expect, test } from '../harness';
import { words } from '../words';

test('a reload, a new case, the sample and a rare codec work without a network', async ({ bench, page, context }) => {
  test.setTimeout(180_000);
  await bench.goto();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  // The decoder for rare codecs and the engine that reads clocks are fetched once the page is idle.
  await expect.poll(() => page.evaluate(async () => {
    const kept: string[] = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
    return [/ffmpeg.*\.wasm/, /ort-.*\.wasm/, /_det_.*\.onnx/, /_rec_.*\.onnx/, /ppocr_keys/, /recogniser\.worker/].every((wanted) => kept.some((url) => wanted.test(url)));
  }), { timeout: 60_000 }).toBe(true);

  await expect(page.getByText(words('shell:offline_ready'), { exact: true })).toBeVisible({ timeout: 30_000 });
  await context.setOffline(true);
  await page.reload();
  await expect(bench.button('shell:open_sample')).toBeVisible();
  await bench.choose('gap.mp4', 'mjpeg.avi');
  await bench.analysed(120_000);
  await bench.select('gap.mp4');
  await expect(page.getByText(words('timeline:lane_clock'), { exact: true })).toBeVisible();
  await expect(bench.findingsOf('timestamp-gap').first()).toBeVisible();
  await bench.select('mjpeg.avi');
  await expect(bench.recording('mjpeg.avi')).not.toContainText(words('case:state_failed'));
  await page.getByRole('button', { name: words('shell:to_start'), exact: true }).click();
  await bench.button('shell:open_sample').click();
  await expect(bench.recordings).toHaveCount(4);
});
