/** The wasm area average against a plain one, for whole and broken factors, odd sizes and every pixel layout. */
import { describe, expect, it } from 'vitest';
import { Downscaler, pixelLayout, smallSize, type PixelLayout, type PlaneAt } from './downscale';

const noise = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;

/** Exact box average of one plane at fractional edges. */
function reference(at: (x: number, y: number) => number, sw: number, sh: number, dw: number, dh: number): Float64Array {
  const out = new Float64Array(dw * dh);
  for (let j = 0; j < dh; j++) for (let i = 0; i < dw; i++) {
    const x0 = (i * sw) / dw, x1 = ((i + 1) * sw) / dw, y0 = (j * sh) / dh, y1 = ((j + 1) * sh) / dh;
    let sum = 0;
    for (let y = Math.floor(y0); y < y1; y++) for (let x = Math.floor(x0); x < x1; x++) {
      sum += at(x, y) * (Math.min(x + 1, x1) - Math.max(x, x0)) * (Math.min(y + 1, y1) - Math.max(y, y0));
    }
    out[j * dw + i] = sum / ((x1 - x0) * (y1 - y0));
  }
  return out;
}

/** A noisy picture with edges in a layout's own byte order, one padding column a row. */
function fill(scaler: Downscaler, layout: PixelLayout, width: number, height: number) {
  const random = noise(7);
  const luma = Float64Array.from({ length: width * height }, (_, i) => Math.floor((i % width < width / 3 ? 30 : 190) + 60 * random()));
  const wide = layout.bits > 8 ? 2 : 1;
  const planes: PlaneAt[] = [];
  let bytes = 0;
  const plane = (w: number, h: number) => { planes.push({ offset: bytes, stride: (w + 2) * wide }); bytes += (w + 2) * wide * h; };
  const cw = (width + layout.subX) >> layout.subX, ch = (height + layout.subY) >> layout.subY;
  plane(width, height);
  if (layout.kind === 'pairs') plane(cw * 2, ch);
  else { plane(cw, ch); plane(cw, ch); }
  const buffer = scaler.picture(bytes, width, height);
  const put = (p: PlaneAt, x: number, y: number, value: number) => {
    if (wide === 1) buffer[p.offset + y * p.stride + x] = value;
    else new DataView(buffer.buffer, buffer.byteOffset).setUint16(p.offset + y * p.stride + x * 2, value * 2 ** (layout.bits - 8), true);
  };
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) put(planes[0]!, x, y, luma[y * width + x]!);
  for (let y = 0; y < ch; y++) for (let x = 0; x < cw; x++) {
    const cb = x < cw / 2 ? 60 : 200, cr = y < ch / 2 ? 90 : 150;
    if (layout.kind === 'pairs') { put(planes[1]!, 2 * x, y, cb); put(planes[1]!, 2 * x + 1, y, cr); }
    else { put(planes[1]!, x, y, cb); put(planes[2]!, x, y, cr); }
  }
  return { luma, planes };
}

describe('Downscaler', () => {
  it.each([
    ['1080p, factor 6', 1920, 1080, 'I420'], ['720p, factor 4', 1280, 720, 'NV12'], ['factor 2', 640, 360, 'I420'],
    ['broken factor', 848, 480, 'I420'], ['odd size', 1079, 607, 'I422'], ['upright', 720, 1280, 'I444'],
    ['smaller than the target', 176, 144, 'I420'], ['10 bit', 1440, 1080, 'I420P10'], ['very large', 5760, 2880, 'I420'],
  ])('%s: luma near the exact box average', (_name, width, height, format) => {
    const scaler = new Downscaler();
    const layout = pixelLayout(format)!;
    const { luma, planes } = fill(scaler, layout, width, height);
    const small = scaler.shrink(layout, planes, width, height);
    expect(small).toMatchObject(smallSize(width, height));
    const exact = reference((x, y) => luma[y * width + x]!, width, height, small.width, small.height);
    let worst = 0;
    small.luma.forEach((value, i) => { worst = Math.max(worst, Math.abs(value / 16 - exact[i]!)); });
    expect(worst).toBeLessThan(width > 5000 || width < 320 ? 0.6 : 0.25);
    const cols = Math.ceil(small.width / 16);
    expect([small.cb[0], small.cb[cols - 1], small.cr[0], small.cr.at(-1)]).toEqual([60, 200, 90, 150]);
  });

  it('keeps whole factors exact to the rounding', () => {
    const scaler = new Downscaler();
    const layout = pixelLayout('I420')!;
    const { luma, planes } = fill(scaler, layout, 1920, 1080);
    const small = scaler.shrink(layout, planes, 1920, 1080);
    const exact = reference((x, y) => luma[y * 1920 + x]!, 1920, 1080, 320, 180);
    small.luma.forEach((value, i) => { expect(Math.abs(value - exact[i]! * 16)).toBeLessThanOrEqual(0.51); });
  });

  it('reads packed RGB with row padding', () => {
    const scaler = new Downscaler();
    const width = 640, height = 480, stride = width * 4 + 16;
    const buffer = scaler.picture(stride * height, width, height);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) buffer.set(x < 320 ? [0, 0, 255, 255] : [255, 0, 0, 255], y * stride + x * 4);
    const small = scaler.shrink(pixelLayout('BGRX')!, [{ offset: 0, stride }], width, height);
    // Red's luma is 0.299 of white, blue's 0.114.
    expect(Math.abs(small.luma[0]! / 16 - 76)).toBeLessThanOrEqual(1);
    expect(Math.abs(small.luma[319]! / 16 - 29)).toBeLessThanOrEqual(1);
    expect(small.cr[0]).toBeGreaterThan(240);
    expect(small.cb[19]).toBeGreaterThan(240);
  });

  it('serves pictures of changing size with one memory', () => {
    const scaler = new Downscaler();
    const layout = pixelLayout('I420')!;
    for (const [width, height] of [[320, 240], [1920, 1080], [640, 360]] as const) {
      const { luma, planes } = fill(scaler, layout, width, height);
      const small = scaler.shrink(layout, planes, width, height);
      const exact = reference((x, y) => luma[y * width + x]!, width, height, small.width, small.height);
      expect(Math.abs(small.luma[1000]! / 16 - exact[1000]!)).toBeLessThan(0.25);
    }
  });
});
