/** Sound made for tests: rooms of coloured noise, tones and bursts, cut into blocks as a decoder hands them on. */
import type { FindingDraft } from '../../../core/finding';
import type { MediaSummary } from '../../../core/recording';
import type { PcmBlock } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorSpec } from '../../detector';
import { createAudioPass } from '../../passes/audio/audio-pass';

export const RATE = 16_000;

/** Deterministic uniform noise, −1 … 1 (mulberry32). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}

/**
 * The noise of a room: two-pole coloured noise, so that low frequencies lead as they do before real microphones.
 * @param pole 0 … 0.99, the larger the duller @param level amplitude of the innovation
 */
export function room(seconds: number, seed: number, { pole = 0.95, level = 0.002, rate = RATE } = {}): Float32Array {
  const random = randomSource(seed);
  const out = new Float32Array(Math.round(seconds * rate));
  let a = 0;
  let b = 0;
  for (let i = 0; i < out.length; i++) {
    a = pole * a + random() * level;
    b = 0.6 * b + a;
    out[i] = b + random() * level * 0.3;
  }
  return out;
}

/** Voice-like bursts of harmonics with pauses between, added in place. */
export function talk(into: Float32Array, seed: number, { loudness = 0.15, rate = RATE } = {}): Float32Array {
  const random = randomSource(seed);
  let at = Math.round(0.2 * rate);
  while (at < into.length) {
    const length = Math.round((0.12 + 0.1 * Math.abs(random())) * rate);
    const pitch = 110 + 40 * random();
    for (let i = 0; i < length && at + i < into.length; i++) {
      const shape = Math.sin((Math.PI * i) / length) ** 2;
      let voice = 0;
      for (let h = 1; h <= 12; h++) voice += Math.sin((2 * Math.PI * pitch * h * i) / rate) / h;
      into[at + i]! += loudness * shape * voice * 0.4;
    }
    at += length + Math.round((0.08 + 0.4 * Math.abs(random())) * rate);
  }
  return into;
}

/** @param blockSamples how a decoder would cut it; results must not depend on it */
export function blocksOf(samples: Float32Array, { rate = RATE, blockSamples = 1024, startUs = 0, channels = 1 } = {}): PcmBlock[] {
  const out: PcmBlock[] = [];
  for (let at = 0; at < samples.length; at += blockSamples) {
    const part = samples.subarray(at, at + blockSamples);
    out.push({ startUs: us(startUs + (at / rate) * 1e6), sampleRate: rate, channels: Array.from({ length: channels }, () => part) });
  }
  return out;
}

export function contextOfSound(): DetectorContext {
  const media = { fileName: 'made.mp4', audio: {}, video: null } as unknown as MediaSummary;
  return { media, video: null, audio: null, bitstream: null, boxes: [] };
}

export function findIn(blocks: readonly PcmBlock[], ...specs: DetectorSpec<'audio'>[]): FindingDraft[] {
  const pass = createAudioPass(contextOfSound(), specs);
  return [...blocks.flatMap((block) => pass.push(block)), ...pass.finish()];
}

/** One after the other. */
export function joined(...parts: Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
