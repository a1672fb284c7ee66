/**
 * Fits the table of fusion (`evidence-table.ts`) on labelled recordings, and says what it is worth: every clip is scored by a
 * table made without its source camera.
 *
 *   npx tsx e2e/bench/fit-fusion.ts --truth FILE [--truth FILE …] [--write] [--recount]
 *
 * The drafts of each clip come from the app's own engine and are kept in .cache/fusion until the build changes or --recount.
 * --write replaces the committed table. Findings fused with tables that left their camera out go to .cache/fusion/found/SET,
 * for the corpus's scorer, whose table is printed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openAnalyzeSession } from '../../scripts/analyze/session.mjs';
import { ensureBuilt } from '../../scripts/setup/build.mjs';
import { ROOT } from '../../scripts/setup/run.mjs';
import type { FindingDraft } from '../../src/core/finding';
import type { EvidenceTable } from '../../src/engine/fusion/evidence-ratio';
import { fuse } from '../../src/engine/fusion/fuse';
import { countDrafts, evidenceTable, ratioOf, type LabelledClip } from './fusion-table';

const TABLE_FILE = join(ROOT, 'src/engine/fusion/evidence-table.ts');
const CACHE = join(ROOT, '.cache/fusion');

type TruthClip = Omit<LabelledClip, 'drafts'>;
interface LabelledSet { readonly truth: string; readonly name: string; readonly clips: readonly LabelledClip[] }

/** Names the build, so that drafts of an older one are not taken for its own. */
function buildMark(): string {
  const pages = ['index.html', 'analyze.html'].map((page) => readFileSync(join(ROOT, 'dist', page)));
  return createHash('sha256').update(Buffer.concat(pages)).digest('hex').slice(0, 12);
}

async function collect(truth: string, recount: boolean): Promise<LabelledSet> {
  const name = basename(dirname(truth));
  const dir = join(CACHE, 'drafts', buildMark(), name);
  mkdirSync(dir, { recursive: true });
  const listed = (JSON.parse(readFileSync(truth, 'utf8')) as { clips: TruthClip[] }).clips;
  const session = await openAnalyzeSession();
  const clips: LabelledClip[] = [];
  try {
    for (const clip of listed) {
      const kept = join(dir, `${basename(clip.file)}.json`);
      if (recount || !existsSync(kept)) {
        const outcome = await session.analyze(join(dirname(truth), clip.file), null);
        if (outcome.state === 'failed') {
          console.error(`✕ ${clip.file}: ${outcome.error.detail}`);
          continue;
        }
        writeFileSync(kept, JSON.stringify(outcome.drafts));
      }
      clips.push({ ...clip, drafts: JSON.parse(readFileSync(kept, 'utf8')) as FindingDraft[] });
    }
  } finally {
    await session.close();
  }
  return { truth, name, clips };
}

/** Findings of every clip, by a table that has not seen its camera; the scorer prints the figures. */
function scoreLeftOut(set: LabelledSet, all: readonly LabelledClip[]): void {
  const found = join(CACHE, 'found', set.name);
  mkdirSync(found, { recursive: true });
  const tables = new Map<string, EvidenceTable>();
  for (const clip of set.clips) {
    let table = tables.get(clip.source);
    if (table === undefined) tables.set(clip.source, table = evidenceTable(all.filter((other) => other.source !== clip.source)));
    writeFileSync(join(found, `${basename(clip.file)}.json`), JSON.stringify({ schema: 'zhijian.findings/1', findings: fuse(clip.drafts, table) }));
  }
  const scorer = [join(dirname(set.truth), 'score.mjs'), join(dirname(set.truth), '..', 'score.mjs')].find(existsSync);
  console.log(`\n${set.name}, each camera by a table fitted on the others`);
  if (scorer !== undefined) spawnSync(process.execPath, [scorer, '--truth', set.truth, '--found', found], { stdio: 'inherit' });
}

function tableSource(table: EvidenceTable): string {
  const rows = Object.entries(table).map(([key, { llr, observed }]) => `  '${key}': { llr: ${llr}, observed: ${observed} },`);
  return `/** How often drafts of each detector, kind and strength were right on labelled recordings; written by e2e/bench/fit-fusion.ts, not by hand. */
import type { EvidenceTable } from './evidence-ratio';

export const EVIDENCE_TABLE: EvidenceTable = {
${rows.join('\n')}
};
`;
}

const { values } = parseArgs({ options: { truth: { type: 'string', multiple: true }, write: { type: 'boolean' }, recount: { type: 'boolean' } } });
if (values.truth === undefined) {
  console.error('fit-fusion.ts --truth FILE [--truth FILE …] [--write] [--recount]');
  process.exit(2);
}
await ensureBuilt((line) => console.error(line));
const sets: LabelledSet[] = [];
for (const truth of values.truth) sets.push(await collect(resolve(truth), values.recount ?? false));
const all = sets.flatMap((set) => set.clips);
for (const set of sets) scoreLeftOut(set, all);

console.log(`\n${'draft'.padEnd(56)} right/events  wrong  minutes    llr`);
for (const [key, count] of [...countDrafts(all)].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${key.padEnd(56)} ${`${count.right}/${count.events}`.padStart(12)} ${String(count.wrong).padStart(6)} ${count.minutes.toFixed(1).padStart(8)} ${ratioOf(count).toFixed(2).padStart(6)}`);
}
if (values.write) writeFileSync(TABLE_FILE, tableSource(evidenceTable(all)));
