/**
 * Runs the clock pass over clips in Node, on pictures decoded by native FFmpeg, and writes findings for score.mjs.
 *
 *   npx tsx e2e/bench/lab-clock.ts --corpus DIR [--only REGEX] [--out DIR]
 *
 * Prints per clip what was read, the steps that were found, the truth, and what it cost.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MediaSummary } from '../../src/core/recording';
import { fuse } from '../../src/engine/fusion/fuse';
import type { OcrEngine } from '../../src/engine/ocr/ocr-engine';
import { cropLuma, type LumaPicture } from '../../src/engine/ocr/luma-picture';
import { runClockPass, type ClockSource } from '../../src/engine/passes/clock/clock-pass';
import { registeredFor } from '../../src/engine/registry';
import { nodeOcrEngine } from './ocr-models';

interface Truth { readonly clips: readonly { readonly file: string; readonly events: readonly { readonly type: string; readonly boundariesUs: readonly number[]; readonly removedUs?: number }[] }[] }

/** Pictures of the clip, all decoded at once (clips of a minute at most), turned as they are shown. */
function openClip(file: string, ocr: OcrEngine): ClockSource {
  const ffprobe = JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height:stream_side_data=rotation:frame=best_effort_timestamp_time,key_frame', '-of', 'json', file], { maxBuffer: 1 << 28 }).toString()) as {
    streams: { width: number; height: number; side_data_list?: { rotation?: number }[] }[]; frames: { best_effort_timestamp_time: string; key_frame: number }[];
  };
  const { width: codedWidth, height: codedHeight, side_data_list: sides } = ffprobe.streams[0];
  const turned = Math.abs(sides?.find((side) => side.rotation !== undefined)?.rotation ?? 0) % 180 === 90;
  const [width, height] = turned ? [codedHeight, codedWidth] : [codedWidth, codedHeight];
  const times = Float64Array.from(ffprobe.frames, (frame) => Number(frame.best_effort_timestamp_time));
  const raw = execFileSync('ffmpeg', ['-v', 'fatal', '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], { maxBuffer: 2 ** 31 });
  const picture = (ordinal: number): LumaPicture => ({ width, height, luma: raw.subarray(ordinal * width * height, (ordinal + 1) * width * height) });
  return {
    ocr, times, startUs: Math.round(times[0] * 1e6), video: { width, height, rotation: 0 },
    keys: ffprobe.frames.flatMap((frame, at) => (frame.key_frame ? [at] : [])),
    pictures: { width, height, parts: (ordinal, rects) => Promise.resolve((ordinal + 1) * width * height > raw.length ? null : rects.map((rect) => (rect === null ? picture(ordinal) : cropLuma(picture(ordinal), rect)))) },
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' }, verbose: { type: 'boolean' } } });
  if (!values.corpus) throw new Error('usage: lab-clock.ts --corpus DIR [--only REGEX] [--out DIR]');
  const truthFile = join(values.corpus, 'truth.json');
  const truth: Truth = existsSync(truthFile) ? JSON.parse(readFileSync(truthFile, 'utf8')) as Truth : { clips: readdirSync(values.corpus).filter((name) => /\.(mp4|mov|avi|ts)$/.test(name)).map((file) => ({ file, events: [] })) };
  const out = values.out ?? '.cache/lab/clock';
  mkdirSync(out, { recursive: true });
  const only = values.only ? new RegExp(values.only) : null;
  const engine = await nodeOcrEngine();
  let readCount = 0;
  const ocr: OcrEngine = { ...engine, recognise: (...args) => { readCount++; return engine.recognise(...args); } };
  for (const clip of truth.clips) {
    if (only && !only.test(clip.file)) continue;
    const source = openClip(join(values.corpus, clip.file), ocr);
    readCount = 0;
    const startedMs = performance.now();
    const tracks = await runClockPass(source, { tick: () => Promise.resolve(), progress: () => undefined });
    const ms = performance.now() - startedMs;
    const media = { fileName: clip.file, video: source.video, audio: null, containerTime: null, startUs: source.startUs, durationUs: Math.round((source.times[source.times.length - 1] - source.times[0]) * 1e6) } as unknown as MediaSummary;
    const drafts = registeredFor('clock').flatMap((spec) => {
      const run = spec.start({ media, video: null, audio: null, bitstream: null, boxes: [] }, spec.params.defaults);
      return [...run.push({ tracks }), ...run.finish()];
    });
    writeFileSync(join(out, `${basename(clip.file)}.json`), JSON.stringify({ schema: 'zhijian.findings/1', findings: fuse(drafts), drafts, tracks }, null, 1));
    const at = (timeUs: number): string => (timeUs / 1e6).toFixed(2);
    console.log(`${clip.file.padEnd(32)} ${(source.times.length / 25).toFixed(0).padStart(4)} s ${(ms / 1000).toFixed(1).padStart(5)} s ${String(readCount).padStart(4)} reads | truth ${clip.events.map((event) => `${event.type}@${event.boundariesUs.map(at).join('–')} ${event.removedUs ? `−${at(event.removedUs)}` : ''}`).join(' ')}`);
    for (const track of tracks) {
      const [first, last] = [track.readings[0], track.readings[track.readings.length - 1]];
      console.log(`    “${first.text}” ${new Date(first.clockS * 1000).toISOString()} … ${new Date(last.clockS * 1000).toISOString()}; ${track.readings.length} readings, ${track.readings.filter((reading) => !reading.fits).length} misread, rate ${track.rate.toFixed(4)}`
        + track.steps.map((step) => `\n      step at ${at(step.atUs)} (${step.beforeOrdinal}…${step.afterOrdinal}): ${step.leastS.toFixed(2)} … ${step.mostS.toFixed(2)} s; picture ${step.pictureChange.toFixed(2)}, a step would be ${step.expectedChange.toFixed(2)}, usual ${step.usualChange.toFixed(2)}`).join('')
        + track.absent.map((span) => `\n      absent ${at(span.startUs)}–${at(span.endUs)}`).join(''));
      if (values.verbose) console.log(track.readings.map((reading) => `${reading.ordinal}:${reading.text}${reading.fits ? '' : '!'}`).join(' '));
    }
    for (const draft of drafts) console.log(`      ${draft.standsAlone ? '' : '~'}${draft.kind}@${at(draft.startUs)} llr ${draft.llr.toFixed(1)}`);
  }
}

void main();
