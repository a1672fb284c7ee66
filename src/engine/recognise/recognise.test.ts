/** Stretches are cut out of the sound where they lie, windows where it is quiet, and nothing is asked of the network twice. */
import { describe, expect, it } from 'vitest';
import type { HeardChunk } from '../../core/speech/recognised-lines';
import type { SpokenLine } from '../../core/speech/utterance';
import { us, type SpanUs } from '../../core/time';
import { folderFetch } from './folder-fetch';
import { quietestCut, recogniseStretch } from './recognise-stretch';
import { StretchSound } from './stretch-sound';

const RATE = 16_000;
const span = (fromS: number, toS: number): SpanUs => ({ startUs: us(fromS * 1e6), endUs: us(toS * 1e6) });
const pause = (): Promise<void> => Promise.resolve();

describe('the sound of a stretch', () => {
  it('is what lies there, in whatever blocks it comes', () => {
    // Each sample is the second it belongs to.
    const sound = new StretchSound([span(2, 4), span(4, 4.5), span(8, 20)]);
    const taken = [];
    for (let at = 0; at < 10 * RATE; at += 3000) {
      sound.push({ startUs: us((1 + at / RATE) * 1e6), sampleRate: RATE, channels: [Float32Array.from({ length: Math.min(3000, 10 * RATE - at) }, (_, i) => Math.floor(1 + (at + i) / RATE))] });
      taken.push(...sound.take());
    }
    expect(taken.map(({ startUs, samples }) => [startUs / 1e6, samples.length / RATE])).toEqual([[2, 2], [4, 0.5]]);
    expect(sound.isComplete).toBe(false);
    const [last] = sound.take(true);
    expect([last!.startUs / 1e6, last!.samples.length / RATE]).toEqual([8, 3]);
    expect(sound.isComplete).toBe(true);
    expect(taken[0]!.samples[RATE / 2]).toBeCloseTo(2, 1);
  });
});

describe('a long stretch', () => {
  it('is cut where it is quietest', () => {
    const samples = new Float32Array(50 * RATE).fill(0.3);
    samples.fill(0, 27 * RATE, 27.2 * RATE);
    expect(Math.abs(quietestCut(samples, 0) / RATE - 27.1)).toBeLessThan(0.15);
    expect(quietestCut(samples, 25 * RATE)).toBe(samples.length);
  });

  it('goes on where the network stopped too early, and ends', async () => {
    const asked: number[] = [];
    const said: readonly (readonly HeardChunk[])[] = [[{ timestamp: [0, 8], text: '一' }], [{ timestamp: [0, 11.5], text: '二' }], []];
    const lines: SpokenLine[] = [];
    await recogniseStretch({ startUs: us(100e6), samples: new Float32Array(20 * RATE) }, {
      recognise: (samples) => { asked.push(samples.length / RATE); return Promise.resolve(said[asked.length - 1] ?? []); },
    }, pause, (more) => lines.push(...more));
    expect(asked).toEqual([20, 12]);
    expect(lines.map(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6])).toEqual([[100, 108], [108, 119.5]]);
  });
});

it('the library reaches the files of the folder and nothing else', async () => {
  const get = folderFetch(new Map([['onnx/a.onnx', new Blob(['abc'])]]));
  expect(await (await get('/models/model/onnx/a.onnx')).text()).toBe('abc');
  for (const other of ['/models/model/b.json', 'https://example.org/models/model/onnx/a.onnx', '/models/other/onnx/a.onnx']) expect((await get(other)).status).toBe(404);
});
