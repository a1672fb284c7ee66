/** Runs only the packet and bitstream passes over a folder with truth, writes findings, and lets the corpus's scorer print the tables. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FindingDraft } from '../../src/core/finding';
import type { PassControl } from '../../src/engine/budget';
import type { DetectorContext } from '../../src/engine/detector';
import { fuse } from '../../src/engine/fusion/fuse';
import { runBitstreamPass } from '../../src/engine/passes/bitstream/bitstream-pass';
import { registeredFor } from '../../src/engine/registry';
import { openMediaIndex } from '../../src/engine/sources/open-media-index';
import { fileByteSource } from './file-byte-source';

const control: PassControl = { cancelled: false, tick: async () => undefined, progress: () => undefined };

async function structureDrafts(path: string): Promise<FindingDraft[]> {
  const source = await fileByteSource(path);
  try {
    const index = await openMediaIndex(source);
    const table = await runBitstreamPass(index, control);
    const context: DetectorContext = { media: index.summary, video: index.video, audio: index.audio, bitstream: table, boxes: index.boxes };
    const clocks = await index.readClocks?.(async () => undefined) ?? [];
    const drafts: FindingDraft[] = [];
    for (const spec of registeredFor('packet')) {
      if (!spec.supports(index.summary).ok) continue;
      const run = spec.start(context, spec.params.defaults);
      drafts.push(...run.push({ video: index.video, audio: index.audio, boxes: index.boxes, clocks }), ...run.finish());
    }
    for (const spec of table && index.video ? registeredFor('bitstream') : []) {
      if (!spec.supports(index.summary).ok) continue;
      const run = spec.start(context, spec.params.defaults);
      drafts.push(...run.push({ table: table!, packets: index.video! }), ...run.finish());
    }
    index.close();
    return drafts;
  } finally {
    await source.close();
  }
}

async function main(): Promise<void> {
  const [truthPath, outDir] = process.argv.slice(2);
  if (!truthPath || !outDir || !existsSync(truthPath)) {
    console.error('usage: tsx e2e/bench/structure-recall.ts FOLDER/truth.json OUT_DIR');
    process.exitCode = 2;
    return;
  }
  mkdirSync(outDir, { recursive: true });
  const truth = JSON.parse(readFileSync(truthPath, 'utf8')) as { clips: { file: string; type: string }[] };
  for (const clip of truth.clips) {
    const drafts = await structureDrafts(join(dirname(truthPath), clip.file));
    const findings = fuse(drafts);
    writeFileSync(join(outDir, `${clip.file}.json`), JSON.stringify({ schema: 'zhijian.findings/1', findings }, null, 1));
    for (const f of findings) console.log(clip.file.padEnd(34), f.level.padEnd(6), f.kind.padEnd(18), (f.startUs / 1e6).toFixed(3), (f.endUs / 1e6).toFixed(3), f.detector, f.supportedBy.join(' '));
  }
  const scorer = resolve(dirname(truthPath), '..', 'score.mjs');
  if (existsSync(scorer)) console.log(execFileSync('node', [scorer, '--truth', truthPath, '--found', outDir], { encoding: 'utf8' }));
}

void main();
