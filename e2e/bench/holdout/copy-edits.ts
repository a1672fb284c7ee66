/** Edits of an encoded recording without decoding it: joins at keyframes, gaps, insertions, dropped packets, jumps of its time. */
import { writeFileSync } from 'node:fs';
import { ffmpeg, pictureHashes, presented, QUIET_MUX } from './ffmpeg';
import type { PlannedEvent } from './picture-edits';
import type { Seeded } from './random';

/** An encoded recording, and another of the same size from elsewhere. */
export interface Encoded { readonly path: string; readonly foreign: string; readonly fps: number; readonly codec: 'h264' | 'hevc'; readonly folder: string; readonly name: string; readonly random: Seeded }

const KEEP = ['-map', '0:v:0', '-map', '0:a?', '-c', 'copy', ...QUIET_MUX];
const SHORT_US = 1e-4;

/** Two keyframes with at least `leastS` between them, the first at least 2 s in, with at least 2 s left after the second. */
function keyPair({ path, random }: Encoded, leastS: number, mostS: number): { a: number; b: number } {
  const { keyS, durationS } = presented(path);
  const pairs = keyS.flatMap((a) => keyS.filter((b) => a >= 1.9 && b - a >= leastS && b - a <= mostS && durationS - b >= 1.6).map((b) => ({ a, b })));
  if (pairs.length === 0) throw new Error(`no two keyframes ${leastS} to ${mostS} s apart in ${path}`);
  return random.pick(pairs);
}

/**
 * Where the pictures of `result` stop following each other as they did in `origin`, by the hash of every decoded picture.
 * @returns seconds of each first picture after a break, from the start of the file
 */
export function breaks(origin: string, result: string): number[] {
  const places = new Map<string, number[]>();
  pictureHashes(origin).forEach((hash, at) => { const list = places.get(hash); if (list) list.push(at); else places.set(hash, [at]); });
  const times = presented(result).ptsS;
  const out: number[] = [];
  let expected = 0;
  pictureHashes(result).forEach((hash, at) => {
    const found = places.get(hash) ?? [-1];
    const here = found.includes(expected) ? expected : found.find((place) => place > expected) ?? found[0]!;
    const foreignGoesOn = here === -1 && expected === -1;
    if (here !== expected && !foreignGoesOn) out.push(times[at]!);
    expected = here === -1 ? -1 : here + 1;
  });
  return out;
}

function concatList(edit: Encoded, parts: readonly { path: string; fromS?: number; toS?: number }[], out: string): void {
  const list = `${edit.folder}/${edit.name}.list`;
  writeFileSync(list, parts.map((part) => `file '${part.path}'\n${part.fromS === undefined ? '' : `inpoint ${part.fromS.toFixed(6)}\n`}${part.toS === undefined ? '' : `outpoint ${part.toS.toFixed(6)}\n`}`).join(''));
  ffmpeg(['-f', 'concat', '-safe', '0', '-i', list, ...KEEP, out]);
}

/** Cuts [fromS, toS) by keyframes into a transport stream; joined by its bytes afterwards. */
function tsPart(edit: Encoded, part: { path: string; fromS?: number; toS?: number }, index: number): string {
  const out = `${edit.folder}/${edit.name}-${index}.ts`;
  ffmpeg([...(part.fromS === undefined ? [] : ['-ss', part.fromS.toFixed(6)]), '-i', part.path, ...(part.toS === undefined ? [] : ['-t', (part.toS - (part.fromS ?? 0) - SHORT_US).toFixed(6)]), ...KEEP, out]);
  return out;
}

function tsRoute(edit: Encoded, parts: readonly { path: string; fromS?: number; toS?: number }[], out: string): void {
  ffmpeg(['-i', `concat:${parts.map((part, index) => tsPart(edit, part, index)).join('|')}`, ...KEEP, out]);
}

const verified = (edit: Encoded, out: string, kind: string, count: number, removedS?: number): PlannedEvent[] => {
  const found = breaks(edit.path, out);
  if (found.length !== count) throw new Error(`${out}: ${found.length} breaks of the picture order where ${count} were made (${found.map((at) => at.toFixed(3)).join(' ')})`);
  return [{ kind, atS: found, ...(removedS === undefined ? {} : { removedS }) }];
};

function joined(edit: Encoded, out: string, kind: string, route: typeof concatList): PlannedEvent[] {
  const { a, b } = keyPair(edit, 0.9, 5);
  route(edit, [{ path: edit.path, toS: a }, { path: edit.path, fromS: b }], out);
  return verified(edit, out, kind, 1, b - a);
}

/** Bare elementary streams joined and given even time again: the join leaves no step of the clock. */
function closed(edit: Encoded, out: string, kind: string): PlannedEvent[] {
  const { a, b } = keyPair(edit, 0.9, 5);
  const bare = `${edit.folder}/${edit.name}.${edit.codec}`;
  const keep = `between(pts*tb,${(a - SHORT_US * 5).toFixed(6)},${(b - SHORT_US * 5).toFixed(6)})`;
  ffmpeg(['-i', edit.path, '-map', '0:v:0', '-c', 'copy', '-bsf:v', `noise=drop='${keep}',${edit.codec}_mp4toannexb`, '-f', edit.codec, bare]);
  const sound = `${edit.folder}/${edit.name}-sound.m4a`;
  const hasSound = tryRun(['-i', edit.path, '-map', '0:a:0', '-c', 'copy', '-bsf:a', `noise=drop='between(pts*tb,${a.toFixed(6)},${b.toFixed(6)})',setts=ts=N*1024`, ...QUIET_MUX, sound]);
  ffmpeg(['-r', String(edit.fps), '-f', edit.codec, '-i', bare, ...(hasSound ? ['-i', sound, '-map', '1:a:0'] : []), '-map', '0:v:0', '-c', 'copy', ...QUIET_MUX, out]);
  return verified(edit, out, kind, 1, b - a);
}

function tryRun(args: readonly string[]): boolean {
  try { ffmpeg(args); return true; } catch { return false; }
}

function gap(edit: Encoded, out: string, kind: string): PlannedEvent[] {
  const { a, b } = keyPair(edit, 0.9, 4);
  const inside = `between(pts*tb,${(a - SHORT_US * 5).toFixed(6)},${(b - SHORT_US * 5).toFixed(6)})`;
  const soundToo = edit.random.next() < 0.5;
  ffmpeg(['-i', edit.path, ...KEEP, '-bsf:v', `noise=drop='${inside}'`, ...(soundToo ? ['-bsf:a', `noise=drop='${inside}'`] : []), out]);
  const [after] = breaks(edit.path, out);
  const before = presented(out).ptsS.filter((at) => at < after! - 1e-6).at(-1)!;
  return [{ kind, atS: [before + 1 / edit.fps, after!] }];
}

function insertion(edit: Encoded, out: string, kind: string, route: typeof concatList): PlannedEvent[] {
  const { a } = keyPair(edit, 0.3, 8);
  const lengthS = edit.random.between(1.2, 2.8);
  route(edit, [{ path: edit.path, toS: a }, { path: edit.foreign, toS: lengthS }, { path: edit.path, fromS: a }], out);
  return verified(edit, out, kind, 2);
}

/** Packets between keyframes lost, time closed up: the decoder smears until the next keyframe. */
function packetDrop(edit: Encoded, out: string, kind: string): PlannedEvent[] {
  const { ptsS, keyS } = presented(edit.path);
  const key = edit.random.pick(keyS.filter((at) => at > 3 && at < ptsS.at(-1)! - 2));
  const before = keyS.filter((at) => at < key).at(-1)!;
  const groupFrames = Math.round((key - before) * edit.fps);
  const count = Math.max(3, Math.min(groupFrames - 3, Math.round(edit.random.between(0.25, 0.7) * edit.fps)));
  const first = ptsS.findIndex((at) => at >= before - 1e-4) + edit.random.whole(2, Math.max(2, groupFrames - count - 1));
  ffmpeg(['-i', edit.path, ...KEEP, '-bsf:v', `noise=drop='between(n,${first},${first + count - 1})',setts=ts=N/(${edit.fps}*TB)`, out]);
  return [{ kind, atS: [presented(out).ptsS[first]!], removedS: count / edit.fps }];
}

/** The time of every stream jumps ahead at one moment, nothing is removed. */
function timeJump(edit: Encoded, out: string, kind: string): PlannedEvent[] {
  const { ptsS, durationS } = presented(edit.path);
  const at = ptsS.find((pts) => pts > edit.random.between(2.5, durationS - 3))!;
  const jumpS = edit.random.between(0.8, 4);
  const shift = `setts=ts='TS+gte(PTS*TB,${(at - SHORT_US * 5).toFixed(6)})*${jumpS.toFixed(4)}/TB'`;
  ffmpeg(['-i', edit.path, ...KEEP, '-bsf:v', shift, '-bsf:a', shift, out]);
  const times = presented(out).ptsS;
  const step = times.findIndex((pts, index) => index > 0 && pts - times[index - 1]! > jumpS * 0.9);
  return [{ kind, atS: [times[step - 1]! + 1 / edit.fps, times[step]!] }];
}

/** Kind → what is done to the encoded recording; the events it left, by what the result's packets and pictures say. */
export const COPY_EDITS: Readonly<Record<string, (edit: Encoded, out: string) => PlannedEvent[]>> = {
  'copy-cut': (edit, out) => joined(edit, out, 'copy-cut', concatList),
  'copy-cut-ts': (edit, out) => joined(edit, out, 'copy-cut-ts', tsRoute),
  'hevc-copy-cut': (edit, out) => joined(edit, out, 'hevc-copy-cut', edit.random.next() < 0.5 ? concatList : tsRoute),
  'clock-copy-cut': (edit, out) => joined(edit, out, 'clock-copy-cut', edit.random.next() < 0.5 ? concatList : tsRoute),
  'copy-cut-closed': (edit, out) => closed(edit, out, 'copy-cut-closed'),
  'copy-gap': (edit, out) => gap(edit, out, 'copy-gap'),
  'copy-insert': (edit, out) => insertion(edit, out, 'copy-insert', edit.random.next() < 0.5 ? concatList : tsRoute),
  'copy-insert-params': (edit, out) => insertion(edit, out, 'copy-insert-params', tsRoute),
  'packet-drop': (edit, out) => packetDrop(edit, out, 'packet-drop'),
  'ts-jump': (edit, out) => timeJump(edit, out, 'ts-jump'),
};
