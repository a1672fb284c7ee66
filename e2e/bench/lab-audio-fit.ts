/**
 * Fits the weights of `audio-join-score.ts`: made cuts in genuine sound, each against all other instants of its clip, and every
 * source scored by weights fitted on the others. Prints the weights and how often the likeliest instant was the cut.
 *
 *   npx tsx e2e/bench/lab-audio-fit.ts --sounds FILE_OR_DIR … [--cuts 600] [--cache DIR] [--only REGEX]
 *
 * A source is a file's name after its last "genuine-"; sound that is all but digital silence is left out, since nothing in it can be joined.
 * 600 cuts take some three minutes of processor time. What was measured is kept in the cache; delete it when a figure changes.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { AudioDecimator } from '../../src/engine/signal/audio-decimator';
import { JOIN_FIGURE_NAMES, joinFigures } from '../../src/engine/signal/audio-join-score';
import { JoinLine } from '../../src/engine/passes/audio/join-line';
import { makeEdit, randomSource, soundOf, type MadeEdit, type Sound } from './made-edits';

/** Rates of body cameras, dash cameras and phones. */
const RATES_HZ = [16_000, 16_000, 44_100, 8000] as const;
const SAME_S = 0.02;
const AWAY_S = 0.2;
const RIDGE = 2;
const FOLDS = 6;
const ROUNDS = 150;
/** Half a 16-bit step: a track that was never recorded. */
const SILENT_RMS = 1.5e-5;

interface Case { readonly source: string; readonly figures: readonly (readonly number[])[]; readonly cut: readonly boolean[]; readonly label: string }

function instantsOf(edit: MadeEdit): Case {
  const decimator = new AudioDecimator(edit.rate);
  const line = new JoinLine();
  const { samples, firstAt } = decimator.push([edit.samples]);
  line.push(samples, (firstAt / edit.rate) * 1e6, decimator.outputRate, false);
  line.close();
  const at = edit.atS[0]!;
  const kept = line.since(0).filter((one) => {
    const apart = Math.abs(one.atUs / 1e6 - at);
    return apart < SAME_S || apart > AWAY_S;
  });
  return {
    source: edit.source, label: `${edit.rate / 1000} kHz ${edit.bitrateK}k`,
    figures: kept.map(joinFigures), cut: kept.map((one) => Math.abs(one.atUs / 1e6 - at) < SAME_S),
  };
}

const dot = (weights: readonly number[], figures: readonly number[]): number => figures.reduce((sum, f, i) => sum + f * weights[i]!, 0);

/** Share of each instant, and last of "unseen". */
function shares({ figures }: Case, weights: readonly number[]): number[] {
  const scores = [...figures.map((f) => dot(weights, f)), weights.at(-1)!];
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((odd) => odd / sum);
}

/** Logarithm of the likelihood less the ridge, and its slope; the last weight is that of "unseen". */
function climb(cases: readonly Case[], weights: readonly number[]): { value: number; slope: number[] } {
  const n = weights.length - 1;
  const slope = weights.map((w, i) => (i < n ? -2 * RIDGE * w : 0));
  let value = -RIDGE * weights.slice(0, n).reduce((sum, w) => sum + w * w, 0);
  for (const one of cases) {
    const given = shares(one, weights);
    const seen = one.cut.some(Boolean);
    const right = seen ? one.cut.reduce((sum, cut, i) => (cut ? sum + given[i]! : sum), 0) : given.at(-1)!;
    value += Math.log(Math.max(right, 1e-300));
    one.figures.forEach((figures, k) => {
      const wanted = seen && one.cut[k] ? given[k]! / Math.max(right, 1e-300) : 0;
      for (let i = 0; i < n; i++) slope[i]! += (wanted - given[k]!) * figures[i]!;
    });
    slope[n]! += (seen ? 0 : 1) - given.at(-1)!;
  }
  return { value, slope };
}

/** Conditional logit on figures brought to unit spread, by gradient steps that shrink where they overshoot. */
function fit(cases: readonly Case[]): number[] {
  const n = JOIN_FIGURE_NAMES.length;
  const all = cases.flatMap((one) => one.figures);
  const mean = Array.from({ length: n }, (_, i) => all.reduce((sum, f) => sum + f[i]!, 0) / all.length);
  const spread = mean.map((middle, i) => Math.sqrt(all.reduce((sum, f) => sum + (f[i]! - middle) ** 2, 0) / all.length) + 1e-9);
  const scaled = cases.map((one) => ({ ...one, figures: one.figures.map((f) => f.map((v, i) => (v - mean[i]!) / spread[i]!)) }));
  let weights = new Array<number>(n + 1).fill(0);
  let here = climb(scaled, weights);
  let step = 1 / cases.length;
  for (let round = 0; round < ROUNDS; round++) {
    const next = weights.map((w, i) => w + step * here.slope[i]!);
    const there = climb(scaled, next);
    if (there.value < here.value) step /= 2;
    else {
      weights = next;
      here = there;
      step *= 1.2;
    }
  }
  const raw = weights.slice(0, n).map((w, i) => w / spread[i]!);
  return [...raw, weights[n]! + raw.reduce((sum, w, i) => sum + w * mean[i]!, 0)];
}

function filesOf(paths: readonly string[], only: RegExp | null): string[] {
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]));
  return files.filter((file) => only === null || only.test(basename(file)));
}

function makeCases(files: readonly string[], cuts: number, cache: string): Case[] {
  const random = randomSource(1);
  const cases: Case[] = [];
  for (let n = 0; n < cuts; n++) {
    const file = files[Math.floor(random() * files.length)]!;
    const rate = RATES_HZ[n % RATES_HZ.length]!;
    const sound: Sound = { source: basename(file).replace(/^.*genuine-/, '').replace(/\.\w+$/, ''), rate, samples: soundOf(file, rate, cache) };
    const edit = makeEdit('cut', sound, sound, random, join(cache, 'scratch'));
    if (edit !== null && rmsOf(edit.samples) > SILENT_RMS) cases.push(instantsOf(edit));
  }
  return cases;
}

const rmsOf = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));

function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { sounds: { type: 'string', multiple: true }, cuts: { type: 'string' }, cache: { type: 'string' }, only: { type: 'string' } } });
  const files = filesOf([...(values.sounds ?? []), ...positionals], values.only ? new RegExp(values.only) : null);
  if (files.length === 0) throw new Error('usage: lab-audio-fit.ts --sounds FILE_OR_DIR … [--cuts 600] [--cache DIR] [--only REGEX]');
  const cache = values.cache ?? '.cache/lab/sound';
  const kept = join(cache, `cases-${createHash('sha1').update(files.join('\n')).digest('hex').slice(0, 12)}-${values.cuts ?? 600}.json`);
  const cases = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Case[]) : makeCases(files, Number(values.cuts ?? 600), cache);
  writeFileSync(kept, JSON.stringify(cases));
  const sources = [...new Set(cases.map((one) => one.source))];
  const judged = cases.map((one) => ({ one, share: 0, right: false, seen: one.cut.some(Boolean) }));
  for (let fold = 0; fold < FOLDS; fold++) {
    const out = new Set(sources.filter((_, i) => i % FOLDS === fold));
    const weights = fit(cases.filter((one) => !out.has(one.source)));
    for (const verdict of judged) {
      if (!out.has(verdict.one.source)) continue;
      const given = shares(verdict.one, weights).slice(0, -1);
      verdict.share = Math.max(0, ...given);
      verdict.right = verdict.one.cut[given.indexOf(verdict.share)] ?? false;
    }
  }
  const weights = fit(cases);
  JOIN_FIGURE_NAMES.forEach((name, i) => console.log(name.padEnd(20), weights[i]!.toFixed(2)));
  console.log('unseen'.padEnd(20), weights.at(-1)!.toFixed(2));
  console.log(`${cases.length} cuts of ${sources.length} sources; ${judged.filter((v) => v.seen).length} leave an instant that can be measured; the likeliest is the cut in ${judged.filter((v) => v.right).length}`);
  for (const least of [0.9, 0.7, 0.6, 0.5, 0.4, 0.3]) {
    const sure = judged.filter((v) => v.share >= least);
    console.log(`share ≥ ${least}: ${sure.length}, of them right ${sure.filter((v) => v.right).length}`);
  }
  for (const label of [...new Set(cases.map((one) => one.label))].sort()) {
    const some = judged.filter((v) => v.one.label === label);
    console.log(label.padEnd(16), `${some.filter((v) => v.right).length} of ${some.length}`);
  }
}

main();
