/** `npm run accuracy`: analyses labelled corpora with the very engine of the app, prints each corpus's own score, and rates by kind and motion with their uncertainty. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ROOT } from '../../scripts/setup/run.mjs';
import { runBaseline } from './accuracy/ffmpeg-baseline';
import { rateRows, type ScoredClip } from './accuracy/intervals';
import { QUOTED_PYSCENEDETECT, rateTable } from './accuracy/rate-table';

const USAGE = `npm run accuracy -- [--truth FILE …] [--out DIR] [--json FILE] [--baseline yes] [--analyse no]

  --truth FILE    a corpus's truth.json, several allowed (default: tampered and real of the corpus beside this repository)
  --out DIR       keep the findings files there (default: .cache/accuracy)
  --json FILE     write the figures
  --baseline yes  run FFmpeg's own detectors on the same clips, for comparison (kept in DIR)
  --analyse no    score the findings files that are in DIR already`;

/** Where a checkout has the corpus: beside the repository, not in it. */
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const DEFAULT_SETS = ['tampered', 'real'];
/** The corpus keeps its scorer beside its sets, or in them. */
const SCORER = 'score.mjs';

interface TruthClip { readonly file: string; readonly source: string; readonly motion: string; readonly type: string; readonly events: readonly unknown[] }
interface Figures { readonly perClip: readonly { readonly file: string; readonly boundaries: number; readonly hit: number; readonly wrong: number }[] }
interface Options { truths: readonly string[]; out: string; json: string | null; baseline: boolean; analyse: boolean }

function readOptions(args: readonly string[]): Options | string {
  const options = { truths: [] as string[], out: join(ROOT, '.cache/accuracy'), json: null as string | null, baseline: false, analyse: true };
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at]!;
    const value = args[at + 1];
    if (value === undefined) return `${name} needs a value`;
    if (name === '--truth') options.truths.push(resolve(value));
    else if (name === '--out') options.out = resolve(value);
    else if (name === '--json') options.json = resolve(value);
    else if (name === '--baseline') options.baseline = value === 'yes';
    else if (name === '--analyse') options.analyse = value !== 'no';
    else return `unknown option: ${name}`;
  }
  if (options.truths.length === 0) options.truths = DEFAULT_SETS.map((set) => join(CORPUS, set, 'truth.json'));
  return options;
}

const scorerFor = (truth: string): string | undefined => [join(dirname(truth), SCORER), join(dirname(truth), '..', SCORER), join(CORPUS, SCORER)].find(existsSync);

/** Exit code of the child; its output goes where ours does. */
const run = (script: string, args: readonly string[]): number =>
  spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', cwd: process.cwd() }).status ?? 1;

function figuresOf(scorer: string, truth: string, found: string): Figures {
  const json = spawnSync(process.execPath, [scorer, '--truth', truth, '--found', found, '--json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(json.stdout) as Figures;
}

function scoredClips(clips: readonly TruthClip[], figures: Figures): ScoredClip[] {
  const scored = new Map(figures.perClip.map((clip) => [clip.file, clip]));
  return clips.flatMap((clip) => {
    const score = scored.get(clip.file);
    return score === undefined ? [] : [{ source: clip.source, kind: clip.type, motion: clip.motion === '' ? 'untagged' : clip.motion, genuine: clip.events.length === 0,
      boundaries: score.boundaries, hit: score.hit, wrong: score.wrong }];
  });
}

function printTables(ours: readonly ScoredClip[], ffmpeg: readonly ScoredClip[] | null): void {
  for (const [title, key] of [['by kind of edit', (clip: ScoredClip) => clip.kind], ['by motion', (clip: ScoredClip) => clip.motion]] as const) {
    console.log(`\n${rateTable(title, rateRows(ours, key), ffmpeg === null ? null : rateRows(ffmpeg, key))}`);
  }
  console.log('\n95 %: bootstrap over whole cameras, exact bound where all or none; none where one camera alone contributes. It covers the cameras of this corpus, not choices made with these clips in view.');
}

interface Scored { readonly name: string; readonly figures: object; readonly analysisMs: number | null }

/** @returns the figures of the set, or a reason why there are none */
function scoreSet(truthPath: string, name: string, options: Options): Scored | string {
  if (!existsSync(truthPath)) return `no labelled corpus at ${truthPath}: it is not part of this repository. Put one there (truth.json and its clips) or name it with --truth FILE`;
  const scorer = scorerFor(truthPath);
  if (scorer === undefined) return `no ${SCORER} for ${truthPath}: put the corpus's scorer beside truth.json or one folder above`;
  const { clips } = JSON.parse(readFileSync(truthPath, 'utf8')) as { readonly clips: readonly TruthClip[] };
  const found = join(options.out, name);
  const files = clips.map((clip) => join(dirname(truthPath), clip.file)).filter(existsSync);
  console.log(`\n${name}: ${files.length} of ${clips.length} clips`);
  if (files.length === 0) return `none of the clips of ${truthPath} is there`;
  const startedMs = performance.now();
  if (options.analyse) {
    rmSync(found, { recursive: true, force: true });
    mkdirSync(found, { recursive: true });
    run(join(ROOT, 'scripts/analyze.mjs'), [...files, '--json', found, '--quiet']);
  }
  const analysisMs = options.analyse ? Math.round(performance.now() - startedMs) : null;
  if (run(scorer, ['--truth', truthPath, '--found', found]) !== 0) return `${SCORER} failed on ${truthPath}`;
  if (analysisMs !== null) console.log(`analysed in ${(analysisMs / 1000).toFixed(1)} s`);
  const figures = figuresOf(scorer, truthPath, found);
  if (!options.baseline) {
    printTables(scoredClips(clips, figures), null);
    return { name, figures, analysisMs };
  }
  const beside = join(options.out, `${name}-ffmpeg`);
  runBaseline(files, beside);
  console.log("\nFFmpeg's scdet, freezedetect, blackdetect and silencedetect on the same clips, default thresholds:");
  run(scorer, ['--truth', truthPath, '--found', beside]);
  const ffmpeg = figuresOf(scorer, truthPath, beside);
  printTables(scoredClips(clips, figures), scoredClips(clips, ffmpeg));
  console.log(QUOTED_PYSCENEDETECT);
  return { name, figures: { ...figures, ffmpeg }, analysisMs };
}

/** Sets are named by their folders; a second of the same name gets a number. */
function setNames(truths: readonly string[]): string[] {
  const names = truths.map((truth) => basename(dirname(truth)));
  return names.map((name, at) => { const nth = names.slice(0, at).filter((before) => before === name).length; return nth === 0 ? name : `${name}-${nth + 1}`; });
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exit(2);
}
const results: Record<string, unknown> = {};
const names = setNames(options.truths);
options.truths.forEach((truth, at) => {
  const scored = scoreSet(truth, names[at]!, options);
  if (typeof scored === 'string') {
    console.error(scored);
    process.exitCode = 1;
  } else results[scored.name] = { analysisMs: scored.analysisMs, ...scored.figures };
});
if (options.json !== null && Object.keys(results).length > 0) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  writeFileSync(options.json, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, sets: results }, null, 1)}\n`);
}
