/** Silero's voice detector (MIT, in `@ricky0123/vad-web`) on ONNX Runtime's WebAssembly: many stretches of sound side by side, which costs little more than one. */
import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';
import { SPEECH_RATE_HZ } from '../signal/speech-rate';

export const FRAME_SAMPLES = 512;
/** Samples of the frame before that the network sees again. */
const CONTEXT_SAMPLES = 64;
const STATE_SIZE = 128;

export interface Silero {
  /**
   * One probability for each frame of each stretch, each from a fresh state.
   * @param stretches 16 kHz, all of the same length, a multiple of `FRAME_SAMPLES`
   * @param pause awaited after every frame
   */
  probabilities(stretches: readonly Float32Array[], pause: () => Promise<void>): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

/** @param wasm the runtime's WebAssembly, where it cannot be found beside the script */
export async function createSilero(model: Uint8Array, wasm?: Uint8Array): Promise<Silero> {
  // Threads would need cross-origin isolation, which the app does not ask for.
  env.wasm.numThreads = 1;
  if (wasm) env.wasm.wasmBinary = wasm;
  const session = await InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const rate = new Tensor('int64', BigInt64Array.of(BigInt(SPEECH_RATE_HZ)), []);
  return {
    async probabilities(stretches, pause) {
      const count = stretches.length;
      const frames = Math.floor((stretches[0]?.length ?? 0) / FRAME_SAMPLES);
      const out = stretches.map(() => new Float32Array(frames));
      const width = CONTEXT_SAMPLES + FRAME_SAMPLES;
      let state = new Tensor('float32', new Float32Array(2 * count * STATE_SIZE), [2, count, STATE_SIZE]);
      const input = new Float32Array(count * width);
      for (let frame = 0; frame < frames; frame++) {
        const from = frame * FRAME_SAMPLES;
        for (let i = 0; i < count; i++) {
          const row = input.subarray(i * width, (i + 1) * width);
          if (frame === 0) row.fill(0, 0, CONTEXT_SAMPLES);
          else row.set(stretches[i].subarray(from - CONTEXT_SAMPLES, from));
          row.set(stretches[i].subarray(from, from + FRAME_SAMPLES), CONTEXT_SAMPLES);
        }
        const result = await session.run({ input: new Tensor('float32', input, [count, width]), state, sr: rate });
        state = result['stateN'] as typeof state;
        const { data } = result['output'];
        for (let i = 0; i < count; i++) out[i][frame] = Number(data[i]);
        await pause();
      }
      return out;
    },
    close: () => session.release(),
  };
}
