/** `npm run accuracy`: analyses a labelled corpus with the very engine of the app and prints the corpus's own score. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ROOT } from '../../scripts/setup/run.mjs';

const USAGE = `npm run accuracy -- [--truth FILE] [--out DIR] [--json FILE]

  --truth FILE  a corpus's truth.json (default: tampered and real of the corpus beside this repository)
  --out DIR     keep the findings files there (default: .cache/accuracy)
  --json FILE   write the figures`;

/** Where a checkout has the corpus: beside the repository, not in it. */
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const DEFAULT_SETS = ['tampered', 'real'];
/** The corpus keeps its scorer beside its sets, or in them. */
const SCORER = 'score.mjs';

interface Truth { readonly clips: readonly { readonly file: string }[] }
interface Options { truths: readonly string[]; out: string; json: string | null }

function readOptions(args: readonly string[]): Options | string {
  const options: { truths: string[]; out: string; json: string | null } = { truths: [], out: join(ROOT, '.cache/accuracy'), json: null };
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at]!;
    const value = args[at + 1];
    if (value === undefined) return `${name} needs a value`;
    if (name === '--truth') options.truths.push(resolve(value));
    else if (name === '--out') options.out = resolve(value);
    else if (name === '--json') options.json = resolve(value);
    else return `unknown option: ${name}`;
  }
  if (options.truths.length === 0) options.truths = DEFAULT_SETS.map((set) => join(CORPUS, set, 'truth.json'));
  return options;
}

const scorerFor = (truth: string): string | undefined => [join(dirname(truth), SCORER), join(dirname(truth), '..', SCORER)].find(existsSync);

/** Exit code of the child; its output goes where ours does. */
const run = (script: string, args: readonly string[]): number =>
  spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', cwd: process.cwd() }).status ?? 1;

/** @returns the scorer's figures, or a reason why there are none */
function scoreSet(truthPath: string, out: string): { readonly name: string; readonly figures: unknown; readonly analysisMs: number } | string {
  const scorer = scorerFor(truthPath);
  if (!existsSync(truthPath) || scorer === undefined) {
    return `no labelled corpus at ${truthPath}: put one there (truth.json, clips, ${SCORER}) or name it with --truth FILE`;
  }
  const name = basename(dirname(truthPath));
  const truth = JSON.parse(readFileSync(truthPath, 'utf8')) as Truth;
  const found = join(out, name);
  rmSync(found, { recursive: true, force: true });
  mkdirSync(found, { recursive: true });
  const files = truth.clips.map((clip) => join(dirname(truthPath), clip.file)).filter(existsSync);
  console.log(`\n${name}: ${files.length} of ${truth.clips.length} clips`);
  const startedMs = performance.now();
  run(join(ROOT, 'scripts/analyze.mjs'), [...files, '--json', found, '--quiet']);
  const analysisMs = performance.now() - startedMs;
  const args = ['--truth', truthPath, '--found', found];
  if (run(scorer, args) !== 0) return `${SCORER} failed on ${truthPath}`;
  console.log(`analysed in ${(analysisMs / 1000).toFixed(1)} s`);
  const json = spawnSync(process.execPath, [scorer, ...args, '--json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return { name, figures: JSON.parse(json.stdout) as unknown, analysisMs: Math.round(analysisMs) };
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exit(2);
}
const results: Record<string, unknown> = {};
for (const truth of options.truths) {
  const scored = scoreSet(truth, options.out);
  if (typeof scored === 'string') {
    console.error(scored);
    process.exitCode = 1;
  } else results[scored.name] = { analysisMs: scored.analysisMs, ...(scored.figures as object) };
}
if (options.json !== null && Object.keys(results).length > 0) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  writeFileSync(options.json, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, sets: results }, null, 1)}\n`);
}
