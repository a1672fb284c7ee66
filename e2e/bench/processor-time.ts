/** Tells where the processor time of one whole analysis goes, by thread and by pass; for study, beside the ratios of `speed.ts`. */
import { spawnSync } from 'node:child_process';
import { chromium } from '@playwright/test';
import { createStaticServer, listen } from '../../scripts/serve.mjs';
import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { CHROMIUM_ARGS, requireChromium } from '../../scripts/setup/chromium.mjs';
import { ANALYSIS_PASSES, type AnalysisPass } from '../../src/core/pass-result';
import { watchProcessorTime } from './speed/processor-time';

const USAGE = 'npx tsx e2e/bench/processor-time.ts FILE [--runs N] [--native] [--without PASS,…]';
/** Threads below this are summed as the rest, seconds. */
const WORTH_A_LINE_S = 0.1;

async function analysis(origin: string, file: string, run: number, without: readonly AnalysisPass[]): Promise<void> {
  const mark = `--zhijian-processor=${process.pid}-${run}`;
  const browser = await chromium.launch({ executablePath: requireChromium(), args: [...CHROMIUM_ARGS, mark] });
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/analyze.html`);
    await page.waitForFunction('window.zhijianHeadless !== undefined');
    await page.setInputFiles('#file', file);
    const watch = watchProcessorTime(mark);
    const startedMs = performance.now();
    const outcome = await page.evaluate((left) => window.zhijianHeadless!.analyze([], left), without);
    const ms = performance.now() - startedMs;
    const { totalS, byThread } = watch.stop();
    if (outcome.state === 'failed') throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
    console.log(`\nrun ${run}: ${totalS.toFixed(2)} s of processor time, ${(ms / 1000).toFixed(2)} s by the wall clock; first finding ${((outcome.firstFindingMs ?? 0) / 1000).toFixed(2)} s`);
    for (const [name, seconds] of byThread.filter(([, s]) => s >= WORTH_A_LINE_S)) console.log(`  ${name.padEnd(40)} ${seconds.toFixed(2)} s`);
    console.log(`  ${'threads below that'.padEnd(40)} ${byThread.filter(([, s]) => s < WORTH_A_LINE_S).reduce((sum, [, s]) => sum + s, 0).toFixed(2)} s`);
    console.log(`  passes, wall: ${outcome.document.passes.map(({ pass, ms: took }) => `${pass} ${Math.round(took)}`).join(', ')} ms; ${outcome.document.findings.length} findings`);
  } finally {
    await browser.close();
  }
}

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await ensureBuilt((line) => console.log(line));
  const server = createStaticServer();
  const origin = `http://localhost:${await listen(server, 0)}`;
  try {
    if (rest.includes('--native')) {
      const { stderr } = spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-benchmark', '-i', file, '-f', 'null', '-'], { encoding: 'utf8' });
      console.log(`native decode: ${/bench: utime.*rtime/.exec(stderr) ? /bench: utime.*/.exec(stderr)![0] : 'no figures'}`);
    }
    const at = rest.indexOf('--without');
    const without = ANALYSIS_PASSES.filter((pass) => at >= 0 && (rest[at + 1] ?? '').split(',').includes(pass));
    const runs = Number(rest[rest.indexOf('--runs') + 1]) || 1;
    for (let run = 1; run <= runs; run++) await analysis(origin, file, run, without);
  } finally {
    server.close();
  }
}
