/** Type is told from what is not type: drawn digits of several sizes, noise, squares. */
import { describe, expect, it } from 'vitest';
import type { LumaPicture } from '../../ocr/luma-picture';
import { hasLastingType } from './lasting-type';

const WIDTH = 640;
const HEIGHT = 360;

/** The ten digits and a colon, five columns by seven rows, a bit a pixel. */
const DIGITS: Readonly<Record<string, readonly number[]>> = {
  0: [14, 17, 17, 17, 17, 17, 14], 1: [4, 12, 4, 4, 4, 4, 14], 2: [14, 17, 1, 2, 4, 8, 31], 3: [14, 17, 1, 6, 1, 17, 14], 4: [2, 6, 10, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 1, 17, 14], 6: [14, 16, 30, 17, 17, 17, 14], 7: [31, 1, 2, 4, 8, 8, 8], 8: [14, 17, 17, 14, 17, 17, 14], 9: [14, 17, 17, 15, 1, 1, 14], ':': [0, 4, 0, 0, 4, 0, 0],
};

/** Repeatable noise around a ground, 0 … 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}
const filled = (value: (x: number, y: number) => number): LumaPicture =>
  ({ width: WIDTH, height: HEIGHT, luma: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => Math.max(0, Math.min(255, Math.round(value(at % WIDTH, Math.floor(at / WIDTH)))))) });
const grainy = (seed: number, ground = 110): LumaPicture => {
  const random = noise(seed);
  return filled(() => ground + 12 * (random() - 0.5));
};
function write(on: LumaPicture, text: string, scale: number, ink: number): LumaPicture {
  const luma = on.luma.slice();
  for (let x = 0; x < text.length * 6 * scale; x++) {
    for (let y = 0; y < 7 * scale; y++) {
      const [column, row] = [Math.floor(x / scale) % 6, Math.floor(y / scale)];
      if (column < 5 && ((DIGITS[text[Math.floor(x / scale / 6)]!]![row]! >> (4 - column)) & 1) === 1) luma[(20 + y) * WIDTH + 30 + x] = ink;
    }
  }
  return { ...on, luma };
}

describe('a line of type', () => {
  it.each([1, 2, 3, 5])('of %i times seven pixels is seen while its seconds run', (scale) => {
    expect(hasLastingType(write(grainy(1), '10:47:18', scale, 240), write(grainy(2), '10:47:20', scale, 240))).toBe(true);
    expect(hasLastingType(write(grainy(1), '11:11:11', scale, 20), write(grainy(2), '11:11:13', scale, 20))).toBe(true);
  });

  it('is none where the other picture does not have it', () => {
    expect(hasLastingType(write(grainy(1), '10:47:18', 2, 240), grainy(2))).toBe(false);
  });
});

describe('what is no type', () => {
  it('is grain', () => {
    expect(hasLastingType(grainy(1), grainy(2))).toBe(false);
  });

  it('is a board of squares', () => {
    const board = filled((x, y) => ((Math.floor(x / 6) + Math.floor(y / 6)) % 2) * 120 + 60);
    expect(hasLastingType(board, board)).toBe(false);
  });
});

it('pictures of two sizes are not compared: anything may be there', () => {
  expect(hasLastingType(grainy(1), { ...grainy(2), width: 320, luma: new Uint8Array(320 * HEIGHT) })).toBe(true);
});
