/** Draws the textures of the sample scene (signs, packages, floor, clock glyphs) on a canvas in headless Chromium: it has the Chinese type. */
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, requireChromium } from '../setup/chromium.mjs';
import type { AtlasRect } from './mesh';
import type { Picture } from './rasteriser';

const SIZE = 1024;
export const GLYPHS = '0123456789-: PDN';
/** One glyph of the on-screen text, in pixels of the recording. */
export const GLYPH_CELL = { w: 12, h: 22 } as const;

const rect = (x: number, y: number, w: number, h: number): AtlasRect => ({ x, y, w, h });
/** Packages: 8 columns of 64 pixels, 4 rows of 96. */
export const PACKAGES: readonly AtlasRect[] = Array.from({ length: 32 }, (_, at) => rect((at % 8) * 64 + 1, Math.floor(at / 8) * 96 + 1, 62, 94));
export const RECTS = {
  floor: rect(512, 0, 256, 256),
  concrete: rect(768, 0, 256, 256),
  shopSign: rect(512, 256, 384, 96),
  licence: rect(512, 352, 160, 128),
  notice: rect(672, 352, 160, 128),
  carton: rect(832, 352, 128, 128),
  street: rect(0, 480, 512, 288),
  wall: rect(512, 480, 256, 256),
  wood: rect(768, 480, 256, 128),
  glyphs: rect(0, 960, GLYPHS.length * GLYPH_CELL.w, GLYPH_CELL.h),
} as const;

interface DrawTask { size: number; rects: typeof RECTS; packages: readonly AtlasRect[]; glyphs: string; cell: { w: number; h: number } }

/** Runs in the page. */
function drawAtlas(task: DrawTask): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = task.size;
  const g = canvas.getContext('2d', { willReadFrequently: true })!;
  let state = 20260318;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const sans = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const speckle = (r: { x: number; y: number; w: number; h: number }, count: number, strength: number): void => {
    for (let at = 0; at < count; at++) {
      g.fillStyle = `rgba(${random() < 0.5 ? '0,0,0' : '255,255,255'},${random() * strength})`;
      g.fillRect(r.x + random() * r.w, r.y + random() * r.h, 1 + random() * 3, 1 + random() * 2);
    }
  };
  const goods = ['酱油', '大米', '茶叶', '牛奶', '饼干', '食盐', '白糖', '面条', '陈醋', '肥皂', '牙膏', '毛巾', '电池', '纸巾', '果汁', '咖啡'];
  task.packages.forEach((r, at) => {
    const hue = (at * 47 + 13) % 360;
    const ground = g.createLinearGradient(r.x, r.y, r.x, r.y + r.h);
    ground.addColorStop(0, `hsl(${hue} 62% ${52 + (at % 3) * 8}%)`);
    ground.addColorStop(1, `hsl(${hue} 66% 34%)`);
    g.fillStyle = ground;
    g.fillRect(r.x, r.y, r.w, r.h);
    g.fillStyle = at % 2 === 0 ? '#f6f1e4' : `hsl(${(hue + 50) % 360} 80% 86%)`;
    g.beginPath();
    if (at % 3 === 0) g.ellipse(r.x + r.w / 2, r.y + r.h * 0.42, r.w * 0.4, r.h * 0.22, 0, 0, 7);
    else g.rect(r.x + 6, r.y + r.h * 0.22, r.w - 12, r.h * 0.36);
    g.fill();
    g.fillStyle = '#30241c';
    g.font = `bold 20px ${sans}`;
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    g.fillText(goods[at % goods.length]!, r.x + r.w / 2, r.y + r.h * 0.41);
    g.fillStyle = 'rgba(255,255,255,.75)';
    for (let line = 0; line < 3; line++) g.fillRect(r.x + 10, r.y + r.h * (0.72 + line * 0.07), r.w - 20 - line * 8, 2);
    speckle(r, 60, 0.2);
  });
  const { rects } = task;
  g.fillStyle = '#b9b2a4';
  g.fillRect(rects.floor.x, rects.floor.y, rects.floor.w, rects.floor.h);
  speckle(rects.floor, 1800, 0.12);
  g.fillStyle = '#7d776c';
  g.fillRect(rects.floor.x, rects.floor.y, rects.floor.w, 5);
  g.fillRect(rects.floor.x, rects.floor.y, 5, rects.floor.h);
  for (const [r, colour] of [[rects.concrete, '#8b8f90'], [rects.wall, '#d9d4c6']] as const) {
    g.fillStyle = colour;
    g.fillRect(r.x, r.y, r.w, r.h);
    speckle(r, 2600, 0.1);
  }
  g.fillStyle = '#9a744c';
  g.fillRect(rects.wood.x, rects.wood.y, rects.wood.w, rects.wood.h);
  for (let line = 0; line < 60; line++) {
    g.fillStyle = `rgba(60,36,16,${random() * 0.25})`;
    g.fillRect(rects.wood.x, rects.wood.y + random() * rects.wood.h, rects.wood.w, 1 + random() * 2);
  }
  const panel = (r: { x: number; y: number; w: number; h: number }, ground: string, ink: string, lines: readonly [string, number, number][]): void => {
    g.fillStyle = ground;
    g.fillRect(r.x, r.y, r.w, r.h);
    g.strokeStyle = ink;
    g.lineWidth = 4;
    g.strokeRect(r.x + 4, r.y + 4, r.w - 8, r.h - 8);
    g.fillStyle = ink;
    g.textAlign = 'center';
    for (const [text, size, y] of lines) {
      g.font = `bold ${size}px ${sans}`;
      g.fillText(text, r.x + r.w / 2, r.y + y);
    }
  };
  panel(rects.shopSign, '#a3211c', '#ffe9a8', [['便民超市示例店', 46, 50]]);
  panel(rects.licence, '#f4ecd2', '#8a1f17', [['营业执照', 30, 36], ['名称 便民超市示例店', 13, 72], ['经营范围 日用百货', 13, 94]]);
  panel(rects.notice, '#1d4f91', '#ffffff', [['禁止吸烟', 30, 46], ['消防安全 人人有责', 15, 90]]);
  panel(rects.carton, '#b58a55', '#5a3a17', [['易碎品', 30, 46], ['小心轻放', 22, 88]]);
  const sky = g.createLinearGradient(0, rects.street.y, 0, rects.street.y + rects.street.h);
  sky.addColorStop(0, '#dcecff');
  sky.addColorStop(0.55, '#f3f6f5');
  sky.addColorStop(0.56, '#9a9a93');
  sky.addColorStop(1, '#7c7c76');
  g.fillStyle = sky;
  g.fillRect(rects.street.x, rects.street.y, rects.street.w, rects.street.h);
  for (let house = 0; house < 7; house++) {
    const [x, high] = [rects.street.x + house * 76 - 10, 70 + random() * 70];
    g.fillStyle = `hsl(${20 + random() * 30} 18% ${62 + random() * 18}%)`;
    g.fillRect(x, rects.street.y + 160 - high, 66, high);
    g.fillStyle = '#5c6a76';
    for (let window = 0; window < 12; window++) g.fillRect(x + 8 + (window % 3) * 19, rects.street.y + 168 - high + Math.floor(window / 3) * 24, 11, 14);
  }
  g.font = `bold 17px "DejaVu Sans Mono", "Noto Sans Mono", monospace`;
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.lineWidth = 3;
  g.lineJoin = 'round';
  [...task.glyphs].forEach((glyph, at) => {
    const [x, y] = [rects.glyphs.x + (at + 0.5) * task.cell.w, rects.glyphs.y + task.cell.h / 2];
    g.strokeStyle = '#101010';
    g.strokeText(glyph, x, y);
    g.fillStyle = '#ffffff';
    g.fillText(glyph, x, y);
  });
  const bytes = g.getImageData(0, 0, task.size, task.size).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** The atlas as RGBA; takes about two seconds. Throws when no Chromium is found. */
export async function renderAtlas(): Promise<Picture> {
  const browser = await chromium.launch({ executablePath: requireChromium(), args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage();
    // The TypeScript loader wraps named functions in this helper, which the page does not have.
    await page.evaluate('globalThis.__name = (value) => value');
    const base64 = await page.evaluate(drawAtlas, { size: SIZE, rects: RECTS, packages: PACKAGES, glyphs: GLYPHS, cell: GLYPH_CELL });
    return { width: SIZE, height: SIZE, rgba: new Uint8Array(Buffer.from(base64, 'base64')) };
  } finally {
    await browser.close();
  }
}
