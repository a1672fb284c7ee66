/** Room tone and spoken Chinese (espeak-ng) of the sample case, as mono 16-bit samples. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gaussianTable, seededRandom } from './seeded-noise';

export const SAMPLE_RATE = 16_000;

export interface Line { readonly atSeconds: number; readonly text: string; readonly pitch: number }

/** One spoken line at `SAMPLE_RATE`, −1…1. Throws when espeak-ng or FFmpeg is missing. */
function speak(line: Line): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'zhijian-speech-'));
  try {
    const wav = join(folder, 'line.wav');
    execFileSync('espeak-ng', ['-v', 'cmn', '-s', '165', '-p', String(line.pitch), '-w', wav, line.text]);
    const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', wav, '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', '-'], { maxBuffer: 1 << 26 });
    const samples = new Int16Array(raw.buffer, raw.byteOffset, raw.length >> 1);
    return Float32Array.from(samples, (value) => value / 32768);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Low-passed noise with a faint rumble: a room that is not silent. `level` is the RMS, `colour01` the share of low notes. */
export function roomTone(seconds: number, seed: number, level: number, colour01: number): Float32Array {
  const table = gaussianTable(1 << 16, seed);
  const random = seededRandom(seed + 1);
  const out = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  let slow = 0;
  let at = 0;
  for (let sample = 0; sample < out.length; sample++) {
    if (sample % 50_021 === 0) at = Math.floor(random() * 65536);
    const white = table[(at + sample) & 0xffff]!;
    slow += (white - slow) * 0.06;
    out[sample] = level * ((1 - colour01) * white + colour01 * slow * 5);
  }
  return out;
}

/** Adds the lines to the tone, with a short echo of the room. */
export function withSpeech(tone: Float32Array, lines: readonly Line[], gain: number): Float32Array {
  const out = Float32Array.from(tone);
  const echo = Math.round(0.031 * SAMPLE_RATE);
  for (const line of lines) {
    const start = Math.round(line.atSeconds * SAMPLE_RATE);
    speak(line).forEach((value, at) => {
      for (const [delay, share] of [[0, 1], [echo, 0.25], [echo * 2.3, 0.12]] as const) {
        const target = start + at + Math.round(delay);
        if (target < out.length) out[target]! += value * gain * share;
      }
    });
  }
  return out;
}

export function toPcm16(samples: Float32Array): Buffer {
  const pcm = new Int16Array(samples.length);
  samples.forEach((value, at) => { pcm[at] = Math.max(-32767, Math.min(32767, Math.round(value * 32767))); });
  return Buffer.from(pcm.buffer);
}
