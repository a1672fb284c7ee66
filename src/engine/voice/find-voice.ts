/** Voice activity of one recording: decodes its sound and listens with Silero, loaded from the app's own address. */
import modelUrl from '../../../node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx?url';
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { AppError } from '../../core/errors';
import { us } from '../../core/time';
import { VOICE_VERSION, voiceSpans, type VoiceActivity } from '../../core/voice';
import type { PassControl } from '../budget';
import { SPEECH_RATE_HZ } from '../signal/speech-rate';
import { decodeAudio } from '../sources/audio-source';
import type { MediaIndex } from '../sources/media-index';
import { createSilero, FRAME_SAMPLES } from './silero';
import { VoiceStream } from './voice-stream';

async function bytes(url: string): Promise<Uint8Array> {
  const response = await fetch(new URL(url, self.location.href));
  if (!response.ok) throw new AppError('internal', `${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** null for a recording without sound. Progress is in µs of media. Rejects as `decodeAudio` does. */
export async function findVoice(index: MediaIndex, file: File, control: PassControl, spawnFfmpeg: () => Worker): Promise<VoiceActivity | null> {
  if (index.audio === null || index.audio.count === 0) return null;
  const [model, runtime] = await Promise.all([bytes(modelUrl), bytes(runtimeUrl)]);
  const silero = await createSilero(model, runtime);
  try {
    const stream = new VoiceStream(silero);
    const pause = (): Promise<void> => control.tick();
    // The decoder waits at its own `tick`: what is full is listened to there, so that memory stays bounded.
    let isFull = false;
    const listening: PassControl = {
      get cancelled() { return control.cancelled; },
      async tick() {
        if (isFull) {
          isFull = false;
          await stream.listen(pause);
        }
        await control.tick();
      },
      progress: (done, total) => control.progress(done, total),
    };
    await decodeAudio(index, file, (block) => { isFull = stream.push(block) || isFull; }, listening, { spawnFfmpeg });
    const heard = await stream.finish(pause);
    if (heard === null) return null;
    const frameMs = (FRAME_SAMPLES / SPEECH_RATE_HZ) * 1000;
    return {
      version: VOICE_VERSION, spans: voiceSpans(heard.probability01, frameMs, heard.startUs), startUs: heard.startUs,
      endUs: us(heard.startUs + heard.probability01.length * frameMs * 1000),
    };
  } finally {
    await silero.close();
  }
}
