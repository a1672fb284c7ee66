/**
 * Runs the frame pass over corpus clips in Node, on frames decoded by native FFmpeg, and writes findings for score.mjs.
 *
 *   npx tsx e2e/bench/lab.ts --corpus DIR [--only REGEX] [--out DIR] [--cache DIR]
 *
 * DIR holds truth.json and the clips. Prints drafts per clip that stand alone, and the milliseconds a frame takes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FindingDraft } from '../../src/core/finding';
import type { MediaSummary } from '../../src/core/recording';
import type { DetectorContext, DetectorSpec } from '../../src/engine/detector';
import { fuse } from '../../src/engine/fusion/fuse';
import { createFramePass } from '../../src/engine/passes/frame/frame-pass';
import { registeredFor } from '../../src/engine/registry';
import { cacheClip, readClip } from './lab-frames';

interface Truth { readonly clips: readonly { readonly file: string; readonly events: readonly { readonly type: string; readonly boundariesUs: readonly number[] }[] }[] }

/** Every draft that the registered frame detectors make of one clip. */
export async function draftsOf(file: string, cacheDir: string, specs: readonly DetectorSpec<'frame'>[] = registeredFor('frame')): Promise<{ drafts: FindingDraft[]; frames: number; ms: number }> {
  const clip = await cacheClip(file, cacheDir);
  const media = { fileName: basename(file), video: { width: clip.width, height: clip.height }, audio: null } as unknown as MediaSummary;
  const context: DetectorContext = { media, video: null, audio: null, bitstream: null, boxes: [] };
  const pass = createFramePass(context, specs);
  const drafts: FindingDraft[] = [];
  let frames = 0;
  let ms = 0;
  for await (const frame of readClip(clip)) {
    const start = performance.now();
    drafts.push(...pass.push(frame));
    ms += performance.now() - start;
    frames++;
  }
  drafts.push(...pass.finish());
  return { drafts, frames, ms };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' }, cache: { type: 'string' }, verbose: { type: 'boolean' } } });
  if (!values.corpus) throw new Error('usage: lab.ts --corpus DIR [--only REGEX] [--out DIR] [--cache DIR]');
  const truth = JSON.parse(readFileSync(join(values.corpus, 'truth.json'), 'utf8')) as Truth;
  const out = values.out ?? '.cache/lab/found';
  const cache = values.cache ?? join('.cache/lab/frames', basename(values.corpus));
  mkdirSync(out, { recursive: true });
  const only = values.only ? new RegExp(values.only) : null;
  let frames = 0;
  let ms = 0;
  for (const clip of truth.clips) {
    if (only && !only.test(clip.file)) continue;
    const result = await draftsOf(join(values.corpus, clip.file), cache);
    frames += result.frames;
    ms += result.ms;
    writeFileSync(join(out, `${basename(clip.file)}.json`), JSON.stringify({ schema: 'zhijian.findings/1', findings: fuse(result.drafts), drafts: result.drafts }, null, 1));
    const at = (us: number): string => (us / 1e6).toFixed(2);
    const shown = result.drafts.filter((d) => d.standsAlone || values.verbose);
    const events = clip.events.map((e) => `${e.type}@${e.boundariesUs.map(at).join('–')}`).join(' ');
    console.log(`${clip.file.padEnd(34)} ${events.padEnd(28)} | ${shown.map((d) => `${d.standsAlone ? '' : '~'}${d.kind}@${at(d.startUs)}${d.endUs > d.startUs ? `–${at(d.endUs)}` : ''}(${d.llr.toFixed(1)})`).join(' ')}`);
  }
  console.log(`${frames} frames, ${(ms / frames).toFixed(3)} ms a frame`);
}

if (process.argv[1] && import.meta.url.endsWith(basename(process.argv[1]))) void main();
