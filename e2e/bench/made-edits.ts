/** Genuine sound of many sources, and edits made of it: cut, replaced or muted at random places, then encoded anew as an editor does. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSource as noiseSource } from '../../src/engine/detectors/audio/made-sound.testing';

export interface Sound { readonly source: string; readonly rate: number; readonly samples: Float32Array }

export type EditKind = 'none' | 'cut' | 'replaced' | 'muted';

export interface MadeEdit {
  readonly kind: EditKind;
  readonly source: string;
  /** Where joins lie, seconds. */
  readonly atS: readonly number[];
  readonly removedS: number;
  readonly rate: number;
  readonly bitrateK: number;
  readonly samples: Float32Array;
}

/** Deterministic, 0 … 1: the noise of the sound tests, moved. */
export function randomSource(seed: number): () => number {
  const noise = noiseSource(seed);
  return () => (noise() + 1) / 2;
}

const toFloats = (bytes: Buffer): Float32Array => new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));

/** The first sound track as one channel at `rate` Hz; decoded once, then read from the cache. */
export function soundOf(file: string, rate: number, cache: string): Float32Array {
  mkdirSync(cache, { recursive: true });
  const cached = join(cache, `${createHash('sha1').update(file).digest('hex').slice(0, 16)}-${rate}.f32`);
  if (!existsSync(cached)) {
    writeFileSync(cached, execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a:0', '-ac', '1', '-ar', String(rate), '-f', 'f32le', '-'], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] }));
  }
  return toFloats(readFileSync(cached));
}

/** Through AAC at the given rate and back. Priming is taken off, so that times stay. */
export function throughAac(samples: Float32Array, rate: number, bitrateK: number, scratch: string): Float32Array {
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, `aac-${process.pid}.m4a`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'f32le', '-ar', String(rate), '-ac', '1', '-i', '-', '-c:a', 'aac', '-b:a', `${bitrateK}k`, file], { input: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength), stdio: ['pipe', 'ignore', 'ignore'] });
  const back = toFloats(execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-'], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }));
  return back.subarray(0, samples.length);
}

const joined = (...parts: readonly Float32Array[]): Float32Array => {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** Pairs an encoder of that kind really uses. */
const BITRATES_K: Readonly<Record<number, readonly number[]>> = { 8000: [16, 24, 32], 16_000: [32, 48, 64], 44_100: [64, 96, 128], 48_000: [64, 96, 128] };
const EDGE_S = 2.5;

/**
 * One edit of `sound` (`other`: what a replacement is taken from). Null where the sound is too short for it.
 * @param random decides place, length and bitrate
 */
export function makeEdit(kind: EditKind, sound: Sound, other: Sound, random: () => number, scratch: string): MadeEdit | null {
  const { rate } = sound;
  const seconds = sound.samples.length / rate;
  const span = kind === 'cut' ? 0.3 + 2.2 * random() : kind === 'none' ? 0 : 0.8 + 2.4 * random();
  const keep = Math.min(seconds, 8 + 6 * random() + span);
  if (keep < span + 2 * EDGE_S) return null;
  const from = Math.floor((seconds - keep) * random() * rate);
  const clip = sound.samples.subarray(from, from + Math.floor(keep * rate));
  const at = Math.floor((EDGE_S + (keep - span - 2 * EDGE_S) * random()) * rate);
  const length = Math.floor(span * rate);
  let samples: Float32Array = clip;
  let atS = [at / rate, (at + length) / rate];
  if (kind === 'cut') {
    samples = joined(clip.subarray(0, at), clip.subarray(at + length));
    atS = [at / rate];
  } else if (kind === 'muted') {
    samples = joined(clip.subarray(0, at), new Float32Array(length), clip.subarray(at + length));
  } else if (kind === 'replaced') {
    if (other.rate !== rate || other.samples.length < length) return null;
    const start = Math.floor((other.samples.length - length) * random());
    samples = joined(clip.subarray(0, at), other.samples.subarray(start, start + length), clip.subarray(at + length));
  } else {
    atS = [];
  }
  const rates = BITRATES_K[rate] ?? [64];
  const bitrateK = rates[Math.floor(random() * rates.length)]!;
  return { kind, source: sound.source, atS, removedS: kind === 'cut' ? span : 0, rate, bitrateK, samples: throughAac(samples, rate, bitrateK, scratch) };
}
