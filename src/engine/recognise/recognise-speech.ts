/** Recognises what is said in given stretches of one recording: decodes its sound once, and listens to each stretch as soon as it is whole. */
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { AppError, toWireError } from '../../core/errors';
import { lengthUs } from '../../core/speech/recognition-plan';
import type { SpanUs } from '../../core/time';
import type { PassControl } from '../budget';
import { SPEECH_RATE_HZ } from '../signal/speech-rate';
import { decodeAudio } from '../sources/audio-source';
import type { MediaIndex } from '../sources/media-index';
import { recogniseStretch, type OnLines } from './recognise-stretch';
import { StretchSound } from './stretch-sound';
import { loadWhisper, type ModelFiles, type Recogniser } from './whisper';

/** A file that was moved, changed or may no longer be read says so by one byte; the library would call it damaged. */
async function checkReadable(files: ModelFiles['files']): Promise<void> {
  for (const [path, file] of files) {
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch (cause) {
      const { code, detail } = toWireError(cause);
      throw new AppError(code, detail, { fileName: path, cause });
    }
  }
}

/**
 * The runtime comes from the app's own address, or from its offline store. Rejects as `loadWhisper` does, and with AppError file-gone, file-changed or
 * file-permission, which name the model's file.
 */
export async function loadRecogniser(model: ModelFiles): Promise<Recogniser> {
  await checkReadable(model.files);
  const response = await fetch(new URL(runtimeUrl, self.location.href));
  if (!response.ok) throw new AppError('internal', `${runtimeUrl}: ${response.status}`);
  return loadWhisper(model, new Uint8Array(await response.arrayBuffer()));
}

/**
 * Progress is in µs of the stretches. Rejects as `decodeAudio` does, and with AppError model-unreadable or model-too-large.
 * @param stretches in order, not overlapping @param onLines called as lines come, in order of time
 */
export async function recogniseSpeech(
  index: MediaIndex, file: File, recogniser: Recogniser, stretches: readonly SpanUs[], control: PassControl, spawnFfmpeg: () => Worker, onLines: OnLines,
): Promise<void> {
  const sound = new StretchSound(stretches);
  const totalUs = lengthUs(stretches);
  let doneUs = 0;
  const listen = async (isEnd: boolean): Promise<void> => {
    for (const stretch of sound.take(isEnd)) {
      await recogniseStretch(stretch, recogniser, () => control.tick(), onLines);
      doneUs += (stretch.samples.length / SPEECH_RATE_HZ) * 1e6;
      control.progress(Math.min(doneUs, totalUs), totalUs);
    }
  };
  const decoding: PassControl = {
    get cancelled() { return control.cancelled; },
    // The decoder waits at its own `tick`: what is whole is listened to there, so that memory stays bounded.
    async tick() {
      await listen(false);
      await control.tick();
    },
    progress: () => undefined,
  };
  await decodeAudio(index, file, (block) => sound.push(block), decoding, { spawnFfmpeg });
  await listen(true);
}
