/** Recordings in segments: a playlist with its files is one recording, played, analysed and opened again as one. */
import { fixture } from '../fixtures/make-fixtures';
import { expect, test } from '../harness';
import { words } from '../words';

const PARTS = ['playlist.m3u8', 'segment1.ts', 'segment0.ts'] as const;

test('dropped together they are one recording with exact frames over all segments, and so after a reload', async ({ bench, page }) => {
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'showOpenFilePicker'); });
  await bench.goto();
  await bench.drop(...PARTS);
  await bench.analysed();
  await expect(bench.recordings).toHaveCount(1);
  await expect(bench.recording('playlist.m3u8')).toContainText('00:08');
  await expect(bench.recording('playlist.m3u8')).not.toContainText(words('case:state_failed'));
  // The segments meet without a hole: nothing to say of time.
  await expect(bench.findingsOf('timestamp-gap')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.duration ?? 0)).toBeGreaterThan(7.5);
  await page.keyboard.press('Space');
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)).toBeGreaterThan(0.5);
  await page.keyboard.press('Space');

  // Five seconds on, in the second segment: the frame that is named is the one that the element shows, and steps are single frames.
  const named = async (): Promise<number> => Number(/帧 (\d+)/.exec(await page.getByRole('toolbar', { name: words('player:title') }).innerText())?.[1] ?? -1);
  await bench.button('player:on_5').click();
  await expect.poll(named).toBeGreaterThan(110);
  const at = await named();
  for (const [step, to] of [['on_frame', at + 1], ['on_frame', at + 2], ['back_frame', at + 1]] as const) {
    await bench.button(`player:${step}`).click();
    await expect.poll(named).toBe(to);
    expect(Math.abs(await page.evaluate(() => document.querySelector('video')!.currentTime) * 25 - (to + 0.5))).toBeLessThan(1.2);
  }

  await page.reload();
  await bench.opened();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), bench.button('case:reopen_missing_action').first().click()]);
  await chooser.setFiles(PARTS.map((name) => fixture(name)));
  await expect(bench.recordings).toHaveCount(1);
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.duration ?? 0)).toBeGreaterThan(7.5);
});

test('a segment that is missing is named, and the rest is analysed', async ({ bench }) => {
  await bench.goto();
  await bench.drop('playlist.m3u8', 'segment0.ts');
  await bench.analysed();
  await expect(bench.recordings).toHaveCount(1);
  await bench.expectProblem('segment-missing', 'segment1.ts');
  await expect(bench.recording('playlist.m3u8')).toContainText('00:04');
});

test('a playlist alone names what it lacks; segments alone are recordings of their own', async ({ bench }) => {
  await bench.goto();
  await bench.drop('playlist.m3u8');
  await bench.expectProblem('segment-missing', 'segment0.ts, segment1.ts');
  await bench.drop('segment0.ts', 'segment1.ts');
  await expect(bench.recordings).toHaveCount(3);
});
