/**
 * Fits the weights of `jump-score.ts`: cuts against every other picture of the corpus, each source camera scored by weights
 * fitted on the others. Prints the weights, and what they find and falsely raise at several thresholds.
 *
 *   npx tsx e2e/bench/lab-fit.ts --corpus DIR [--corpus DIR …] [--cache DIR]
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MediaSummary } from '../../src/core/recording';
import { us } from '../../src/core/time';
import type { DetectorContext, DetectorSpec } from '../../src/engine/detector';
import { createFramePass } from '../../src/engine/passes/frame/frame-pass';
import type { FrameItem } from '../../src/engine/passes/frame/frame-item';
import type { Jump } from '../../src/engine/passes/frame/jump-line';
import { FIGURE_NAMES, figuresOf } from '../../src/engine/passes/frame/jump-score';
import { cacheClip, readClip } from './lab-frames';

interface TruthClip { readonly file: string; readonly source: string; readonly events: readonly { readonly type: string; readonly boundariesUs: readonly number[] }[] }
interface Row { readonly figures: readonly number[]; readonly cut: boolean; readonly source: string; readonly where: string }

/** Events whose boundaries are plain joins of pictures; all others are left out with their surroundings. */
const JOINS = /^(cut-|clock-cut|painted-clock-cut|mjpeg-cut|hevc-cut|copy-cut|hevc-copy-cut|clock-copy-cut|insert-|loop|real-cut|copy-insert)/;
const AWAY_US = 400_000;
const SAME_FRAME_US = 60_000;
/** Steps of light are the flash test's business. */
const LIGHT_STEP = 12;
const MIN_DEVIATION = 2.5;
const RIDGE = 1;

async function jumpsOf(file: string, cache: string): Promise<Jump[]> {
  const found: Jump[] = [];
  let last: FrameItem | null = null;
  const reader: DetectorSpec<'frame', Record<string, never>> = {
    id: 'frame/lab', version: 1, pass: 'frame', kinds: [], metrics: [], lookbehindUs: us(0), params: { defaults: {}, parse: () => ({}) }, supports: () => ({ ok: true }),
    start: () => ({
      push(item) { last = item; found.push(...item.jumps.since(found.length)); return []; },
      finish() { if (last) { last.jumps.close(); found.push(...last.jumps.since(found.length)); } return []; },
    }),
  };
  const pass = createFramePass({ media: {} as MediaSummary } as DetectorContext, [reader as DetectorSpec<'frame'>]);
  for await (const frame of readClip(await cacheClip(file, cache))) pass.push(frame);
  pass.finish();
  return found;
}

function rowsOf(clip: TruthClip, jumps: readonly Jump[]): Row[] {
  return jumps.flatMap((jump, i) => {
    const at = jump.after.ptsUs;
    const cut = clip.events.some((e) => JOINS.test(e.type) && e.boundariesUs.some((b) => Math.abs(b - at) < SAME_FRAME_US));
    const near = clip.events.some((e) => at > Math.min(...e.boundariesUs) - AWAY_US && at < Math.max(...e.boundariesUs) + AWAY_US);
    const light = Math.abs(jump.meanAfter - jump.meanBefore) >= LIGHT_STEP;
    if (jump.deviation < MIN_DEVIATION || (!cut && (near || light))) return [];
    return [{ figures: figuresOf(jumps, i), cut, source: clip.source, where: `${clip.file} ${(at / 1e6).toFixed(2)}` }];
  });
}

const dot = (weights: readonly number[], figures: readonly number[]): number => figures.reduce((sum, f, i) => sum + f * weights[i], weights[figures.length]);

/** Ridge logistic regression with weights that never go below zero, by projected gradient steps of falling size. */
function fit(rows: readonly Row[]): number[] {
  const n = FIGURE_NAMES.length;
  const weights = new Array<number>(n + 1).fill(0);
  const scale = new Array<number>(n + 1).fill(1e-8);
  for (let step = 0; step < 800; step++) {
    const gradient = new Array<number>(n + 1).fill(0);
    for (const row of rows) {
      const error = 1 / (1 + Math.exp(-dot(weights, row.figures))) - (row.cut ? 1 : 0);
      for (let i = 0; i < n; i++) gradient[i] += error * row.figures[i];
      gradient[n] += error;
    }
    for (let i = 0; i <= n; i++) {
      const g = gradient[i] + (i < n ? 2 * RIDGE * weights[i] : 0);
      scale[i] += g * g;
      weights[i] -= (0.5 * g) / Math.sqrt(scale[i]);
      if (i < n) weights[i] = Math.max(0, weights[i]);
    }
  }
  return weights;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { corpus: { type: 'string', multiple: true }, cache: { type: 'string' } } });
  if (!values.corpus) throw new Error('usage: lab-fit.ts --corpus DIR [--corpus DIR …] [--cache DIR]');
  const rows: Row[] = [];
  for (const corpus of values.corpus) {
    const { clips } = JSON.parse(readFileSync(join(corpus, 'truth.json'), 'utf8')) as { clips: TruthClip[] };
    for (const clip of clips) rows.push(...rowsOf(clip, await jumpsOf(join(corpus, clip.file), join(values.cache ?? '.cache/lab/frames', basename(corpus)))));
  }
  const scored: { row: Row; score: number }[] = [];
  for (const source of new Set(rows.map((r) => r.source))) {
    const weights = fit(rows.filter((r) => r.source !== source));
    for (const row of rows.filter((r) => r.source === source)) scored.push({ row, score: dot(weights, row.figures) });
  }
  const weights = fit(rows);
  FIGURE_NAMES.forEach((name, i) => console.log(name.padEnd(32), weights[i].toFixed(2)));
  console.log('offset'.padEnd(32), weights[FIGURE_NAMES.length].toFixed(2));
  const cuts = scored.filter((s) => s.row.cut);
  const others = scored.filter((s) => !s.row.cut).sort((a, b) => b.score - a.score);
  for (const threshold of [1, 0.5, 0, -0.5, -1, -2]) {
    console.log(`score > ${threshold}: ${cuts.filter((s) => s.score > threshold).length} of ${cuts.length} cuts, ${others.filter((s) => s.score > threshold).length} of ${others.length} other pictures`);
  }
  console.log('highest others:', others.slice(0, 8).map((s) => `${s.row.where} (${s.score.toFixed(2)})`).join(', '));
}

void main();
