/** `npm run holdout`: makes a labelled corpus of edits from genuine recordings, other edits and other devices than any corpus that thresholds were made with. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../../scripts/setup/run.mjs';
import { acceptedFor } from './holdout/accept';
import { IRREGULAR, LONG, SECOND, SHORT, type Stretch } from './holdout/catalog';
import { COPY_EDITS } from './holdout/copy-edits';
import { B_DEVICES, record, rewrap, type Device } from './holdout/device';
import { ffmpeg, presented } from './holdout/ffmpeg';
import { GENUINE } from './holdout/genuine';
import { PICTURE_EDITS, type EditContext, type PlannedEvent } from './holdout/picture-edits';
import { planned, type PlannedClip } from './holdout/plan';
import { Seeded } from './holdout/random';
import { SOUND_EDITS } from './holdout/sound-edits';
import { makeTake, type Take } from './holdout/take';

const USAGE = `npm run holdout -- --from DIR [--from DIR …] [--speech DIR] [--out DIR] [--seed N] [--only REGEX]

  --from DIR    genuine recordings, named as in holdout/catalog.ts
  --speech DIR  wavs of speech for takes without sound
  --out DIR     the corpus (default: .cache/holdout)`;

interface TruthClip { file: string; source: string; motion: string; type: string; durationUs: number; events: unknown[]; origin?: string }
const ORIGIN: Readonly<Record<string, string>> = { 'origin-reencode': 're-encoded', 'origin-remux': 'remuxed', 'origin-trim': 'editor-trace' };

function readOptions(args: readonly string[]) {
  const from: string[] = [];
  let out = join(ROOT, '.cache/holdout');
  let speech: string | null = null;
  let seed = 1;
  let only = /./;
  for (let at = 0; at + 1 < args.length; at += 2) {
    const value = args[at + 1]!;
    if (args[at] === '--from') from.push(resolve(value));
    else if (args[at] === '--out') out = resolve(value);
    else if (args[at] === '--speech') speech = resolve(value);
    else if (args[at] === '--seed') seed = Number(value);
    else if (args[at] === '--only') only = new RegExp(value);
    else return null;
  }
  return from.length === 0 || !Number.isInteger(seed) ? null : { from, out, speech, seed, only };
}

/** Rounds a planned moment to the first picture that is shown from then on. */
function firstPictureFrom(ptsS: readonly number[], atS: number, stepS: number): number {
  return ptsS.find((pts) => pts >= atS - stepS / 3) ?? ptsS.at(-1)! + stepS;
}

const us = (seconds: number): number => Math.round(seconds * 1e6);

function eventsOf(planned: readonly PlannedEvent[], path: string, fps: number, exact: boolean): unknown[] {
  const { ptsS } = presented(path);
  return planned.map((event) => ({ type: event.kind, boundariesUs: event.atS.map((at) => us(exact ? at : firstPictureFrom(ptsS, at, 1 / fps))),
    ...(event.removedS === undefined ? {} : { removedUs: us(event.removedS) }), accept: acceptedFor(event.kind) }));
}

/** The device that a copied insertion's foreign part comes from: another one where the parameters are to differ. */
const foreignDevice = (clip: PlannedClip): Device => clip.kind === 'copy-insert-params' ? B_DEVICES[clip.seed % 2]! : clip.device;

function make(clip: PlannedClip, name: string, work: string, out: string): TruthClip {
  const { take, device, kind } = clip;
  const fps = take.fps ?? 25;
  const random = new Seeded(clip.seed);
  const context: EditContext = { take, foreign: clip.foreign, random, folder: work, name };
  const raw = join(work, `${name}.raw.${device.extension}`);
  const extension = kind === 'ts-jump' ? 'ts' : device.extension;
  const file = `${name}.${extension}`;
  const path = join(out, file);
  let events: unknown[] = [];
  const edit = PICTURE_EDITS[kind] ?? SOUND_EDITS[kind];
  if (edit !== undefined) {
    const made = edit(context);
    record(made.graph, device, fps, raw);
    rewrap(raw, path);
    events = eventsOf(made.events, path, fps, kind in SOUND_EDITS);
  } else if (kind in COPY_EDITS) {
    record((kind === 'clock-copy-cut' ? GENUINE['genuine-clock']! : GENUINE.genuine!)(context), device, fps, raw);
    const base = join(work, `${name}.base.${device.extension}`);
    rewrap(raw, base);
    const foreign = join(work, `${name}.foreign.${device.extension}`);
    if (kind.startsWith('copy-insert')) {
      const scaled = GENUINE.genuine!({ ...context, take: { ...clip.foreign, fps, width: take.width, height: take.height } });
      const filter = scaled.filter.replace(`[0:v]setpts`, `[0:v]scale=${take.width - (take.width % 2)}:${take.height},setsar=1,setpts`);
      record({ ...scaled, filter, hasSound: scaled.hasSound }, foreignDevice(clip), fps, foreign);
    }
    events = eventsOf(COPY_EDITS[kind]!({ path: base, foreign, fps, codec: device.codec as 'h264' | 'hevc', folder: work, name, random }, path), path, fps, true);
  } else if (kind in ORIGIN) {
    record(GENUINE.genuine!(context), device, fps, raw);
    if (kind === 'origin-trim') ffmpeg(['-ss', '1.37', '-i', raw, '-map', '0', '-c', 'copy', path]);
    else if (kind === 'origin-remux') ffmpeg(['-i', raw, '-map', '0', '-c', 'copy', path]);
    else ffmpeg(['-i', raw, '-map', '0', '-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', path]);
  } else {
    record(GENUINE[kind]!(context), device, fps, raw);
    rewrap(raw, path);
  }
  const origin = ORIGIN[kind];
  return { file, source: take.camera, motion: take.motion, type: kind, durationUs: us(presented(path).durationS), events, ...(origin === undefined ? {} : { origin }) };
}

function main(): number {
  const options = readOptions(process.argv.slice(2));
  if (options === null) { console.error(USAGE); return 2; }
  const { out, from, speech, seed } = options;
  const work = join(out, '.work');
  mkdirSync(work, { recursive: true });
  const random = new Seeded(seed);
  let index = 0;
  const takes = (of: readonly Stretch[]): Take[] => of.flatMap((stretch) => makeTake(stretch, index++, from, speech, work) ?? []);
  const [long, second, short, irregular] = [takes(LONG), takes(SECOND), takes(SHORT), takes(IRREGULAR)];
  if (long.length < 3) { console.error(`too few of the catalogued recordings in ${from.join(', ')}`); return 1; }
  console.log(`${long.length + second.length + short.length + irregular.length} takes of ${new Set([...long, ...short, ...irregular].map((take) => take.camera)).size} cameras`);
  const clips: TruthClip[] = [];
  const failed: string[] = [];
  const names = new Map<string, number>();
  // written as it grows, so that a run that is stopped leaves a corpus that can be scored
  const writeTruth = (): void => writeFileSync(join(out, 'truth.json'), `${JSON.stringify({ version: 1, split: `holdout-${seed}`, clips }, null, 1)}\n`);
  for (const clip of planned(long, second, short, irregular, random)) {
    const stem = `${clip.kind}-${clip.take.camera}`;
    const nth = (names.get(stem) ?? 0) + 1;
    names.set(stem, nth);
    const name = nth === 1 ? stem : `${stem}-${nth}`;
    if (!options.only.test(name)) continue;
    const kept = join(work, `${name}.${clip.seed}.json`);
    try {
      // a clip of the same plan that is there already is not made again
      const made = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) as TruthClip : make(clip, name, work, out);
      writeFileSync(kept, JSON.stringify(made));
      clips.push(made);
      writeTruth();
      console.log(`${name} (${clip.device.name})`);
    } catch (error) {
      failed.push(`${name} (${clip.device.name}): ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`);
    }
  }
  const scorer = join(ROOT, '..', 'shared', 'corpus', 'score.mjs');
  if (existsSync(scorer)) copyFileSync(scorer, join(out, 'score.mjs'));
  console.log(`${clips.length} clips, ${failed.length} could not be made\n${failed.join('\n')}`);
  return 0;
}

process.exitCode = main();
