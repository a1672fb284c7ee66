/** Sound is listened to whole, whatever its rate and blocks; spoken Chinese is heard where it is spoken. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { us } from '../../core/time';
import { voiceSpans } from '../../core/voice';
import { createSilero, type Silero } from './silero';
import { VoiceStream } from './voice-stream';

const pause = (): Promise<void> => Promise.resolve();
/** Hears a voice wherever the sound is loud. */
const loud: Silero = {
  probabilities: (stretches) => Promise.resolve(stretches.map((one) => Float32Array.from({ length: one.length / 512 }, (_, i) => (Math.abs(one[i * 512 + 256]!) > 0.1 ? 1 : 0)))),
  close: () => Promise.resolve(),
};

async function hear(silero: Silero, samples: Float32Array, sampleRate: number, blockLength: number, startUs = 0) {
  const stream = new VoiceStream(silero);
  for (let at = 0; at < samples.length; at += blockLength) {
    if (stream.push({ startUs: us(startUs + (at / sampleRate) * 1e6), sampleRate, channels: [samples.slice(at, at + blockLength)] })) await stream.listen(pause);
  }
  const heard = await stream.finish(pause);
  return heard === null ? [] : voiceSpans(heard.probability01, 32, heard.startUs);
}

describe('the stream', () => {
  it.each([[16_000, 1024], [48_000, 960], [44_100, 1152], [8_000, 160]])('keeps its time at %i Hz', async (rate, block) => {
    const samples = new Float32Array(400 * rate);
    for (const [from, to] of [[3, 5], [12, 14], [350, 360]] as const) samples.fill(0.5, from * rate, to * rate);
    const spans = await hear(loud, samples, rate, block, 2e6);
    expect(spans).toHaveLength(3);
    [[3, 5], [12, 14], [350, 360]].forEach(([from, to], i) => {
      expect(Math.abs(spans[i]!.startUs / 1e6 - 2 - from!)).toBeLessThan(0.1);
      expect(Math.abs(spans[i]!.endUs / 1e6 - 2 - to!)).toBeLessThan(0.1);
    });
  });

  it('hears nothing in nothing', async () => {
    expect(await hear(loud, new Float32Array(0), 16_000, 512)).toEqual([]);
    expect(await hear(loud, new Float32Array(16_000), 16_000, 512)).toEqual([]);
  });
});

const has = (tool: string, arg: string): boolean => spawnSync(tool, [arg], { stdio: 'ignore' }).status === 0;
const tools = has('ffmpeg', '-version') && has('espeak-ng', '--version');

describe.skipIf(!tools)(`spoken Chinese${tools ? '' : ' (skipped: needs ffmpeg and espeak-ng)'}`, () => {
  it('is a voice, a tone and hiss are none', async () => {
    const spoken = execFileSync('espeak-ng', ['-v', 'cmn', '-s', '150', '--stdout', '您好，我们是执法人员，现在依法进行检查，全程录音录像。']);
    const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-ar', '16000', '-ac', '1', '-f', 'f32le', 'pipe:1'], { input: spoken, maxBuffer: 1 << 26 });
    const voice = new Float32Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + pcm.byteLength));
    const rest = 6 * 16_000;
    const samples = new Float32Array(rest + voice.length + rest);
    for (let i = 0; i < rest; i++) samples[i] = 0.2 * Math.sin((2 * Math.PI * 440 * i) / 16_000);
    samples.set(voice, rest);
    let seed = 1;
    for (let i = 0; i < rest; i++) samples[rest + voice.length + i] = 0.01 * ((seed = (seed * 16_807) % 2_147_483_647) / 1_073_741_823 - 1);
    const silero = await createSilero(new Uint8Array(readFileSync('node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx')));
    const spans = await hear(silero, samples, 16_000, 1024);
    await silero.close();
    const voiced = spans.reduce((sum, { startUs, endUs }) => sum + endUs - startUs, 0) / 1e6;
    expect(spans[0]!.startUs / 1e6).toBeGreaterThan(5.5);
    expect(spans[0]!.startUs / 1e6).toBeLessThan(7.5);
    expect(spans.at(-1)!.endUs / 1e6).toBeLessThan(6 + voice.length / 16_000 + 0.5);
    expect(voiced).toBeGreaterThan((voice.length / 16_000) * 0.5);
  }, 120_000);
});
