/** How long a page stands still: the longest time between two of its animation frames, as a person sees it. */
import type { Page } from '@playwright/test';

/** As text: what is compiled for Node would miss its helpers in the page. */
const WATCH = `{
  let last = performance.now();
  window.longestGapMs = 0;
  const turn = (now) => { window.longestGapMs = Math.max(window.longestGapMs, now - last); last = now; requestAnimationFrame(turn); };
  requestAnimationFrame(turn);
}`;

/** Before the page is opened. */
export const watchFrames = (page: Page): Promise<unknown> => page.addInitScript(WATCH);

export async function forgetFrames(page: Page): Promise<void> {
  await page.evaluate('window.longestGapMs = 0');
}

/** Since the page was opened or `forgetFrames`, ms. */
export const longestFrameMs = async (page: Page): Promise<number> => Number(await page.evaluate('window.longestGapMs'));
