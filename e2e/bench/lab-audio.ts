/**
 * Runs the sound pass over clips in Node, on sound decoded by native FFmpeg, and writes findings for score.mjs.
 *
 *   npx tsx e2e/bench/lab-audio.ts --corpus DIR [--only REGEX] [--out DIR] [--verbose]
 *   node DIR/../score.mjs --truth DIR/truth.json --found OUT --only audio
 *
 * DIR holds truth.json and the clips; without truth.json every file in it is taken as uncut. Prints the drafts that stand
 * alone (all with --verbose) and the processor milliseconds that a minute of sound takes. What the sound cannot tell is the picture's.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FindingDraft } from '../../src/core/finding';
import type { MediaSummary } from '../../src/core/recording';
import type { PcmBlock } from '../../src/core/tables';
import { us } from '../../src/core/time';
import type { DetectorContext, DetectorSpec } from '../../src/engine/detector';
import { fuse } from '../../src/engine/fusion/fuse';
import { createAudioPass } from '../../src/engine/passes/audio/audio-pass';
import { registeredFor } from '../../src/engine/registry';
import { openMediaIndex } from '../../src/engine/sources/open-media-index';
import { fileByteSource } from './file-byte-source';

/** As an AAC decoder hands it on. */
const BLOCK_SAMPLES = 1024;
const MAX_PCM_BYTES = 1 << 30;

interface Clip { readonly file: string; readonly events: readonly { readonly type: string; readonly boundariesUs: readonly number[] }[] }

/** The first sound track as blocks from time 0; empty without sound. */
export function decodeNatively(file: string): PcmBlock[] {
  const told = execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=sample_rate,channels', '-of', 'csv=p=0', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [sampleRate = 0, channelCount = 0] = told.split('\n')[0]!.split(',').map(Number);
  if (!sampleRate || !channelCount) return [];
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a:0', '-f', 'f32le', '-'], { maxBuffer: MAX_PCM_BYTES, stdio: ['ignore', 'pipe', 'ignore'] });
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const frames = Math.floor(pcm.length / 4 / channelCount);
  const blocks: PcmBlock[] = [];
  for (let from = 0; from < frames; from += BLOCK_SAMPLES) {
    const length = Math.min(BLOCK_SAMPLES, frames - from);
    const channels = Array.from({ length: channelCount }, (_, c) => {
      const plane = new Float32Array(length);
      for (let i = 0; i < length; i++) plane[i] = view.getFloat32(((from + i) * channelCount + c) * 4, true);
      return plane;
    });
    blocks.push({ startUs: us((from / sampleRate) * 1e6), sampleRate, channels });
  }
  return blocks;
}

/** Packet tables and summary; where the app cannot open the file, sound alone. */
async function contextOf(file: string): Promise<DetectorContext> {
  const source = await fileByteSource(file);
  try {
    const index = await openMediaIndex(source);
    const context = { media: index.summary, video: index.video, audio: index.audio, bitstream: null, boxes: index.boxes };
    index.close();
    return context;
  } catch {
    return { media: { fileName: basename(file), audio: {}, video: null } as unknown as MediaSummary, video: null, audio: null, bitstream: null, boxes: [] };
  } finally {
    await source.close();
  }
}

/** Every draft of the given sound detectors. */
export async function draftsOf(file: string, registered: readonly DetectorSpec<'audio'>[] = registeredFor('audio')): Promise<{ drafts: FindingDraft[]; seconds: number; ms: number }> {
  const blocks = decodeNatively(file);
  const context = await contextOf(file);
  const specs = registered.filter((spec) => spec.supports(context.media).ok);
  // Processor time, not wall time: other processes share the machine.
  const start = process.cpuUsage();
  const pass = createAudioPass(context, specs);
  const drafts = [...blocks.flatMap((block) => pass.push(block)), ...pass.finish()];
  const spent = process.cpuUsage(start);
  const ms = (spent.user + spent.system) / 1000;
  const last = blocks.at(-1);
  return { drafts, ms, seconds: last === undefined ? 0 : last.startUs / 1e6 + last.channels[0]!.length / last.sampleRate };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' }, verbose: { type: 'boolean' } } });
  const dir = values.corpus;
  if (!dir) throw new Error('usage: lab-audio.ts --corpus DIR [--only REGEX] [--out DIR] [--verbose]');
  const truthFile = join(dir, 'truth.json');
  const clips: readonly Clip[] = existsSync(truthFile)
    ? (JSON.parse(readFileSync(truthFile, 'utf8')) as { clips: Clip[] }).clips
    : readdirSync(dir).map((file) => ({ file, events: [] }));
  const out = values.out ?? '.cache/lab/found-audio';
  mkdirSync(out, { recursive: true });
  const only = values.only ? new RegExp(values.only) : null;
  let seconds = 0;
  let ms = 0;
  for (const clip of clips) {
    if (only && !only.test(clip.file)) continue;
    const result = await draftsOf(join(dir, clip.file));
    seconds += result.seconds;
    ms += result.ms;
    writeFileSync(join(out, `${basename(clip.file)}.json`), JSON.stringify({ schema: 'zhijian.findings/1', findings: fuse(result.drafts), drafts: result.drafts }, null, 1));
    const at = (time: number): string => (time / 1e6).toFixed(3);
    const shown = result.drafts.filter((draft) => draft.standsAlone || values.verbose);
    const events = clip.events.map((e) => `${e.type}@${e.boundariesUs.map(at).join('–')}`).join(' ');
    console.log(`${clip.file.padEnd(34)} ${events.padEnd(30)} | ${shown.map((d) => `${d.standsAlone ? '' : '~'}${d.kind}@${at(d.startUs)}${d.endUs > d.startUs ? `–${at(d.endUs)}` : ''}(${d.llr.toFixed(1)}${d.evidence.map((e) => (e.type === 'metric' ? ` ${e.value.toFixed(2)}` : '')).join('')})`).join(' ')}`);
  }
  console.log(`${(seconds / 60).toFixed(1)} min of sound, ${((ms * 60) / Math.max(1e-9, seconds)).toFixed(0)} ms a minute`);
}

if (process.argv[1]?.endsWith('lab-audio.ts')) void main();
