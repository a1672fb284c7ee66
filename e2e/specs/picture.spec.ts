/** Pictures of recordings that the browser cannot decode: each is that of a decode from the beginning, and what cannot be whole is refused. */
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { fixture } from '../fixtures/make-fixtures';
import { expect, test } from '../harness';
import { words } from '../words';

const [WIDTH, HEIGHT] = [128, 72];
/** Mean difference of grey values that scaling and colour conversion make; a picture of missing references differs by much more. */
const SAME = 4;

async function goTo(page: Page, frame: number): Promise<void> {
  await page.keyboard.press('KeyG');
  await page.keyboard.type(`#${frame}`);
  await page.keyboard.press('Enter');
}

/** Grey values of what is on screen. */
const shown = (page: Page): Promise<number[]> => page.locator('.frame-stage').evaluate((stage, [width, height]) => {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(stage as HTMLCanvasElement, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return Array.from({ length: width * height }, (_, at) => 0.299 * data[at * 4]! + 0.587 * data[at * 4 + 1]! + 0.114 * data[at * 4 + 2]!);
}, [WIDTH, HEIGHT] as const);

function native(name: string, frame: number): Uint8Array {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', fixture(name), '-vf', `select='eq(n,${frame})',scale=${WIDTH}:${HEIGHT}:flags=area,format=rgb24,format=gray`, '-frames:v', '1', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-']);
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!);
  return sum / a.length;
};

test('frames far from a keyframe in a transport stream are those that were recorded', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('hevc-long.ts', 'hevc-open.ts');
  await bench.analysed();
  for (const [name, frames] of [['hevc-long.ts', [100, 149, 30]], ['hevc-open.ts', [47, 50, 99, 120]]] as const) {
    await bench.select(name);
    await expect(bench.inspector).toBeVisible();
    for (const frame of [0, ...frames]) {
      const expected = native(name, frame);
      if (frame > 0) await goTo(page, frame);
      await expect.poll(async () => difference(await shown(page), expected), `${name}, frame ${frame}`).toBeLessThan(SAME);
    }
  }
});

test('what is built on a keyframe that is not in the file is refused, never shown or saved', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('hevc-late.ts');
  await bench.analysed();
  const refused = page.getByTestId('lacking-picture');
  await goTo(page, 40);
  await expect(refused).toContainText(words('errors:picture_incomplete', { name: 'hevc-late.ts' }));
  let saved = 0;
  page.on('download', () => { saved++; });
  await page.keyboard.press('KeyC');
  await goTo(page, 81);
  await expect(refused).toHaveCount(0);
  const expected = native('hevc-whole.ts', 101);
  await expect.poll(async () => difference(await shown(page), expected)).toBeLessThan(SAME);
  expect(saved).toBe(0);
});
