/** A drawn scene that moves as told, through the real frame pass: for detectors that measure motion. */
import type { FindingDraft } from '../../core/finding';
import type { MediaSummary } from '../../core/recording';
import type { SmallFrame } from '../../core/tables';
import { us } from '../../core/time';
import type { DetectorContext, DetectorSpec } from '../detector';
import { createFramePass } from '../passes/frame/frame-pass';

const WIDTH = 320;
const HEIGHT = 180;
const FPS = 25;
const NO_CHROMA = new Uint8Array(0);
const SPAN = 1200;

/** Grains of a few pixels, from a seed; each row longer than the picture by all that moves through it. */
const TEXTURE = (() => {
  let seed = 7;
  let grains: Float32Array = Float32Array.from({ length: SPAN * HEIGHT }, () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  for (let round = 0; round < 3; round++) {
    grains = grains.map((_, at) => {
      const column = at % SPAN;
      let sum = 0;
      for (const [dx, dy] of [[0, 0], [-1, 0], [1, 0], [0, -1], [0, 1]] as const) {
        sum += grains[Math.max(0, Math.min(grains.length - 1, at + (column + dx < 0 || column + dx >= SPAN ? 0 : dx) + dy * SPAN))]!;
      }
      return sum / 5;
    });
  }
  return grains.map((v) => 120 + 500 * (v - 0.5));
})();

function drawn(x: number, light: number): Uint16Array {
  const luma = new Uint16Array(WIDTH * HEIGHT);
  const whole = Math.floor(x);
  const part = x - whole;
  for (let at = 0; at < luma.length; at++) {
    const from = Math.floor(at / WIDTH) * SPAN + (at % WIDTH) + whole;
    luma[at] = Math.max(0, Math.min(4080, Math.round(16 * ((1 - part) * TEXTURE[from]! + part * TEXTURE[from + 1]! + light))));
  }
  return luma;
}

export interface Pan {
  /** Pixels of the small frame that everything moves from each picture to the next. */
  readonly steps: readonly number[];
  /** Seconds of each step, where not even. */
  readonly stamps?: readonly number[];
  /** Luma levels added to a picture, by its number. */
  readonly light?: (picture: number) => number;
}

/** Every draft that stands alone, with its ends as numbers of pictures (−1 where no picture is). */
export function panDrafts({ steps, stamps, light = () => 0 }: Pan, detectors: readonly DetectorSpec<'frame'>[]): readonly { readonly draft: FindingDraft; readonly from: number; readonly to: number }[] {
  const context: DetectorContext = { media: { fileName: 'drawn', video: { width: WIDTH, height: HEIGHT }, audio: null } as unknown as MediaSummary, video: null, audio: null, bitstream: null, boxes: [] };
  const pass = createFramePass(context, detectors);
  let [x, at] = [0, 0];
  const times: number[] = [];
  const drafts = [0, ...steps].flatMap((step, ordinal) => {
    x += step;
    if (ordinal > 0) at += stamps?.[ordinal - 1] ?? 1 / FPS;
    times.push(Math.round(at * 1e6));
    const frame: SmallFrame = { ordinal, ptsUs: us(Math.round(at * 1e6)), key: ordinal === 0, width: WIDTH, height: HEIGHT, luma: drawn(x, light(ordinal)), cb: NO_CHROMA, cr: NO_CHROMA };
    return pass.push(frame);
  });
  return [...drafts, ...pass.finish()].filter((draft) => draft.standsAlone).map((draft) => ({ draft, from: times.indexOf(draft.startUs), to: times.indexOf(draft.endUs) }));
}

/** Motion as a hand makes it: never quite even. */
export const walk = (count: number, step: number): number[] => Array.from({ length: count }, (_, i) => step * (1 + 0.04 * Math.sin(i * 1.7)));
