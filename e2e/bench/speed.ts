/** `npm run bench`: every speed and memory figure of the app beside native FFmpeg's, measured in one run and told as ratios. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { createStaticServer, listen } from '../../scripts/serve.mjs';
import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { CHROMIUM_ARGS, onPath, requireChromium } from '../../scripts/setup/chromium.mjs';
import { ROOT } from '../../scripts/setup/run.mjs';
import type { DecodeKind } from './speed/decode-task';
import { makeBenchFixtures, type BenchFixtures } from './speed/fixtures';
import { tabMemory, type TabMemory } from './speed/tab-memory';
import { measureTimeline } from './timeline';

const USAGE = `npm run bench -- [--json FILE] [--repeat N] [--only PART,…] [--skip-hour] [--hour-seconds N]

  --json FILE       write the figures
  --repeat N        runs of each speed figure, the best counts (default 3)
  --only PART,…     some parts alone: h264, hevc, mjpeg, load, hour, timeline
  --skip-hour       without the file of over an hour and 4 GiB (4.5 GB of disk)
  --hour-seconds N  how long its analysis is watched for memory (default 120; 0: to the end)`;

const CACHE = join(ROOT, '.cache', 'bench');
const MEMORY_SAMPLE_MS = 1000;
const FILTERS = ['-vf', 'scdet,freezedetect,blackdetect', '-af', 'silencedetect'];

const PARTS = ['h264', 'hevc', 'mjpeg', 'load', 'hour', 'timeline'] as const;
type Part = (typeof PARTS)[number];
const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);

interface Options { json: string | null; repeat: number; parts: ReadonlySet<Part>; hourSeconds: number }

interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** At most, unless `atLeast`. */
  readonly target?: number;
  readonly atLeast?: boolean;
}

function readOptions(args: readonly string[]): Options | string {
  const parts = new Set<Part>(PARTS);
  const options: Options = { json: null, repeat: 3, parts, hourSeconds: 120 };
  for (let at = 0; at < args.length; at++) {
    const name = args[at]!;
    const named = (args[at + 1] ?? '').split(',');
    if (name === '--skip-hour') parts.delete('hour');
    else if (name === '--only' && named.every(isPart)) {
      for (const part of PARTS) if (!named.includes(part)) parts.delete(part);
      at++;
    }
    else if (name === '--json' && args[at + 1] !== undefined) options.json = resolve(args[++at]!);
    else if (name === '--repeat' && Number(args[at + 1]) >= 1) options.repeat = Number(args[++at]);
    else if (name === '--hour-seconds' && Number(args[at + 1]) >= 0) options.hourSeconds = Number(args[++at]);
    else return `unknown or incomplete option: ${name}`;
  }
  return options;
}

/** Wall time of native FFmpeg, ms. */
function native(file: string, filters: readonly string[]): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', file, ...filters, '-f', 'null', '-'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`native ffmpeg failed on ${file}: ${stderr.trim()}`);
  return performance.now() - startedMs;
}

let browsers = 0;

/** A browser of its own for each measurement: no warm decoder, no memory of the one before. */
async function withPage<T>(url: string, ready: string, work: (page: Page, mark: string) => Promise<T>): Promise<T> {
  // Started here, not connected to: a connection would copy files to the browser instead of naming them.
  const mark = `--zhijian-bench=${process.pid}-${++browsers}`;
  const browser = await chromium.launch({ executablePath: requireChromium(), args: [...CHROMIUM_ARGS, mark] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(ready);
    return await work(page, mark);
  } finally {
    await browser.close();
  }
}

/** The analysis as the app runs it, all passes and hashes. */
const wholeAnalysis = (origin: string, file: string): Promise<{ ms: number; firstFindingMs: number | null }> =>
  withPage(`${origin}/analyze.html`, 'window.zhijianHeadless !== undefined', async (page) => {
    await page.setInputFiles('#file', file);
    return page.evaluate(async () => {
      const startedMs = performance.now();
      const outcome = await window.zhijianHeadless!.analyze();
      if (outcome.state === 'failed') throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
      return { ms: performance.now() - startedMs, firstFindingMs: outcome.firstFindingMs };
    });
  });

const decodeOnly = (origin: string, file: string, kind: DecodeKind, instances?: number): Promise<number> =>
  withPage(`${origin}/page.html`, 'window.decodeBench !== undefined', async (page) => {
    await page.setInputFiles('#file', file);
    const timing = await page.evaluate(([k, n]) => window.decodeBench!(k, n), [kind, instances] as const);
    if (timing.error !== null || timing.frames === 0) throw new Error(`${kind} of ${file}: ${timing.error ?? 'no picture'}`);
    return timing.ms;
  });

/** Interleaved, so that whatever else the machine does falls on all alike; the best of each counts. */
async function bestOf(repeat: number, tasks: Readonly<Record<string, () => number | Promise<number>>>): Promise<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let round = 0; round < repeat; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const ms = await task();
      best[name] = Math.min(best[name] ?? Infinity, ms);
      console.log(`  ${name.padEnd(42)} ${(ms / 1000).toFixed(2)} s`);
    }
  }
  return best;
}

/** The large file in the app's engine: time to the first finding, and the tab's peak memory while it is analysed. */
async function hourFigures(origin: string, file: string, seconds: number): Promise<{ firstFindingMs: number | null; peak: TabMemory | null }> {
  return withPage(`${origin}/analyze.html`, 'window.zhijianHeadless !== undefined', async (page, mark) => {
    let firstFindingMs: number | null = null;
    await page.exposeFunction('zhijianFirstFinding', (ms: number) => { firstFindingMs ??= ms; });
    await page.setInputFiles('#file', file);
    const done = page.evaluate(() => window.zhijianHeadless!.analyze()).then((outcome) => {
      if (outcome.state === 'completed') firstFindingMs ??= outcome.firstFindingMs;
    });
    // Asked again and again: Chromium resets the kernel's high-water mark whenever it takes its own measurements.
    let peak: TabMemory | null = null;
    const sample = (): void => {
      const now = tabMemory(mark);
      if (now !== null) peak = { residentMb: Math.max(peak?.residentMb ?? 0, now.residentMb), ownMb: Math.max(peak?.ownMb ?? 0, now.ownMb) };
    };
    const timer = setInterval(sample, MEMORY_SAMPLE_MS);
    try {
      await (seconds === 0 ? done : Promise.race([done, page.waitForTimeout(seconds * 1000)]));
      sample();
    } finally {
      clearInterval(timer);
    }
    done.catch(() => undefined);
    return { firstFindingMs, peak };
  });
}

/** Script that the page loads before a file is opened, gzip, kB. */
const firstLoadKilobytes = (origin: string): Promise<number> => {
  const sizes = new Map<string, number>();
  return withPage(`${origin}/analyze.html`, 'true', async (page) => {
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script' || response.fromServiceWorker()) return;
      void response.body().then((body) => sizes.set(response.url(), gzipSync(body).length), () => undefined);
    });
    await page.goto(origin, { waitUntil: 'networkidle' });
    return [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000;
  });
};

function show(figures: readonly Figure[]): void {
  console.log(`\n${new Date().toISOString().slice(0, 10)} · ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  for (const { name, value, unit, target, atLeast } of figures) {
    const met = target === undefined || value === null ? '' : (atLeast === true ? value >= target : value <= target) ? '✓' : '✕';
    const aim = target === undefined ? '' : `${atLeast === true ? '≥' : '≤'} ${target}`;
    console.log(`${name.padEnd(64)} ${(value === null ? '–' : value.toFixed(2)).padStart(9)} ${unit.padEnd(3)} ${aim.padEnd(8)} ${met}`);
  }
}

async function main(options: Options): Promise<void> {
  if (onPath('ffmpeg') === null) throw new Error('FFmpeg is needed on PATH (Debian: apt-get install ffmpeg)');
  await ensureBuilt((line) => console.log(line));
  const fixtures: BenchFixtures = makeBenchFixtures(CACHE, options.parts.has('hour'), (line) => console.log(line));
  const app = createStaticServer();
  const origin = `http://localhost:${await listen(app, 0)}`;
  const benchPage = { root: join(ROOT, 'e2e/bench/speed'), configFile: false, logLevel: 'error', worker: { format: 'es' } } as const;
  await build({ ...benchPage, build: { outDir: join(CACHE, 'page'), emptyOutDir: true, target: 'chrome109', rolldownOptions: { input: join(benchPage.root, 'page.html') } } });
  const decodePage = await preview({ ...benchPage, build: { outDir: join(CACHE, 'page') }, preview: { port: 0 } });
  const decodeOrigin = (decodePage.resolvedUrls?.local[0] ?? '').replace(/\/$/, '');
  try {
    const figures: Figure[] = [];
    const ratio = (name: string, a: number, b: number, target?: number, atLeast = false): Figure =>
      ({ name, value: a / b, unit: '×', ...(target === undefined ? {} : { target, atLeast }) });
    if (options.parts.has('h264')) {
      const h = await bestOf(options.repeat, {
        'native decode': () => native(fixtures.h264, []),
        'native filters': () => native(fixtures.h264, FILTERS),
        'whole analysis': async () => (await wholeAnalysis(origin, fixtures.h264)).ms,
        'WebCodecs decode and copy': () => decodeOnly(decodeOrigin, fixtures.h264, 'webcodecs-bare'),
        'WebCodecs decode, brought down': () => decodeOnly(decodeOrigin, fixtures.h264, 'small'),
      });
      for (const [name, ms] of Object.entries(h)) figures.push({ name: `H.264 60 s: ${name}`, value: ms / 1000, unit: 's' });
      figures.push(
        ratio('H.264: whole analysis ÷ native decode', h['whole analysis']!, h['native decode']!, 1.5),
        ratio('H.264: whole analysis ÷ native filters', h['whole analysis']!, h['native filters']!, 1.3),
        ratio('H.264: WebCodecs decode and copy ÷ native decode', h['WebCodecs decode and copy']!, h['native decode']!),
      );
    }
    for (const codec of (['hevc', 'mjpeg'] as const).filter((part) => options.parts.has(part))) {
      const file = fixtures[codec];
      const label = codec === 'hevc' ? 'HEVC 30 s' : 'MJPEG 30 s';
      const t = await bestOf(Math.min(2, options.repeat), {
        [`${label}: native decode`]: () => native(file, []),
        [`${label}: native filters`]: () => native(file, FILTERS),
        [`${label}: whole analysis`]: async () => (await wholeAnalysis(origin, file)).ms,
        [`${label}: ffmpeg.wasm pool`]: () => decodeOnly(decodeOrigin, file, 'small-ffmpeg'),
        [`${label}: ffmpeg.wasm, one instance`]: () => decodeOnly(decodeOrigin, file, 'small-ffmpeg', 1),
        [`${label}: ffmpeg.wasm, one instance, decode only`]: () => decodeOnly(decodeOrigin, file, 'ffmpeg-bare'),
      });
      for (const [name, ms] of Object.entries(t)) figures.push({ name, value: ms / 1000, unit: 's' });
      figures.push(
        ratio(`${label}: speed of the pool ÷ one instance`, t[`${label}: ffmpeg.wasm, one instance`]!, t[`${label}: ffmpeg.wasm pool`]!, 1.6, true),
        ratio(`${label}: whole analysis ÷ native filters`, t[`${label}: whole analysis`]!, t[`${label}: native filters`]!),
      );
    }
    if (options.parts.has('load')) figures.push({ name: 'first load: script, gzip', value: await firstLoadKilobytes(origin), unit: 'kB', target: 300 });
    if (options.parts.has('hour')) {
      const hour = await hourFigures(origin, fixtures.hour, options.hourSeconds);
      figures.push(
        { name: 'over one hour: drop to first finding', value: hour.firstFindingMs === null ? null : hour.firstFindingMs / 1000, unit: 's', target: 2 },
        { name: `over 4 GiB: peak memory of the tab (${options.hourSeconds || 'all'} s)`, value: hour.peak?.residentMb ?? null, unit: 'MB', target: 600 },
        { name: '  of it its own, without the browser\'s program file', value: hour.peak?.ownMb ?? null, unit: 'MB' },
      );
    }
    if (options.parts.has('timeline')) {
      const timeline = await measureTimeline();
      figures.push(
        { name: 'timeline, 5,000 findings: longest work for a frame', value: timeline.longestWorkMs, unit: 'ms', target: 33 },
        { name: 'timeline, 5,000 findings: longest frame', value: timeline.longestFrameMs, unit: 'ms' },
      );
    }
    show(figures);
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify({ at: new Date().toISOString(), processor: cpus()[0]?.model, threads: cpus().length, figures }, null, 1)}\n`);
  } finally {
    await decodePage.close();
    app.close();
  }
}

const parsed = readOptions(process.argv.slice(2));
if (typeof parsed === 'string') {
  console.error(`${parsed}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await main(parsed);
}
