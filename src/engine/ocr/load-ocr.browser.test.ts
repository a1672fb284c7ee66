/** The reading engine in a real browser: finds and reads type as cameras draw it, light and dark, small and large. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseClockText } from '../passes/clock/clock-text';
import { loadOcrEngine } from './load-ocr';
import { cropLuma, type LumaPicture } from './luma-picture';
import type { OcrEngine } from './ocr-engine';
import { textLines } from './text-regions';

let ocr: OcrEngine;
beforeAll(async () => { ocr = await loadOcrEngine(); }, 60_000);
afterAll(() => ocr.close());

interface Drawn { readonly text: string; readonly px: number; readonly ink: string; readonly ground: string; readonly x: number; readonly y: number }

function draw({ text, px, ink, ground, x, y }: Drawn): LumaPicture {
  const canvas = new OffscreenCanvas(640, 360);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = ground;
  context.fillRect(0, 0, 640, 360);
  context.fillStyle = ink;
  context.font = `${px}px sans-serif`;
  context.fillText(text, x, y);
  const { data } = context.getImageData(0, 0, 640, 360);
  return { width: 640, height: 360, luma: Uint8Array.from({ length: 640 * 360 }, (_, i) => 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!) };
}

describe('reading a clock', () => {
  it.each([
    { text: '2026-01-08 09:10:02', px: 20, ink: 'white', ground: '#333', x: 12, y: 30, second: 33_002 },
    { text: '7/27/2018 4:11:10 PM', px: 14, ink: 'white', ground: '#456', x: 40, y: 350, second: 58_270 },
    { text: '2026年01月08日 09:10:02', px: 24, ink: 'black', ground: '#ddd', x: 300, y: 40, second: 33_002 },
  ])('finds and reads “$text” at $px px', async (drawn) => {
    const picture = draw(drawn);
    const lines = textLines(await ocr.detect(picture, 640));
    expect(lines).toHaveLength(1);
    expect(Math.abs(lines[0]!.x - drawn.x)).toBeLessThan(drawn.px);
    const read = await ocr.recognise(cropLuma(picture, lines[0]!));
    expect(read.score01).toBeGreaterThan(0.7);
    expect(parseClockText(read.text)?.secondOfDay).toBe(drawn.second);
  });

  it('finds nothing on an empty picture', async () => {
    expect(await ocr.detect(draw({ text: '', px: 10, ink: 'white', ground: '#555', x: 0, y: 0 }), 640)).toEqual([]);
  });
});
