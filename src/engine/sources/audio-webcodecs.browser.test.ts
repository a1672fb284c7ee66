/** In a real browser: sound decoded by WebCodecs lies where it was recorded, to the sample, priming and edit lists accounted for. */
import { describe, expect, it } from 'vitest';
import { spawnWorker } from '../../bridge/spawn';
import { WORKER_URLS } from '../../bridge/worker-urls';
import { createPassControl } from '../budget';
import { decodeAudio } from './audio-source';
import { blobByteSource } from './byte-source';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';
import { openMediaIndex } from './open-media-index';

const RATE = 48_000;
const SECONDS = 6;
/** Where the clicks are, seconds: near the start, across packets, and late, where errors of rounding would have added up. */
const CLICKS_S = [0.25, 1.111, 2.5, 5.4321];
const WITHIN_S = 0.001;

/** Quiet ground with clicks: each begins with its peak and fades within five milliseconds. */
function clicks(): Float32Array {
  const samples = Float32Array.from({ length: RATE * SECONDS }, (_, i) => 0.002 * Math.sin(i / 9));
  for (const at of CLICKS_S) {
    const from = Math.round(at * RATE);
    for (let i = 0; i < 240; i++) samples[from + i] = 0.9 * Math.exp(-i / 60) * Math.sin((2 * Math.PI * 3000 * i) / RATE + Math.PI / 2);
  }
  return samples;
}

/** A 16-bit mono WAV (RIFF, 44 bytes of header). */
function wav(samples: Float32Array): File {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at: number, letters: string): void => [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => view.setInt16(44 + i * 2, Math.round(sample * 32_767), true));
  return new File([view], 'clicks.wav');
}

/** Encoded by FFmpeg, which writes the coder's delay as an edit list (not every browser can encode AAC). */
async function recorded(name: string, coder: readonly string[]): Promise<File> {
  const runner = new FfmpegRunner(() => spawnWorker('ffmpeg', WORKER_URLS));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const { exitCode } = await runner.run({ file: wav(clicks()), args: ['-i', FFMPEG_INPUT, ...coder, FFMPEG_OUTPUT], onBytes: (bytes) => chunks.push(bytes) });
  runner.end();
  expect(exitCode).toBe(0);
  return new File(chunks, name);
}

/** Where the sound is loudest around the expected time: a click begins with its peak. */
function foundAt(samples: Float32Array, expectedS: number): number {
  const from = Math.round((expectedS - 0.1) * RATE);
  let best = from;
  let most = 0;
  for (let i = from; i < from + 0.2 * RATE; i++) {
    const level = Math.abs(samples[i] ?? 0);
    if (level > most) [best, most] = [i, level];
  }
  return best / RATE;
}

describe('AAC by WebCodecs', () => {
  it('puts every click within a millisecond of its time, the delay of the coder taken off', async () => {
    const file = await recorded('clicks.mp4', ['-c:a', 'aac', '-b:a', '128k', '-movflags', 'frag_keyframe+delay_moov', '-frag_duration', '1000000', '-f', 'mp4']);
    const index = await openMediaIndex(blobByteSource(file));
    expect(index.summary.audio).toMatchObject({ codec: 'aac', sampleRate: RATE });
    const whole = new Float32Array(RATE * (SECONDS + 1));
    const { decoder, damaged } = await decodeAudio(index, file, (block) => {
      expect(block.sampleRate).toBe(RATE);
      whole.set(block.channels[0]!, Math.round((block.startUs / 1e6) * RATE));
    }, createPassControl(() => false, () => undefined), { spawnFfmpeg: () => { throw new Error('ffmpeg is not needed here'); } });
    expect(decoder).toBe('webcodecs');
    expect(damaged).toEqual([]);
    expect(CLICKS_S.map((at) => Math.abs(foundAt(whole, at) - at)).filter((off) => off > WITHIN_S)).toEqual([]);
    index.close();
  });

  it('leaves a hole in the packets’ times a hole, and puts what follows where its packets say', async () => {
    const HOLE_S = 2;
    const fragments = ['-movflags', 'frag_keyframe+delay_moov', '-frag_duration', '1000000', '-f', 'mp4'];
    const file = await recorded('hole.mp4', ['-c:a', 'aac', '-b:a', '128k', '-bsf:a', `setts=ts=if(gte(TS\\,3/TB)\\,TS+${HOLE_S}/TB\\,TS)`, ...fragments]);
    const index = await openMediaIndex(blobByteSource(file));
    const whole = new Float32Array(RATE * (SECONDS + HOLE_S + 1));
    await decodeAudio(index, file, (block) => whole.set(block.channels[0]!, Math.round((block.startUs / 1e6) * RATE)), createPassControl(() => false, () => undefined), { spawnFfmpeg: () => { throw new Error('ffmpeg is not needed here'); } });
    const expected = CLICKS_S.map((at) => (at < 3 ? at : at + HOLE_S));
    expect(expected.map((at) => Math.abs(foundAt(whole, at) - at)).filter((off) => off > WITHIN_S)).toEqual([]);
    expect(Math.max(...whole.subarray(3.2 * RATE, 4.9 * RATE).map(Math.abs))).toBe(0);
    index.close();
  });
});
