/** `npx tsx e2e/bench/voice.ts`: how long the voice detector takes for one hour of sound already decoded, by the clock and by the processor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/setup/run.mjs';
import { us } from '../../src/core/time';
import { createSilero } from '../../src/engine/voice/silero';
import { VoiceStream } from '../../src/engine/voice/voice-stream';

const RATE = 48_000;
const HOUR_S = Number(process.argv[2] ?? 3600);
const silero = await createSilero(new Uint8Array(readFileSync(join(ROOT, 'node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx'))));
const stream = new VoiceStream(silero);
const second = Float32Array.from({ length: RATE }, (_, i) => 0.1 * Math.sin(i / 30) * Math.sin(i / 9000));
const before = process.cpuUsage();
const fromMs = performance.now();
for (let at = 0; at < HOUR_S; at++) {
  if (stream.push({ startUs: us(at * 1e6), sampleRate: RATE, channels: [second] })) await stream.listen(() => Promise.resolve());
}
await stream.finish(() => Promise.resolve());
const { user, system } = process.cpuUsage(before);
console.log(`${HOUR_S} s of sound at ${RATE} Hz: ${((performance.now() - fromMs) / 1000).toFixed(1)} s by the clock, ${((user + system) / 1e6).toFixed(1)} s of the processor`);
await silero.close();
