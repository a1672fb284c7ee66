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
import { FIGURE_NAMES, figuresOf, slowCost } from '../../src/engine/passes/frame/jump-score';
import { cacheClip, readClip } from './lab-frames';

interface TruthClip { readonly file: string; readonly source: string; readonly events: readonly { readonly type: string; readonly boundariesUs: readonly number[] }[] }
/** `pulse`: a keyframe of a stream that also has others, left out, as its own lattice is taken off its score. */
interface Row { readonly figures: readonly number[]; readonly cut: boolean; readonly pulse: boolean; readonly cost: number; readonly source: string; readonly where: string }

/** Events whose boundaries are plain joins of pictures; all others are left out with their surroundings. */
const JOINS = /^(cut-|clock-cut|painted-clock-cut|mjpeg-cut|hevc-cut|copy-cut|hevc-copy-cut|clock-copy-cut|insert-|loop|real-cut|copy-insert)/;
const AWAY_US = 400_000;
const SAME_FRAME_US = 60_000;
/** Steps of light are the flash test's business. */
const LIGHT_STEP = 12;
const MIN_DEVIATION = 2.5;
const RIDGE = 1;
const ROUNDS = 25;

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
  const joins = clip.events.filter((e) => JOINS.test(e.type)).flatMap((e) => e.boundariesUs.map((at) => {
    const nearest = jumps.reduce((best, j) => (Math.abs(j.after.ptsUs - at) < Math.abs(best.after.ptsUs - at) ? j : best), jumps[0]);
    return Math.abs(nearest.after.ptsUs - at) < SAME_FRAME_US ? nearest : null;
  }));
  const allKey = jumps.filter((j) => j.key).length > jumps.length / 2;
  return jumps.flatMap((jump, i) => {
    const at = jump.after.ptsUs;
    const cut = joins.includes(jump);
    const near = clip.events.some((e) => at > Math.min(...e.boundariesUs) - AWAY_US && at < Math.max(...e.boundariesUs) + AWAY_US);
    const light = Math.abs(jump.meanAfter - jump.meanBefore) >= LIGHT_STEP;
    if (jump.deviation < MIN_DEVIATION || (!cut && (near || light))) return [];
    return [{ figures: figuresOf(jumps, i), cut, pulse: jump.key && !allKey, cost: slowCost(jump), source: clip.source, where: `${clip.file} ${(at / 1e6).toFixed(2)}` }];
  });
}

const dot = (weights: readonly number[], figures: readonly number[]): number => figures.reduce((sum, f, i) => sum + f * weights[i], weights[figures.length]);

/** Ridge logistic regression with weights that never go below zero: cyclic Newton steps on one weight at a time. */
function fit(rows: readonly Row[]): number[] {
  const n = FIGURE_NAMES.length;
  const weights = new Array<number>(n + 1).fill(0);
  const sums = new Float64Array(rows.length);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i <= n; i++) {
      const ridge = i < n ? 2 * RIDGE : 0;
      let slope = ridge * weights[i];
      let curvature = ridge + 1e-6;
      rows.forEach((row, r) => {
        const p = 1 / (1 + Math.exp(-sums[r]));
        const x = i < n ? row.figures[i] : 1;
        slope += (p - (row.cut ? 1 : 0)) * x;
        curvature += Math.max(p * (1 - p), 1e-4) * x * x;
      });
      const next = i < n ? Math.max(0, weights[i] - slope / curvature) : weights[i] - slope / curvature;
      const change = next - weights[i];
      weights[i] = next;
      rows.forEach((row, r) => { sums[r] += change * (i < n ? row.figures[i] : 1); });
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
  const learnt = rows.filter((r) => !r.pulse);
  const scored: { row: Row; score: number }[] = [];
  for (const source of new Set(rows.map((r) => r.source))) {
    const weights = fit(learnt.filter((r) => r.source !== source));
    for (const row of learnt.filter((r) => r.source === source)) scored.push({ row, score: dot(weights, row.figures) - row.cost });
  }
  const weights = fit(learnt);
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
