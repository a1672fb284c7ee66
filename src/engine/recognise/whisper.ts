/** Whisper from a folder of files, by transformers.js on the same ONNX Runtime that the app serves for its other networks: one processor thread, no network. */
import { AutomaticSpeechRecognitionPipeline, env, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperProcessor, WhisperTokenizer } from '@huggingface/transformers';
import { AppError } from '../../core/errors';
import type { ModelNetwork, ModelPrecision } from '../../core/speech/model-folder';
import type { HeardChunk } from '../../core/speech/recognised-lines';
import { folderFetch, MODEL_ID, MODELS_ROOT } from './folder-fetch';

/** Whisper writes at most 448 tokens at a time, the three that start it among them. Given, it also keeps the library from listening to the padding. */
const MOST_TOKENS = 444;
const MEMORY = /out of memory|bad_alloc|allocation failed|could not allocate|array buffer allocation|std::length_error/i;

export interface Recogniser {
  /** What is said in Mandarin. @param samples 16 kHz, at most 30 s */
  recognise(samples: Float32Array): Promise<readonly HeardChunk[]>;
}

export interface ModelFiles {
  /** By path within the folder, as `readModelFolder` names them. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly precision: Readonly<Record<ModelNetwork, ModelPrecision>>;
}

function isHeard(chunk: unknown): chunk is HeardChunk {
  return typeof chunk === 'object' && chunk !== null && 'timestamp' in chunk && 'text' in chunk && Array.isArray(chunk.timestamp) && typeof chunk.text === 'string';
}

/** What the library throws in the house's terms. */
function modelError(thrown: unknown): AppError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(MEMORY.test(detail) ? 'model-too-large' : 'model-unreadable', detail, { cause: thrown });
}

/**
 * Rejects with AppError model-unreadable (damaged, or of another kind than it says) or model-too-large (memory does not hold it).
 * @param wasm ONNX Runtime's WebAssembly
 */
export async function loadWhisper({ files, precision }: ModelFiles, wasm: Uint8Array): Promise<Recogniser> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = MODELS_ROOT;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = folderFetch(files);
  const runtime = env.backends.onnx.wasm!;
  // Set by the library to an address elsewhere, which is never asked as long as the binary is given.
  delete runtime.wasmPaths;
  runtime.wasmBinary = wasm;
  // Threads would need cross-origin isolation, which the app does not ask for.
  runtime.numThreads = 1;
  try {
    const tokenizer = await WhisperTokenizer.from_pretrained(MODEL_ID);
    const feature_extractor = await WhisperFeatureExtractor.from_pretrained(MODEL_ID);
    const model = await WhisperForConditionalGeneration.from_pretrained(MODEL_ID, { device: 'wasm', dtype: precision });
    const processor = new WhisperProcessor({}, { tokenizer, feature_extractor }, '');
    const listen = new AutomaticSpeechRecognitionPipeline({ task: 'automatic-speech-recognition', model, tokenizer, processor });
    return {
      async recognise(samples) {
        try {
          const heard: unknown = await listen(samples, { language: 'zh', task: 'transcribe', return_timestamps: true, max_new_tokens: MOST_TOKENS });
          const chunks = typeof heard === 'object' && heard !== null && 'chunks' in heard ? heard.chunks : [];
          return Array.isArray(chunks) ? chunks.filter(isHeard) : [];
        } catch (thrown) {
          throw modelError(thrown);
        }
      },
    };
  } catch (thrown) {
    throw modelError(thrown);
  }
}
