/** Times zooming and panning of the timeline with 5,000 findings and 5,000 annotations, from Chromium's own trace. */
import { chromium, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/setup/chromium.mjs';

export interface TimelineFigures {
  readonly findings: number;
  readonly annotations: number;
  /** Animation frames seen while zooming and panning. */
  readonly frames: number;
  readonly medianWorkMs: number;
  /** Longest single piece of work of the page's main thread, in processor time: event, drawing, style and layout together. */
  readonly longestWorkMs: number;
  readonly workOver33Ms: number;
  /** Between two animation frames, as a person sees it; other programs on the machine count in. */
  readonly longestFrameMs: number;
  readonly framesOver33Ms: number;
}

interface TraceEvent { readonly name: string; readonly ph: string; readonly dur?: number; readonly tdur?: number; readonly pid: number; readonly tid: number; readonly args?: { readonly name?: string } }

/** One wheel notch or pointer step a frame, as a hand does it. */
const STEPS = 150;

async function gestures(page: Page): Promise<number[]> {
  const box = await page.locator('#timeline-stage').boundingBox();
  if (!box) throw new Error('the timeline is not on the page');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 120);
  await page.evaluate('window.startStamps()');
  for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, i % 50 < 25 ? -100 : 100);
  await page.mouse.wheel(0, -900);
  await page.mouse.down();
  for (let i = 0; i < STEPS; i++) await page.mouse.move(box.x + box.width * (0.4 + 0.35 * Math.sin(i / 10)), box.y + 120);
  await page.mouse.up();
  return page.evaluate<number[]>('window.stamps');
}

/** Serves the bench page from the sources, drives it with real input and reads the trace. */
export async function measureTimeline(count = 5_000): Promise<TimelineFigures> {
  const server = await createServer({
    configFile: false, logLevel: 'error', plugins: [svelte({ configFile: false })], server: { port: 0, hmr: false },
    optimizeDeps: { entries: ['e2e/bench/timeline/page.html'] }, cacheDir: 'node_modules/.vite-bench',
  });
  await server.listen();
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath === null ? {} : { executablePath }) });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}e2e/bench/timeline/page.html?count=${count}`);
    await page.waitForFunction(() => document.title === 'ready' && document.querySelectorAll('.lane-name').length >= 5, null, { timeout: 90_000 });
    await page.waitForTimeout(1_000);
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'] });
    const stamps = await gestures(page);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const work = mainThreadWork(traceEvents);
    const steps = stamps.slice(1).map((at, i) => at - (stamps[i] ?? at));
    return {
      findings: count, annotations: count, frames: steps.length,
      medianWorkMs: work[work.length >> 1] ?? 0, longestWorkMs: work.at(-1) ?? 0, workOver33Ms: work.filter((ms) => ms > 33).length,
      longestFrameMs: Math.max(...steps), framesOver33Ms: steps.filter((ms) => ms > 33.4).length,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Where the system counts a thread's processor time by its clock tick (10 to 16 ms), a short task may be given a whole tick: never more than it took. */
const processorUs = ({ dur = 0, tdur = dur }: TraceEvent): number => Math.min(tdur, dur);

/** Processor times (ms, ascending) of the top-level tasks on the busiest renderer main thread; tasks under 1 ms are left out. */
function mainThreadWork(events: readonly TraceEvent[]): number[] {
  const mains = new Set(events.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map((event) => `${event.pid}/${event.tid}`));
  const byThread = new Map<string, number[]>();
  for (const event of events) {
    const thread = `${event.pid}/${event.tid}`;
    if (event.ph !== 'X' || !mains.has(thread) || !/^(RunTask|ThreadControllerImpl::RunTask)$/.test(event.name) || (event.dur ?? 0) < 1_000) continue;
    byThread.set(thread, [...(byThread.get(thread) ?? []), processorUs(event) / 1_000]);
  }
  const busiest = [...byThread.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return busiest.sort((a, b) => a - b);
}

if (process.argv[1]?.endsWith('timeline.ts')) {
  const figures = await measureTimeline();
  console.log(`timeline with ${figures.findings} findings and ${figures.annotations} annotations: ${figures.frames} frames, work per frame median `
    + `${figures.medianWorkMs.toFixed(1)} ms, longest ${figures.longestWorkMs.toFixed(1)} ms (${figures.workOver33Ms} over 33 ms); `
    + `longest frame ${figures.longestFrameMs.toFixed(1)} ms (${figures.framesOver33Ms} over 33 ms)`);
}
