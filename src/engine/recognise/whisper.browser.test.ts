/** The real engine in real Chromium with a model of a few kilobytes: what it says, when, and what it makes of a damaged one. */
import { describe, expect, it } from 'vitest';
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { tinyWhisper, SENTENCE_S } from './testing/tiny-whisper';
import words from './testing/tiny-whisper-words.json';
import { loadWhisper } from './whisper';

const tone = (hz: number, seconds: number): Float32Array => Float32Array.from({ length: seconds * 16_000 }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hz * i) / 16_000));
const precision = { encoder_model: 'q8', decoder_model_merged: 'q8' } as const;
const blobs = (files = tinyWhisper()): ReadonlyMap<string, Blob> => new Map([...files].map(([path, bytes]) => [path, new Blob([bytes])]));
const runtime = async (): Promise<Uint8Array> => new Uint8Array(await (await fetch(runtimeUrl)).arrayBuffer());

describe('a model from a folder', () => {
  it('writes Mandarin with times, and hears what it is given', async () => {
    const recogniser = await loadWhisper({ files: blobs(), precision }, await runtime());
    const low = await recogniser.recognise(tone(200, 5));
    expect(low.map(({ text }) => text)).toEqual(words.low);
    expect(low[0]!.timestamp).toEqual([0, SENTENCE_S]);
    expect(low[1]!.timestamp[1]).toBe(2 * SENTENCE_S);
    expect((await recogniser.recognise(tone(5000, 5))).map(({ text }) => text)).toEqual(words.high);
  });

  it('says so when a network is damaged', async () => {
    const files = new Map(tinyWhisper());
    files.set('onnx/encoder_model_quantized.onnx', files.get('onnx/encoder_model_quantized.onnx')!.slice(0, 40));
    await expect(loadWhisper({ files: blobs(files), precision }, await runtime())).rejects.toMatchObject({ code: 'model-unreadable' });
  });
});
